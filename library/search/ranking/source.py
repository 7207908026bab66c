"""What ranking needs from an engine: lengths, and which entries have a word, phrase or term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyroaring import BitMap

    from library.search.query import Tagged

# The words of a phrase in order; for each, the typed form, then the others in the index.
Forms: TypeAlias = tuple[tuple[str, ...], ...]

# An entry, the weight of a word or phrase in it (above 0), and how many words the entry has.
Weighed: TypeAlias = tuple[int, float, int]


class Source(Protocol):
    """One generation of an index, as its engine reads it."""

    def ids(self) -> BitMap:
        """Return the integers of all entries."""

    def lengths(self, language: str, visible: BitMap) -> Iterator[int]:
        """Yield how many words each visible entry has in a language, without entries that have none."""

    def forms(self, language: str, shared: str) -> Iterable[str]:
        """Return the words of a language that share a key of ``form_keys``, as in the index."""

    def words(self, language: str, forms: tuple[str, ...], visible: BitMap) -> Iterator[Weighed]:
        """Yield each visible entry that has a word; its other forms count ``OTHER_FORM_WEIGHT`` of the typed one."""

    def phrases(self, language: str, phrase: Forms, among: BitMap) -> Iterator[Weighed]:
        """Yield each entry that has a phrase, weighted by how often; other forms count less."""

    def together(self, entry: int, groups: Sequence[Sequence[tuple[str, Forms]]]) -> bool:
        """Return whether one passage of an entry's attachments has a phrase of each group.

        Args:
            entry: Its integer.
            groups: The language and the words of each phrase of each group.
        """

    def tagged(self, tag: Tagged) -> Iterator[int]:
        """Yield each entry that has a term."""
