"""The ``SearchIndex`` protocol: all that the library asks of a search engine.

An engine keeps one entry for each version of a document, under the catalogue's integer for that version. A changed
document gets a new integer, so an index that lags behind the catalogue can miss a document but never show an old one:
what it finds is always intersected with what the viewer may see.

The words of an entry stand in *slots*: title, summary, one slot for each passage in the document's order, and one for
each label (``index_entry`` fills them). The engine says in which slots the words of a query were found; ``passages``
makes snippets of them.

A Welsh or Gaelic word is found by its other forms (``form_keys``), which count ``OTHER_FORM_WEIGHT``. What the
vocabulary added to a group counts ``ADDED``: the best of it, on top of what was typed; and ``ALONE`` where what was
typed stands nowhere, because then the vocabulary's word is all there is to go by.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from pyroaring import BitMap

    from library.search.query import Query, Tagged


# What counts for a word that was typed, and for what stands in its place: another form of a Welsh or Gaelic word
# (*cath*, *gath*), and what the vocabulary added (*SDS*, *led by the person*) beside what was typed, or alone.
OTHER_FORM_WEIGHT = 0.6
ADDED = 0.35
ALONE = 0.8


class Slot(IntEnum):
    """The slots that every entry has; passages follow from ``FIRST_PASSAGE``, labels from ``FIRST_LABEL``."""

    TITLE = 0
    SUMMARY = 1
    FIRST_PASSAGE = 2
    FIRST_LABEL = 1 << 20


@dataclass(frozen=True, slots=True)
class Words:
    """The text of one slot.

    Attributes:
        slot: Its number.
        language: ``en``, ``cy`` or ``gd``: which field it is kept in.
        text: Plain text.
        opens_part: Whether a phrase may not run into it from the slot before.
        weight: How much each of its words counts, where a word of the body counts 1.
    """

    slot: int
    language: str
    text: str
    opens_part: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of a document, as the index keeps it.

    Attributes:
        id: The catalogue's integer.
        words: In slot order.
        tags: The document's terms.
    """

    id: int
    words: tuple[Words, ...]
    tags: tuple[Tagged, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer.

    Attributes:
        id: The catalogue's integer.
        score: Higher is better; comparable within one answer.
    """

    id: int
    score: float


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A word of the query where it stands in a document.

    Attributes:
        slot: The slot it stands in.
        word: Which word of the slot, counted from 0, as ``words.WORD`` finds them.
        opening: The slot where its phrase begins; another one where a phrase runs on into the next passage.
        group: Which of the query's different groups it belongs to, counted from 0.
        alternative: Which phrase of that group: the typed ones first, then the added ones, counted from 0.
        weight: How distinctive that phrase is: its inverse document frequency, less for what was added.
    """

    slot: int
    word: int
    opening: int
    group: int
    alternative: int
    weight: float


@dataclass(frozen=True, slots=True)
class Given:
    """What one phrase or term of a query gave to the score of an entry.

    Attributes:
        group: Which of the query's different groups it belongs to, counted from 0.
        alternative: Which of that group: the typed ones first, then the added ones, counted from 0.
        score: Above 0; those of an entry add up to its score in ``rank``.
    """

    group: int
    alternative: int
    score: float


class SearchIndex(Protocol):
    """What the library asks of a search engine. One suite, ``tests/search/test_search_index.py``, holds for all.

    Every method raises ``SearchUnavailable`` where the index cannot be read.
    """

    def generation(self) -> int:
        """Return the catalogue's generation that the index was last brought up to, 0 for a new one."""

    def ids(self) -> BitMap:
        """Return the integers of all entries that the index holds."""

    def sync(self, add: Iterable[Entry], remove: Collection[int], generation: int) -> None:
        """Add and remove entries, all at once: readers see the state before or the state after.

        Args:
            add: Entries whose integers the index does not hold.
            remove: Integers of entries; those it does not hold are passed over.
            generation: The catalogue's generation that this brings the index up to.
        """

    def matching(self, query: Query, *, every: bool, visible: BitMap, languages: Sequence[str]) -> BitMap:
        """Return all visible entries that answer a query.

        Args:
            query: With at least one wanted or unwanted phrase.
            every: Whether each wanted group must be there, or any one is enough.
            visible: All that the viewer may see.
            languages: The fields to ask.

        Returns:
            A new bitmap of integers; may be empty. A query with unwanted phrases alone gives everything else.
        """

    def rank(
        self, query: Query, among: BitMap, *, visible: BitMap, limit: int, languages: Sequence[str]
    ) -> tuple[Hit, ...]:
        """Return the best of some entries for a query, best first; among equals the highest integer first.

        Args:
            query: As for ``matching``.
            among: Visible entries to choose from; entries the query does not match score 0.
            visible: All that the viewer may see. How distinctive a word is, and how long an entry usually is, is said
                of these alone: a score must not tell of what is hidden.
            limit: How many at most.
            languages: The fields to ask.
        """

    def locate(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[Found, ...]]:
        """Return where the wanted words of a query stand in some visible entries; arguments as for ``rank``.

        The words of a phrase count only where the whole phrase stands. Terms stand nowhere.

        Returns:
            For each entry that the index holds, its finds sorted by slot and word; may be empty.
        """

    def explain(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[Given, ...]]:
        """Return what gave some visible entries their scores; arguments as for ``rank``, most first."""

    def copy_to(self, folder: Path) -> None:
        """Write a copy of the index that holds no byte of entries that were removed.

        Args:
            folder: Where to; made where it is missing, else empty.

        Raises:
            PublishError: The disk is full or the folder cannot be written.
        """

    def close(self) -> None:
        """Let go of files; the index cannot be asked after."""
