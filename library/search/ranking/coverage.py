"""Coverage: how much of a query's weight an entry has, and how much is enough to match.

A rare word weighs more than a common one, so *foster care* is not answered by everything that mentions *care*. Filler
weighs a quarter: *anything about autism* is not answered by everything that has *anything*. What is enough is a share
of what the best entry has, because no entry has all the words of a long question. The best entry must have a share of
the whole query too: otherwise its words are too ordinary to answer it.

The shares were chosen with SciFact, Cranfield, CACM and our own judged queries (``bench/README.md``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.search.ranking.bm25 import idf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.search.ranking.alternatives import Alternative

# An entry matches if it has at least this share of the weight that the best entry has.
OF_BEST = 0.4

# And at least this share of the weight of the whole query.
OF_WHOLE = 0.1

# What a group weighs at least: in a library of three documents every word is common.
LEAST_WEIGHT = 0.5

# What a word that says nothing weighs, such as *anything*, as a share of what it would by how rare it is.
FILLER = 0.25

# An entry loses this much of its score, divided by the number of groups, for what it lacks.
COVERAGE = 2.0

# A sentence parts the entries into more and more sets. With so many, counting each entry by itself takes less time.
MOST_SETS = 256

# Sums of the same weights in another order differ by less than this.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class WeighedGroup:
    """A group of a query.

    Attributes:
        bitmap: The entries that have any of its alternatives.
        weight: How rare it is as typed, in the language that has it most; at least ``LEAST_WEIGHT``.
            Filler has ``FILLER`` of that.
    """

    bitmap: BitMap
    weight: float


def weighed(alternatives: Sequence[Alternative], total: int, *, is_filler: bool) -> WeighedGroup:
    """Return a group with its weight.

    Few documents are in Welsh, so among all of them its most ordinary words are rare.

    Args:
        alternatives: Of the group, those that any entry has; may be empty.
        total: How many entries there are.
        is_filler: Whether its words say nothing.
    """
    either = BitMap.union(BitMap(), *(each.postings.bitmap for each in alternatives))
    typed = (each for each in alternatives if not each.added)
    most = max(typed, key=lambda each: len(each.postings.bitmap), default=None)
    weight = most.weight if most else idf(len(either), total)
    return WeighedGroup(either, max(LEAST_WEIGHT, weight) * (FILLER if is_filler else 1.0))


def having_all(groups: Sequence[WeighedGroup]) -> BitMap:
    """Return the entries that have every group."""
    return BitMap.intersection(*(group.bitmap for group in groups))


def having_enough(groups: Sequence[WeighedGroup], among: BitMap) -> BitMap:
    """Return the entries that have enough of a query.

    Args:
        groups: Of the query, each once; at least one.
        among: The entries to choose from; the best of these decides what is enough.
    """
    whole = left = sum(group.weight for group in groups)
    heaviest_first = sorted(groups, key=lambda each: -each.weight)
    # Entries that have the same groups are counted together.
    covered = [(0.0, among)]
    for at, group in enumerate(heaviest_first):
        if len(covered) > MOST_SETS:
            return _counted_singly(heaviest_first[at:], covered, whole)
        left -= group.weight
        covered = list(_parted(covered, group))
        # The lightest words, which most entries have, are only counted for those that can still have enough.
        least = _enough(whole, max((weight for weight, _ in covered), default=0.0)) - left
        covered = [(weight, entries) for weight, entries in covered if weight >= least]
    return BitMap.union(BitMap(), *(entries for _, entries in covered))


def _parted(covered: Iterable[tuple[float, BitMap]], group: WeighedGroup) -> Iterator[tuple[float, BitMap]]:
    """Yield sets of entries, and the weight that each has, with one more group: those that have it, and the others."""
    for weight, entries in covered:
        having = group.bitmap & entries
        if having:
            yield weight + group.weight, having
        if len(having) < len(entries):
            yield weight, entries - having if having else entries


def _counted_singly(groups: Iterable[WeighedGroup], covered: Iterable[tuple[float, BitMap]], whole: float) -> BitMap:
    """Return the entries that have enough, given sets of entries with the weight that each has without some groups."""
    counted = {entry: weight for weight, entries in covered for entry in entries}
    among = BitMap(counted)
    for group in groups:
        for entry in group.bitmap & among:
            counted[entry] += group.weight
    enough = _enough(whole, max(counted.values()))
    return BitMap(entry for entry, weight in counted.items() if weight >= enough)


def _enough(whole: float, best: float) -> float:
    return max(OF_WHOLE * whole, OF_BEST * best) - _ROUNDING


class Covered:
    """How much of a query each of some entries has, group by group."""

    def __init__(self) -> None:
        """Start without a group."""
        self._whole = 0.0
        self._covered: dict[int, float] = {}

    def add(self, weight: float, entries: Iterable[int]) -> None:
        """Add a group.

        Args:
            weight: Of the group, above 0.
            entries: Those that have it, each once.
        """
        self._whole += weight
        for entry in entries:
            self._covered[entry] = self._covered.get(entry, 0.0) + weight

    def lifts(self, words: int) -> Iterator[tuple[int, float]]:
        """Yield each entry that has any group, and what to multiply its score by: above 0 and at most 1.

        Args:
            words: How many groups the query has, with those that are repeated.
        """
        # Many entries have the same words of a query, so few factors are calculated.
        factors = {weight: lift(weight / self._whole, words) for weight in set(self._covered.values())}
        return ((entry, factors[weight]) for entry, weight in self._covered.items())


def lift(share: float, groups: int) -> float:
    """Return what to multiply a score by, from 0 to 1.

    Args:
        share: Of the weight of the query, that an entry has; above 0, at most 1.
        groups: How many the query has. Of two words, both matter; of a long question, one more or less does not.
    """
    return 1 - min(1.0, COVERAGE / groups) * (1 - share)
