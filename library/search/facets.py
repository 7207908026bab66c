"""Counting with bitmaps how many results each value of each axis would give.

OR within an axis, AND between axes. A value's count is the number of results if it alone were chosen on its axis, the
other axes as they are. Documents that translate one another count once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyroaring import BitMap

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class TranslationGroups:
    """Documents that translate one another.

    Attributes:
        members: Every document in a group.
    """

    def __init__(self, original_of: Mapping[int, int]) -> None:
        """Make groups.

        Args:
            original_of: Each translation to the document it translates.
        """
        self._original_of = {**{original: original for original in original_of.values()}, **original_of}
        self.members = BitMap(self._original_of)
        self._groups: dict[int, list[int]] = {}
        for member in self.members:
            self._groups.setdefault(self._original_of[member], []).append(member)

    def count(self, found: BitMap) -> int:
        """Return how many results some documents make."""
        return len(found) - self.repeated(found & self.members)

    def repeated(self, members: BitMap) -> int:
        """Return how many of some members of groups are in the group of another one of them."""
        return len(members) - len({self._original_of[member] for member in members}) if members else 0

    def with_siblings(self, found: BitMap) -> BitMap:
        """Return those of some documents that translate another one of them."""
        seen: dict[int, list[int]] = {}
        for member in found & self.members:
            seen.setdefault(self._original_of[member], []).append(member)
        return BitMap(member for group in seen.values() if len(group) > 1 for member in group)

    def one_per_work(self, found: BitMap, scores: Mapping[int, float] | None = None) -> BitMap:
        """Return the documents with one of each group: the highest score, otherwise the original or the lowest id.

        Args:
            found: The documents.
            scores: Of documents; those without a score come last.
        """
        chosen: dict[int, tuple[float, bool, int]] = {}
        for member in found & self.members:
            original = self._original_of[member]
            worth = ((scores or {}).get(member, 0.0), member == original, -member)
            if worth > chosen.get(original, (-1.0, False, 0)):
                chosen[original] = worth
        return (found - self.members) | BitMap(-worth[2] for worth in chosen.values())

    def others(self, document: int) -> tuple[int, ...]:
        """Return the other documents of a group, sorted; empty for a document without a group."""
        group = self._groups.get(self._original_of.get(document, 0), ())
        return tuple(other for other in group if other != document)


def narrow(found: BitMap, chosen: Mapping[str, Collection[str]], values: Mapping[str, Mapping[str, BitMap]]) -> BitMap:
    """Return the documents that remain when values are chosen.

    Args:
        found: Documents to choose from.
        chosen: Axis to chosen values; an axis without values narrows nothing, an unknown value matches nothing.
        values: Axis to value to the documents that have it.
    """
    for axis, wanted in chosen.items():
        if wanted:
            found = found & BitMap.union(BitMap(), *(values[axis].get(value, BitMap()) for value in wanted))
    return found


def count(
    found: BitMap,
    chosen: Mapping[str, Collection[str]],
    values: Mapping[str, Mapping[str, BitMap]],
    groups: TranslationGroups,
) -> dict[str, dict[str, int]]:
    """Count the results for every value if it alone were chosen on its axis.

    Args:
        found: The documents that match, before values are chosen.
        chosen: Axis to chosen values.
        values: Axis to value to the documents that have it.
        groups: Documents that translate one another, which count once.

    Returns:
        Axis to value to count, for every axis and value of ``values``; counts may be 0.
    """
    counts = {}
    # Few documents are found together with a translation of them; only these need more than counting bits.
    twice = groups.with_siblings(found)
    for axis, bitmaps in values.items():
        others = {other: wanted for other, wanted in chosen.items() if other != axis}
        base = narrow(found, others, values)
        again = base & twice
        counts[axis] = {
            value: base.intersection_cardinality(bitmap) - groups.repeated(again & bitmap if again else again)
            for value, bitmap in bitmaps.items()
        }
    return counts
