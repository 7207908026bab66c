"""The ``SearchIndex`` protocol: everything that the library needs from a search engine.

An engine stores one entry for each version of a document, under the catalogue's integer for that version. A changed
document gets a new integer, and every answer is intersected with what the viewer may see. So an index that is behind
the catalogue can miss a document but never show an old one.

The words of an entry are in *slots*: title, summary, one slot for each passage in the document's order, one for each
passage of its attachments, and one for each label (``index_entry`` fills them). The engine says in which slots the
words of a query were found; ``passages`` makes snippets of them.

A Welsh or Gaelic word is found by its other forms (``form_keys``), which count ``OTHER_FORM_WEIGHT``. One that was
typed with an accent is also found without it, which counts ``OTHER_ACCENT_WEIGHT``. The best of what the vocabulary
added to a group counts ``ADDED``, on top of what was typed; or ``ALONE`` if what was typed is nowhere, because then the
vocabulary's word is the only clue.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from pyroaring import BitMap

    from library.search.query import Group, Query, Tagged


# The weights of what replaces a typed word: another form of a Welsh or Gaelic word (*cath*, *gath*), a word without the
# accent that was typed (*môr*, *mor*), and what the vocabulary added (*SDS*, *person-led support*), together with what
# was typed or alone.
OTHER_FORM_WEIGHT = 0.6
OTHER_ACCENT_WEIGHT = 0.5
ADDED = 0.35
ALONE = 0.8

# A word that only an attachment has counts this much, however often it is there; a word that the document itself has
# counts as if there were no attachment. So a document is found by its long PDF, but never lifted above a story by it.
ATTACHED = 0.15

# No word of the document itself weighs less, not even in another form or without its accent.
LEAST_OWN = 0.5


class Slot(IntEnum):
    """The slots that every entry has.

    Passages follow from ``FIRST_PASSAGE``, those of attachments from ``FIRST_ATTACHED``, labels from ``FIRST_LABEL``.
    """

    TITLE = 0
    SUMMARY = 1
    FIRST_PASSAGE = 2
    FIRST_ATTACHED = 1 << 19
    FIRST_LABEL = 1 << 20


def is_attached(slot: int) -> bool:
    """Return whether a slot has words of an attachment."""
    return Slot.FIRST_ATTACHED <= slot < Slot.FIRST_LABEL


@dataclass(frozen=True, slots=True)
class IndexedText:
    """The text of one slot.

    Attributes:
        slot: Its number.
        language: ``en``, ``cy`` or ``gd``: which field it is in.
        text: Plain text.
        opens_part: Whether a phrase may not run into it from the slot before.
        weight: How much each of its words counts, compared with 1 for a word of the body.
    """

    slot: int
    language: str
    text: str
    opens_part: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of a document in the index.

    Attributes:
        id: The catalogue's integer.
        words: In slot order.
        tags: The document's terms.
        people: The keys of its authors' names, which its text may have.
    """

    id: int
    words: tuple[IndexedText, ...]
    tags: tuple[Tagged, ...] = ()
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """One matching entry.

    Attributes:
        id: The catalogue's integer.
        score: Higher is better; comparable within one answer.
    """

    id: int
    score: float


class WordMatch(NamedTuple):
    """A word of the query at one place in a document.

    Attributes:
        slot: The slot it is in.
        word: Which word of the slot, counted from 0, as ``words.WORD`` finds them.
        opening: The slot where its phrase begins, which differs if the phrase runs on into the next passage.
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
class ScoreShare:
    """The share of one phrase or term of a query in the score of an entry.

    Attributes:
        group: Which of the query's different groups it belongs to, counted from 0.
        alternative: Which of that group: the typed ones first, then the added ones, counted from 0.
        score: Above 0; those of an entry add up to its score in ``rank``.
    """

    group: int
    alternative: int
    score: float


class SearchIndex(Protocol):
    """The interface of a search engine. Every engine has to pass ``tests/search/test_search_index.py``.

    Every method raises ``SearchUnavailable`` if the index cannot be read.
    """

    def generation(self) -> int:
        """Return the catalogue's generation that the index was last updated to, 0 for a new one."""

    def ids(self) -> BitMap:
        """Return the integers of all entries in the index."""

    def sync(self, add: Iterable[Entry], remove: Collection[int], generation: int) -> None:
        """Add and remove entries, all at once: readers see the state before or the state after.

        Args:
            add: Entries whose integers are not in the index.
            remove: Integers of entries; unknown ones are ignored.
            generation: The catalogue's generation that this updates the index to.
        """

    def matching(self, query: Query, *, every: bool, visible: BitMap, languages: Sequence[str]) -> BitMap:
        """Return all visible entries that match a query.

        Args:
            query: With at least one wanted or unwanted phrase.
            every: Whether every wanted group must match, or enough of them by weight (``ranking/coverage.py``). What is
                enough depends on the visible entries alone.
            visible: All that the viewer may see.
            languages: The fields to search.

        Returns:
            A new bitmap of integers; may be empty. A query with only unwanted phrases matches everything else.
        """

    def lacking(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[Group, ...]]:
        """Return the wanted groups that visible entries do not have, in the order of the query; may be empty."""

    def rank(
        self, query: Query, among: BitMap, *, visible: BitMap, limit: int, languages: Sequence[str]
    ) -> tuple[Hit, ...]:
        """Return the best of some entries for a query, best first; among equals the highest integer first.

        Args:
            query: As for ``matching``.
            among: Visible entries to choose from; entries the query does not match score 0.
            visible: All that the viewer may see. Document frequencies and average lengths count only these, because a
                score must not reveal anything hidden.
            limit: How many at most.
            languages: The fields to ask.
        """

    def locate(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[WordMatch, ...]]:
        """Return where the wanted words of a query are in some visible entries; arguments as for ``rank``.

        The words of a phrase count only in the whole phrase. Terms have no place.

        Returns:
            For each entry in the index, its finds sorted by slot and word; may be empty.
        """

    def explain(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[ScoreShare, ...]]:
        """Return the shares of the scores of visible entries, largest first; arguments as for ``rank``."""

    def copy_to(self, folder: Path) -> None:
        """Write a copy of the index without a byte of removed entries.

        Args:
            folder: Where to write; created if missing, otherwise empty.

        Raises:
            PublishError: The disk is full or the folder cannot be written.
        """

    def close(self) -> None:
        """Close files; the index cannot be used after this."""
