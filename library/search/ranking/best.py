"""The entries with the highest scores. A page needs thirty of thousands, so what cannot be among them is not scored.

No alternative gives an entry more than its weight times ``MOST``. So the entries that have the heaviest alternatives
are scored first, and of the others those that could still reach the last of their best (MaxScore: Turtle and Flood
1995). *Ideas OR only OR after* scores 900 of 4,900 entries.
"""

from __future__ import annotations

import heapq
from itertools import accumulate, starmap
from operator import itemgetter
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.search.index import Hit
from library.search.ranking.alternatives import add_scores, scores
from library.search.ranking.bm25 import K1
from library.search.ranking.coverage import Covered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from library.search.ranking.groups import FoundGroup

# What saturation stays below, and a little more for rounding.
MOST = 1.001 * (K1 + 1)


def best(asked: Sequence[tuple[FoundGroup, int]], among: BitMap, limit: int) -> tuple[Hit, ...]:
    """Return the entries with the highest scores, best first; of equals, the highest integer first.

    Args:
        asked: What each group of the query matches, and how often the query has the group.
        among: The entries to choose from.
        limit: How many at most.
    """
    summed = _of_contenders(asked, among, limit)
    highest = heapq.nlargest(limit, summed.values())
    if len(highest) < limit:
        others = (entry for entry in among if entry not in summed)
        hits = [*starmap(Hit, summed.items()), *(Hit(entry, 0.0) for entry in others)]
    else:
        hits = [Hit(entry, score) for entry, score in summed.items() if highest and score >= highest[-1]]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, -hit.id))[:limit])


def _of_contenders(asked: Sequence[tuple[FoundGroup, int]], among: BitMap, limit: int) -> dict[int, float]:
    """Return the scores of all entries that can be among the best, and of some others."""
    alternatives = ((times * MOST * each.weight, each) for found, times in asked for each in found.alternatives)
    lightest_first = sorted(((most, each.postings.bitmap) for most, each in alternatives), key=itemgetter(0))
    heaviest = BitMap()
    while lightest_first and len(heaviest) < limit:
        heaviest |= lightest_first.pop()[1] & among
    if not 0 < limit <= len(heaviest) <= len(among) // 2:
        return _scores(asked, among)
    summed = _scores(asked, heaviest)
    least = heapq.nlargest(limit, summed.values())[-1]
    # An entry that has none but some of the lightest has at most what these give together.
    together = accumulate(map(itemgetter(0), lightest_first))
    heavy = (bitmap for (_, bitmap), most in zip(lightest_first, together, strict=True) if most >= least)
    return summed | _scores(asked, (BitMap.union(BitMap(), *heavy) & among) - heaviest)


def _scores(asked: Sequence[tuple[FoundGroup, int]], among: BitMap) -> dict[int, float]:
    """Return the score of each entry that has any group; a repeated group counts again."""
    summed, covered = dict[int, float](), Covered()
    for group, times in asked:
        found = scores(group.alternatives, among)
        if times > 1:
            found = {entry: times * score for entry, score in found.items()}
        if summed:
            add_scores(summed, found.items())
        else:
            summed = found
        if len(asked) > 1:
            covered.add(group.weighed.weight, found)
    for entry, factor in covered.lifts(sum(times for _, times in asked)):
        summed[entry] *= factor
    return summed
