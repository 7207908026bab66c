"""What a search says about its query: how it was understood, and what to try if it found nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from library.actions.collections import CollectionCard
    from library.actions.pages import TermCount
    from library.model.vocabulary import Ambiguous, Term
    from library.search.filters import Years


@dataclass(frozen=True, slots=True)
class Expansion:
    """A term that was searched for too, because the typed words are another name for it.

    Attributes:
        typed: The words as they were typed.
        term: The term.
    """

    typed: str
    term: Term


@dataclass(frozen=True, slots=True)
class AlsoSearched:
    """Words that were searched for too, because they are synonyms of typed ones.

    Attributes:
        typed: The words as they were typed.
        words: The synonyms, at least one.
    """

    typed: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypedFilter:
    """A filter typed into the query, and its meaning.

    Attributes:
        axis: ``theme``, ``role``, ``sector``, ``kind``, ``voice``, ``nation``, ``author``, ``year``, ``language``,
            ``shows``, ``setting`` or ``outcome``.
        values: Its meaning: ids, or names of authors, or years, sorted; at least one.
        words: As typed, without the axis.
        excluded: Whether a minus sign excludes these.
        without: The query without it.
        years: For the axis ``year``, the typed years, with or without documents; otherwise ``None``.
    """

    axis: str
    values: tuple[str, ...]
    words: str
    excluded: bool
    without: str
    years: Years | None = None


@dataclass(frozen=True, slots=True)
class Without:
    """The results without one filter.

    Attributes:
        axis: Of the filter.
        values: Its values: one that was chosen, or all of a typed filter.
        typed: The query without it, for a typed filter, otherwise ``None``.
        count: How many results.
    """

    axis: str
    values: tuple[str, ...]
    typed: str | None
    count: int


@dataclass(frozen=True, slots=True)
class WordsApart:
    """The results for one word or phrase of a longer search.

    Attributes:
        words: As typed.
        count: How many results.
        unquoted: Whether it is the search without its quotation marks.
    """

    words: str
    count: int
    unquoted: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """What to show if a search found nothing.

    Attributes:
        looked_for: The words and phrases of the search, as typed; may be empty.
        only_signs: Whether the search has no word at all, such as an emoji.
        words_apart: The search without quotation marks, then each word or phrase of it that has results by itself,
            rarest first; may be empty.
        unfiltered: How many results there are without any filter; 0 for a search without filters.
        without: The results without each filter, most first; only those with results.
        terms: Terms with names like the typed words, nearest first, at most five; each has documents. Empty if only the
            filters are in the way.
        collections: In their order; may be empty.
    """

    looked_for: tuple[str, ...]
    only_signs: bool
    words_apart: tuple[WordsApart, ...]
    unfiltered: int
    without: tuple[Without, ...]
    terms: tuple[TermCount, ...]
    collections: tuple[CollectionCard, ...] = ()


class ReadAs(TypedDict):
    """The fields of a ``SearchPage`` that say how the query was understood."""

    expanded: tuple[Expansion, ...]
    synonyms: tuple[AlsoSearched, ...]
    nowhere: tuple[str, ...]
    ambiguous: tuple[Ambiguous, ...]
    filters: tuple[TypedFilter, ...]
    misread: tuple[str, ...]
    suggestion: str | None
    corrected: str | None
    typed_total: int
    has_words: bool
    has_one_word: bool
