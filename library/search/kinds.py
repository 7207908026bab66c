"""The kinds of documents as people call them: *example*, *film*, *guide*.

After ``kind:`` every name is understood. In a query, only names that hardly mean anything else: *recording* is what
practitioners do all day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.model.document import Kind
from library.search.query import Part, PartKind, Tagged
from library.search.words import fold, key

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

_BY_KEY = {key(fold(kind), "en"): kind for kind in Kind} | {key(name, "en"): kind for name, kind in _NAMES.items()}
_CLEAR_KEYS = frozenset(key(name, "en") for name in _CLEAR)


def kind_called(word: str) -> Kind | None:
    """Return the kind that a word names, in singular or plural, or ``None``."""
    return _BY_KEY.get(key(word, "en"))


def names_kind(word: str) -> bool:
    """Return whether a word of a query is understood as a kind."""
    return key(word, "en") in _CLEAR_KEYS


def add_kinds(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts of a query; a word that names a kind also finds the documents of that kind."""
    for part in parts:
        (word, *more) = part.phrases[0].words
        kind = kind_called(word) if part.kind is PartKind.PLAIN and not more and names_kind(word) else None
        yield replace(part, added=(*part.added, Tagged(AXIS, kind.value))) if kind else part
