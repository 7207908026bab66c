"""The authors that a query names, and where a query has the name of one.

Several people are also named by their surnames alone, if they wrote a work together: *Grieve and Linyard*.
"""

from __future__ import annotations

from itertools import filterfalse
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.actions.author_names import author_names, documents_by, is_person, without_article
from library.model.language import OTHER
from library.model.lexicon import RowKind
from library.search.query import PartKind
from library.search.words import is_common, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.actions.library import View
    from library.search.query import Part

# A word alone begins an organisation's name if this share of the documents with it are by the organisation.
_OF_WORD = 0.25


def authors_called(view: View, typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the authors that some words call, without those called by the beginning of their name; may be empty.

    Names that differ only in case and accents are of one author, in the spelling that most documents have.

    Args:
        view: What the viewer may see; no other author is a name.
        typed: Keys of the words, at least one.
    """
    called = _one_spelling(view, _called(view, typed))
    return called or _one_spelling(view, _parted(view, typed)) or tuple(_joint_authors(view, typed))


def authors_begun(view: View, typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the organisations whose names begin with some words: two, or one that hardly means anything else.

    Args:
        view: What the viewer may see.
        typed: Keys of the words, at least one.
    """
    names = author_names(view)
    begun = (
        name
        for name in names.beginning.get(typed[0], ())
        if without_article(names.words[name])[: len(typed)] == typed and documents_by(view, name)
    )
    return _one_spelling(view, (name for name in begun if _is_telling(view, typed, name) and not is_person(view, name)))


def places_of_authors(view: View, parts: Sequence[Part]) -> frozenset[int]:
    """Return which parts of a query are the whole name of an author: *Ross Grieve* is not about grief.

    A surname alone may be a word like any other, but not those of all who wrote a work.

    Args:
        view: What the viewer may see; no other author is a name.
        parts: Of the query.
    """
    typed = tuple(
        key(part.phrases[0].words[0], OTHER) if part.kind is PartKind.PLAIN and len(part.phrases[0].words) == 1 else ""
        for part in parts
    )
    if any(_joint_authors(view, typed)):
        return frozenset(range(len(parts)))
    runs = (
        range(start, end)
        for start in range(len(typed))
        for end in range(start + 2, min(len(typed), start + author_names(view).longest + 1) + 1)
    )
    words = ((run, typed[run.start : run.stop]) for run in runs)
    return frozenset(at for run, some in words if all(some) and any(_called(view, some)) for at in run)


def _called(view: View, typed: tuple[str, ...]) -> Iterator[str]:
    """Yield the visible authors with some words as their whole name, acronym or surname."""
    names, joined = author_names(view), "".join(typed)
    yield from (name for name in names.whole.get(joined, ()) if documents_by(view, name))
    yield from (name for name in names.personal.get(joined, ()) if documents_by(view, name) and is_person(view, name))


def _parted(view: View, typed: tuple[str, ...]) -> Iterator[str]:
    """Yield the visible authors with a name that is typed in parts: *O Donnell*, *Siân O Donnell*."""
    for at in range(len(typed) - 1):
        yield from _called(view, (*typed[:at], "".join(typed[at : at + 2]), *typed[at + 2 :]))


def _is_telling(view: View, beginning: Sequence[str], name: str) -> bool:
    """Return whether the beginning of a name says enough: *Thistle* of *Thistle Foundation*, but not *Social*."""
    telling = [word for word in beginning if not is_common(word)]
    if len(telling) != 1:
        return bool(telling)
    having = view.catalogue.standing_in(RowKind.WORD, telling).get(telling[0], BitMap()) & view.visible
    return len(documents_by(view, name)) >= _OF_WORD * len(having)


def _one_spelling(view: View, names: Iterator[str]) -> tuple[str, ...]:
    """Return authors without other spellings of the same name, which have fewer documents."""
    words = author_names(view).words
    best: dict[tuple[str, ...], str] = {}
    for name in sorted(names, key=lambda each: (-len(documents_by(view, each)), each)):
        best.setdefault(words[name], name)
    return tuple(sorted(best.values()))


def _joint_authors(view: View, typed: Sequence[str]) -> Iterator[str]:
    """Yield the people who wrote a work together, if some words are the surnames of several of them and no others."""
    surnames, known = tuple(dict.fromkeys(filterfalse(is_common, typed))), author_names(view).surnames
    if len(surnames) < 2 or not all(word in known for word in surnames):
        return
    people = [[name for name in known[word] if documents_by(view, name) and is_person(view, name)] for word in surnames]
    together = BitMap.intersection(
        *(BitMap.union(BitMap(), *(documents_by(view, each) for each in some)) for some in people)
    )
    yield from (name for some in people for name in some if not documents_by(view, name).isdisjoint(together))
