"""What ranking needs from an engine: lengths, and which entries have a word, phrase or term."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from array import array
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pyroaring import BitMap

    from library.search.query import Tagged

# A word: the typed form, then the others in the index.
Word: TypeAlias = tuple[str, ...]

# The words of a phrase in order.
Forms: TypeAlias = tuple[Word, ...]


class Found(NamedTuple):
    """The entries that have a word or phrase, in columns of the same length: as tuples, they take twice the time.

    Attributes:
        entries: Their integers, unique.
        weights: Of the word or phrase in each, above 0.
        lengths: How many words each entry has.
    """

    entries: array[int]
    weights: Sequence[float]
    lengths: Sequence[float]


class Source(Protocol):
    """One generation of an index, as its engine reads it."""

    def ids(self) -> BitMap:
        """Return the integers of all entries."""

    def lengths(self, language: str, visible: BitMap) -> Iterator[int]:
        """Yield how many words each visible entry has in a language, without entries that have none."""

    def forms(self, language: str, shared: Iterable[str]) -> Collection[str]:
        """Return the words of a language that have any of some keys of ``form_keys``, as in the index."""

    def words(self, language: str, forms: tuple[str, ...], visible: BitMap) -> Found:
        """Return the visible entries that have a word; its other forms count ``OTHER_FORM_WEIGHT`` of the typed one."""

    def phrases(self, language: str, phrase: Forms, among: BitMap) -> Found:
        """Return the entries that have a phrase, weighted by how often; other forms count less."""

    def is_frequent(self, language: str, word: str) -> bool:
        """Return whether ``beside`` knows a word, because so many entries have it."""

    def beside(self, language: str, first: str, second: str) -> BitMap:
        """Return the entries that may have one frequent word after another: all that do, perhaps more."""

    def together(self, entry: int, groups: Sequence[Sequence[tuple[str, Forms]]]) -> bool:
        """Return whether one passage of an entry's attachments has a phrase of each group.

        Args:
            entry: Its integer.
            groups: The language and the words of each phrase of each group.
        """

    def tagged(self, tag: Tagged) -> Iterator[int]:
        """Yield each entry that has a term."""
