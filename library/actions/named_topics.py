"""The topics that a query names: by a label, another name, a part of a label, or the beginning of either.

*Listening* is a part of *Listening and being heard*, and *kinship* begins a part of *Fostering and kinship care*. Parts
and beginnings are compared as whole words, in singular or plural, and not by stem: *house* is not *Housing support*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.actions.understand import having, names_of
from library.model.vocabulary import BROWSED, Axis
from library.search.other_names import label_parts
from library.search.query import Group, Tagged
from library.search.words import is_common, singular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from library.actions.library import View
    from library.actions.understand import Asked
    from library.model.vocabulary import Term, Vocabulary

# The axes of topics, in the order in which they are named.
AXES = (*BROWSED, Axis.SETTING)

# A beginning that more labels share names none of them: *care*, *social*.
MOST_BEGUN = 3

# A word that more of the documents have names no topic beside others: *health* in a library of health.
_EVERYDAY = 0.2


class _LabelParts(list[tuple[tuple[str, ...], "Term"]]):
    """The words of each part of each topic's labels, in singular, made once for each generation: 1 ms."""


def topics_called(view: View, typed: Sequence[str]) -> tuple[Term, ...]:
    """Return the topics that a whole query names and that have documents of the viewer; may be empty.

    Args:
        view: What the viewer may see.
        typed: The words of the query, at least one. An acronym that is a word too has to be in capitals (*SALT*).
    """
    found = _with_documents(view, (name.term for name in names_of(view).called(typed)))
    is_telling = not all(map(is_common, typed))
    return found or (_begun(view, tuple(map(singular, typed))) if is_telling else ())


def topics_within(view: View, asked: Asked, best: Callable[[], int | None]) -> tuple[Term, ...]:
    """Return the topics whose labels are a part of a query, and that its best document is not about; may be empty.

    Other names of topics are left out, because the page says for each of them which topic was searched for.

    Args:
        view: What the viewer may see.
        asked: The query, which names no page as a whole.
        best: Returns the best document for it; only asked if there are such topics.
    """
    groups = tuple(dict.fromkeys(asked.query.wanted))
    tags = dict.fromkeys(each for group in groups for each in group.added if isinstance(each, Tagged))
    telling = (tag for tag in tags if _is_telling(view, [g for g in groups if tag in g.added], groups))
    said = {each.term.labels["en"] for each in asked.expanded}
    terms = (view.snapshot.vocabulary.get(Axis[tag.axis.upper()], tag.term) for tag in telling if _is_topic(tag))
    found = _with_documents(view, (term for term in terms if term and term.labels["en"] not in said))
    first = best() if found else None
    return tuple(term for term in found if first is not None and first not in documents_of(view, term))


def documents_of(view: View, term: Term) -> BitMap:
    """Return the documents with a term that the viewer may see; may be empty."""
    return view.snapshot.values.get(term.axis.name.lower(), {}).get(term.id, BitMap()) & view.visible


def _with_documents(view: View, terms: Iterable[Term]) -> tuple[Term, ...]:
    unique = {(term.axis, term.id): term for term in terms if term.axis in AXES}
    return tuple(term for term in unique.values() if documents_of(view, term))


def _begun(view: View, typed: tuple[str, ...]) -> tuple[Term, ...]:
    """Return the topics with a part of a label that is the query, or else those with one that begins with it."""
    begun = [(part, term) for part, term in _label_parts(view) if part[: len(typed)] == typed]
    whole = _with_documents(view, (term for part, term in begun if part == typed))
    some = whole or _with_documents(view, (term for _, term in begun))
    return some if len(some) <= MOST_BEGUN else ()


def _label_parts(view: View) -> _LabelParts:
    if _LabelParts not in view.snapshot.cache:
        view.snapshot.cache[_LabelParts] = _LabelParts(_parts(view.snapshot.vocabulary))
    parts: _LabelParts = view.snapshot.cache[_LabelParts]
    return parts


def _parts(vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, ...], Term]]:
    for axis in AXES:
        for term in vocabulary.on(axis).values():
            for language, label in term.labels.items():
                for part in label_parts(label, language):
                    yield tuple(singular(word) for word in part), term


def _is_topic(tag: Tagged) -> bool:
    return any(tag.axis == axis.name.lower() for axis in AXES)


def _is_telling(view: View, naming: Sequence[Group], groups: Sequence[Group]) -> bool:
    """Return whether some groups are only a part of a query, and several words or one that few documents have."""
    if len(naming) != 1:
        return len(naming) < len(groups)
    return len(groups) > 1 and len(having(view, Group(naming[0].typed)) & view.visible) <= _EVERYDAY * len(view.visible)
