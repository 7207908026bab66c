"""What ranking asks of an engine: lengths, and which entries hold what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyroaring import BitMap

    from library.search.query import Tagged

# The words of a phrase in order; of each the form that was typed, then the others that stand in the index.
Forms: TypeAlias = tuple[tuple[str, ...], ...]

# An entry, how much a word or phrase weighs there (above 0), and how many words the entry has.
Weighed: TypeAlias = tuple[int, float, int]


class Source(Protocol):
    """One generation of an index, as its engine reads it."""

    def ids(self) -> BitMap:
        """Return the integers of all entries."""

    def lengths(self, language: str, visible: BitMap) -> Iterator[int]:
        """Give how many words each visible entry has in a language; entries without any are left out."""

    def forms(self, language: str, shared: str) -> Iterable[str]:
        """Return the words of a language that share a key of ``form_keys``, as the index keeps them."""

    def words(self, language: str, forms: tuple[str, ...], visible: BitMap) -> Iterator[Weighed]:
        """Give each visible entry that holds a word; its other forms weigh ``OTHER_FORM_WEIGHT`` of the typed one."""

    def phrases(self, language: str, phrase: Forms, among: BitMap) -> Iterator[Weighed]:
        """Give each of some entries where a phrase stands; how often is its weight, in other forms less."""

    def tagged(self, tag: Tagged) -> Iterator[int]:
        """Give each entry with a term."""
