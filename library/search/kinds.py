"""The kinds of documents as people call them: *example*, *film*, *guide*.

After ``kind:`` every name is understood. In a query, only names that hardly mean anything else: *recording* is what
practitioners do all day.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from library.model.document import Kind
from library.search.dictionary_words import is_compound
from library.search.query import Part, PartKind, Tagged
from library.search.words import fold, singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The name of the facet.
AXIS = "kind"

# Other names, besides the id and its plural.
_NAMES = {
    "film": Kind.VIDEO,
    "clip": Kind.VIDEO,
    "sound": Kind.AUDIO,
    "podcast": Kind.AUDIO,
    "recording": Kind.AUDIO,
    "guide": Kind.GUIDANCE,
    "research": Kind.PAPER,
    "article": Kind.PAPER,
    "act": Kind.LAW,
    "legislation": Kind.LAW,
    "training": Kind.COURSE,
    "module": Kind.COURSE,
    "activity": Kind.TOOL,
    "exercise": Kind.TOOL,
    "template": Kind.TOOL,
}

_CLEAR = (
    "story example video film podcast guide guidance tool activity exercise template course training article "
    "legislation"
).split()

# By spelling and not by stem: to *train* is not a training.
_BY_NAME = {singular(kind): kind for kind in Kind} | {singular(name): kind for name, kind in _NAMES.items()}
_CLEAR_NAMES = frozenset(map(singular, _CLEAR))


def names_of_kinds() -> tuple[str, ...]:
    """Return every name that means a kind after ``kind:``."""
    return (*Kind, *_NAMES)


def kind_called(word: str) -> Kind | None:
    """Return the kind that a word names, in singular or plural, or ``None``."""
    return _BY_NAME.get(singular(word))


def names_kind(word: str) -> bool:
    """Return whether a word of a query is understood as a kind."""
    return singular(word) in _CLEAR_NAMES


def add_kinds(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts of a query; a word that names a kind also finds the documents of that kind.

    A word that means something else together with its neighbour does not: *guide dog*, *tool box*.
    """
    joined = {at for first, pair in enumerate(pairwise(parts)) if _is_one_thing(*pair) for at in (first, first + 1)}
    for at, part in enumerate(parts):
        (word, *more) = part.phrases[0].words
        may_be_kind = part.kind is PartKind.PLAIN and not more and at not in joined and names_kind(word)
        kind = kind_called(word) if may_be_kind else None
        yield replace(part, added=(*part.added, Tagged(AXIS, kind.value))) if kind else part


def _is_one_thing(first: Part, second: Part) -> bool:
    """Return whether two words are part of one name of the vocabulary, or a dictionary has them as one."""
    if first.kind is not PartKind.PLAIN or second.kind is not PartKind.PLAIN:
        return False
    some = [fold(word) for part in (first, second) for word in part.phrases[0].words]
    has_kind = any(map(names_kind, some))
    return has_kind and (not set(first.added).isdisjoint(second.added) or is_compound(some))
