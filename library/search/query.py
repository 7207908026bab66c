"""A query, and the parts that it is read as.

Reading (``query_reading``) makes *parts* of a text. Only the vocabulary knows what a filter's value means
(``filters``), and other names for the words (``expansion``). Both work on the parts, from which ``assemble`` then makes
the query for the index.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from library.search.words import is_common

if TYPE_CHECKING:
    from collections.abc import Iterable

# A query of 1,000 characters has at most 500 words; more than this many parts add nothing a reader could mean.
MOST_PARTS = 64


@dataclass(frozen=True, slots=True)
class Phrase:
    """Adjacent words; a single word is a phrase of one.

    Attributes:
        words: As typed, at least one.
        hyphened: Whether hyphens join them: one word in Welsh and Gaelic.
        variant: Whether it is another spelling of what was typed, so that it may be someone's name.
    """

    words: tuple[str, ...]
    hyphened: bool = False
    variant: bool = False

    @property
    def text(self) -> str:
        """Return what was typed."""
        return ("-" if self.hyphened else " ").join(self.words)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Matches documents with a term, whatever their words.

    Attributes:
        axis: The facet's name, such as ``theme``.
        term: The term's id.
    """

    axis: str
    term: str


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives, of which any one is enough.

    Attributes:
        typed: Phrases as typed, at least one.
        added: Synonyms from the vocabulary, which count less; may be empty.
    """

    typed: tuple[Phrase, ...]
    added: tuple[Phrase | Tagged, ...] = ()

    @property
    def text(self) -> str:
        """Return what was typed."""
        return " OR ".join(phrase.text for phrase in self.typed)


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as it was typed.

    Attributes:
        axis: A value of ``AXES``.
        words: What comes after the colon.
        excluded: Whether a minus sign comes before it.
    """

    axis: str
    words: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query, read.

    Attributes:
        text: As typed.
        wanted: All these groups are wanted. Empty for a query without words.
        unwanted: Documents with any of these are left out.
        filters: As typed; the vocabulary gives their meaning.
    """

    text: str
    wanted: tuple[Group, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def has_words(self) -> bool:
        """Return whether there are wanted or unwanted words; without them everything matches."""
        return bool(self.wanted or self.unwanted)


class PartKind(Enum):
    """The kind of a part of a query."""

    PLAIN = "words as they come"
    QUOTED = "words in quotation marks"
    JOINED = "words joined by OR"
    UNWANTED = "words after a minus sign"
    FILTER = "a filter"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query.

    Attributes:
        kind: What it is.
        phrases: Alternatives; at least one.
        span: Where it is in the text: first character and the one after the last.
        added: Synonyms from the vocabulary.
        filter: The filter, or ``None``; its ``phrases`` are searched for if it is not understood.
    """

    kind: PartKind
    phrases: tuple[Phrase, ...]
    span: tuple[int, int]
    added: tuple[Phrase | Tagged, ...] = ()
    filter: Filter | None = None


def assemble(text: str, parts: Iterable[Part]) -> Query:
    """Return the query made of some parts."""
    some = tuple(parts)
    wanted = [part for part in some if part.kind not in {PartKind.UNWANTED, PartKind.FILTER}]
    unwanted = dict.fromkeys(phrase for part in some if part.kind is PartKind.UNWANTED for phrase in part.phrases)
    return Query(text, _distinctive(wanted), tuple(unwanted), tuple(part.filter for part in some if part.filter))


def is_distinctive(phrase: Phrase) -> bool:
    """Return whether a phrase is more than one common word."""
    return len(phrase.words) > 1 or not is_common(phrase.words[0])


def _distinctive(parts: list[Part]) -> tuple[Group, ...]:
    """Return groups without single common words, unless nothing would be left; repeated groups count more."""
    whole = [Group(tuple(dict.fromkeys(part.phrases)), part.added) for part in parts]
    distinctive = (Group(tuple(filter(is_distinctive, group.typed)), group.added) for group in whole)
    return tuple(group for group in distinctive if group.typed) or tuple(whole)
