"""The names of authors, by their words, and where a query has one.

A person is called by the whole name in either order, by the surname, or with others who wrote the same work (*Grieve
and Linyard*). An organisation is called by its whole name, its acronym or its beginning. Its last word says little:
*Wales* is not *Social Care Wales*.
"""

from __future__ import annotations

from itertools import filterfalse
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.language import OTHER
from library.model.lexicon import RowKind
from library.search.dictionary_words import is_dictionary_word
from library.search.people import is_name
from library.search.query import PartKind
from library.search.words import WORD, is_common, key, keys, without_possessive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.actions.library import View
    from library.search.query import Part

# A word alone begins an organisation's name if this share of the documents with it are by the organisation.
_OF_WORD = 0.25

# A shorter acronym has too many other meanings.
_SHORTEST_ACRONYM = 3


class _AuthorWords(dict[str, tuple[str, ...]]):
    """The keys of the words of each author's name, sorted, made once for each generation: 1 ms for 1,000 authors."""


def words_of_authors(view: View) -> dict[str, tuple[str, ...]]:
    """Map each author's name to the keys of its words; also of documents that the viewer may not see."""
    cache = view.snapshot.cache
    if _AuthorWords not in cache:
        cache[_AuthorWords] = _AuthorWords(
            (name, tuple(keys(name, OTHER))) for name in sorted(view.snapshot.values.get("author", {}))
        )
    words: _AuthorWords = cache[_AuthorWords]
    return words


def authors_called(view: View, typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the authors that some words call, without those called by the beginning of their name; may be empty.

    Names that differ only in case and accents are of one author, in the spelling that most documents have.

    Args:
        view: What the viewer may see; no other author is a name.
        typed: Keys of the words, at least one.
    """
    found = (name for name, words in words_of_authors(view).items() if _calls(view, typed, name, words))
    visible = [name for name in found if documents_by(view, name)]
    return _one_spelling(view, visible) or tuple(_joint_authors(view, typed))


def authors_begun(view: View, typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the organisations whose names begin with some words: two, or one that hardly means anything else.

    Args:
        view: What the viewer may see.
        typed: Keys of the words, at least one.
    """
    begun = (name for name, words in words_of_authors(view).items() if _without_article(words)[: len(typed)] == typed)
    found = [name for name in begun if documents_by(view, name) and not is_person(view, name)]
    return _one_spelling(view, [name for name in found if _is_telling(view, typed, name)])


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
    return frozenset(
        at
        for name, words in words_of_authors(view).items()
        if len(words) > 1 and set(words).issubset(typed) and documents_by(view, name)
        for start in range(len(typed) - len(words) + 1)
        if _is_whole(view, typed[start : start + len(words)], name, words)
        for at in range(start, start + len(words))
    )


def documents_by(view: View, name: str) -> BitMap:
    """Return the documents of an author that the viewer may see; may be empty."""
    return view.snapshot.values["author"][name] & view.visible


def is_person(view: View, name: str) -> bool:
    """Return whether the author of a visible document is a person and no organisation.

    No document names a person as its organisation. A person's first name is on our list, or neither it nor the surname
    is an ordinary word.
    """
    words = [without_possessive(word) for word in WORD.findall(name)]
    if not words or not (is_name(words[0]) or not any(is_dictionary_word(words[at].lower()) for at in (0, -1))):
        return False
    documents = view.catalogue.documents([documents_by(view, name).min()])
    return all(document.organisation != name for document in documents.values())


def _calls(view: View, typed: tuple[str, ...], name: str, words: tuple[str, ...]) -> bool:
    if _is_whole(view, typed, name, words):
        return True
    if typed == words[-len(typed) :]:
        return bool(documents_by(view, name)) and is_person(view, name)
    return len(typed) == 1 and typed[0] in _acronyms(words)


def _is_whole(view: View, typed: tuple[str, ...], name: str, words: tuple[str, ...]) -> bool:
    """Return whether words are a name in its order, or that of a person with the surname first: *Miller, Emma*."""
    if typed == words:
        return True
    turned = len(typed) == len(words) and any(typed == words[at:] + words[:at] for at in range(1, len(words)))
    return turned and bool(documents_by(view, name)) and is_person(view, name)


def _acronyms(words: Sequence[str]) -> Iterator[str]:
    """Yield the first letters of a name of several words, with and without small ones: *NHS Education for Scotland*."""
    for some in (words, [word for word in words if not is_common(word)]):
        if len(some) >= _SHORTEST_ACRONYM:
            yield "".join(word[0] for word in some)


def _is_telling(view: View, beginning: Sequence[str], name: str) -> bool:
    """Return whether the beginning of a name says enough: *Thistle* of *Thistle Foundation*, but not *Social*."""
    telling = [word for word in beginning if not is_common(word)]
    if len(telling) != 1:
        return bool(telling)
    having = view.catalogue.standing_in(RowKind.WORD, telling).get(telling[0], BitMap()) & view.visible
    return len(documents_by(view, name)) >= _OF_WORD * len(having)


def _without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[:1] == ("the",) else words


def _one_spelling(view: View, names: Sequence[str]) -> tuple[str, ...]:
    """Return authors without other spellings of the same name, which have fewer documents."""
    words = words_of_authors(view)
    best: dict[tuple[str, ...], str] = {}
    for name in sorted(names, key=lambda each: (-len(documents_by(view, each)), each)):
        best.setdefault(words[name], name)
    return tuple(sorted(best.values()))


def _joint_authors(view: View, typed: Sequence[str]) -> Iterator[str]:
    """Yield the people who wrote a work together, if some words are the surnames of several of them and no others."""
    surnames = dict.fromkeys(filterfalse(is_common, typed))
    if len(surnames) < 2:
        return
    if not surnames.keys() <= {words[-1] for words in words_of_authors(view).values() if words}:
        return
    people: dict[str, list[str]] = {word: [] for word in surnames}
    for name, words in words_of_authors(view).items():
        if words and words[-1] in people and documents_by(view, name) and is_person(view, name):
            people[words[-1]].append(name)
    works = [BitMap.union(BitMap(), *(documents_by(view, name) for name in names)) for names in people.values()]
    together = BitMap.intersection(*works)
    yield from (name for names in people.values() for name in names if documents_by(view, name) & together)
