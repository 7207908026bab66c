"""Statistics over the entries that a viewer may see, because a score must not reveal anything hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.language import SEARCHED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyroaring import BitMap

    from library.search.ranking.source import Source

# Viewers' documents change at midnight, with each publish and with the audience; older ones than this many are past.
MOST_VIEWERS = 16


@dataclass(frozen=True, slots=True)
class Statistics:
    """The entries that a viewer may see, with counts of their words.

    Attributes:
        visible: The entries.
        number: Its key in the cache.
        totals: Language to how many of the entries have words in it.
        averages: Language to how many words those have on average; 1 if there are none.
    """

    visible: BitMap
    number: int
    totals: Mapping[str, int]
    averages: Mapping[str, float]


def statistics_of(source: Source, visible: BitMap, number: int) -> Statistics:
    """Count the words of visible entries."""
    totals, averages = {}, {}
    for language in SEARCHED:
        lengths = list(source.lengths(language, visible))
        totals[language] = len(lengths)
        averages[language] = sum(lengths) / len(lengths) if lengths else 1.0
    return Statistics(visible.copy(), number, totals, averages)
