"""Matching, ranking and explaining, in one generation of an index, for viewers who may each see a part of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.search.index import ScoreShare
from library.search.ranking.alternatives import shares
from library.search.ranking.best import best
from library.search.ranking.coverage import Covered, having_all, having_enough
from library.search.ranking.forms import KnownForms
from library.search.ranking.groups import GroupCache
from library.search.ranking.lookup import Lookup
from library.search.ranking.scattering import limited, scattered
from library.search.ranking.statistics import MOST_VIEWERS, Statistics, statistics_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from library.search.index import Hit
    from library.search.query import Group, Query
    from library.search.ranking.groups import FoundGroup
    from library.search.ranking.source import Source


class Ranker:
    """One generation of an index, with values calculated from it.

    Attributes:
        forms: The forms of words in the index.
        by_viewer: Statistics of viewers' entries, by the bitmap's bytes.
    """

    def __init__(self, source: Source) -> None:
        """Calculate nothing yet.

        Args:
            source: The generation, as its engine reads it.
        """
        self._source = source
        self.forms = KnownForms(source)
        self._lookup = Lookup(source, self.forms)
        self._groups = GroupCache(self._lookup)
        self.by_viewer: dict[bytes, Statistics] = {}

    def matching(self, query: Query, *, every: bool, visible: BitMap, languages: Sequence[str]) -> BitMap:
        """Return all visible entries that match a query; see ``SearchIndex``."""
        statistics = self.statistics(visible)
        unwanted = self._lookup.having(statistics, query.unwanted, languages)
        if not query.wanted:
            return (visible & self._source.ids()) - unwanted
        found = [self.found(statistics, group, languages) for group in dict.fromkeys(query.wanted)]
        groups, having = [each.alternatives for each in found], [each.weighed for each in found]
        apart = scattered(having_all(having) - unwanted, groups, self._source, self.forms)
        if every:
            return having_all(having) - unwanted - apart
        counted = list(limited(having, groups, apart))
        return having_enough(counted, BitMap.union(*(each.bitmap for each in counted)) - unwanted)

    def lacking(
        self, query: Query, entries: Iterable[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[Group, ...]]:
        """Return the wanted groups that some entries do not have; see ``SearchIndex``."""
        statistics = self.statistics(visible)
        having = {group: self.found(statistics, group, languages).weighed.bitmap for group in query.wanted}
        return {entry: tuple(group for group, has in having.items() if entry not in has) for entry in entries}

    def rank(
        self, query: Query, among: BitMap, *, visible: BitMap, limit: int, languages: Sequence[str]
    ) -> tuple[Hit, ...]:
        """Return the best of some entries; a repeated group counts again. See ``SearchIndex``."""
        statistics = self.statistics(visible)
        groups = Counter(query.wanted).items()
        return best([(self.found(statistics, group, languages), times) for group, times in groups], among, limit)

    def explain(
        self, query: Query, entries: Iterable[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[ScoreShare, ...]]:
        """Return the shares of the scores of some entries, largest first."""
        statistics = self.statistics(visible)
        given: dict[int, list[ScoreShare]] = {entry: [] for entry in entries}
        covered = Covered()
        for at, (group, times) in enumerate(Counter(query.wanted).items()):
            asked = self.found(statistics, group, languages)
            found = {entry: some for entry in given if (some := shares(asked.alternatives, entry))}
            covered.add(asked.weighed.weight, found)
            for entry, some in found.items():
                given[entry].extend(ScoreShare(at, which, times * score) for which, score in some.items())
        lifts = dict(covered.lifts(len(query.wanted)))
        return {
            entry: tuple(
                replace(each, score=each.score * lifts[entry])
                for each in sorted(some, key=lambda each: (-each.score, each.group, each.alternative))
            )
            for entry, some in given.items()
        }

    def statistics(self, visible: BitMap) -> Statistics:
        """Return the statistics of a viewer's entries: one for each audience and day, so only a few."""
        name = visible.serialize()
        if name not in self.by_viewer:
            if len(self.by_viewer) >= MOST_VIEWERS:
                self.by_viewer.clear()
                self._lookup.cache.clear()
                self._groups.clear()
            self.by_viewer[name] = statistics_of(self._source, visible, len(self.by_viewer))
        return self.by_viewer[name]

    def found(self, statistics: Statistics, group: Group, languages: Sequence[str]) -> FoundGroup:
        """Return what a group of a query matches."""
        return self._groups.get(statistics, group, languages)
