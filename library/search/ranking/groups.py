"""What the groups of a query match, cached: a page asks for each group four to seven times.

The postings of a group live as long as it is cached. So groups are forgotten when the cache of postings has dropped
some, which are then the only ones in memory that it does not count. Not with each one: a cache that is full drops one
for every word that a query reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.search.ranking.alternatives import alternatives_of
from library.search.ranking.coverage import weighed
from library.search.ranking.postings import MOST_CACHED
from library.search.words import fold, is_filler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from library.search.query import Group, Phrase
    from library.search.ranking.alternatives import Alternative
    from library.search.ranking.coverage import WeighedGroup
    from library.search.ranking.lookup import Lookup
    from library.search.ranking.statistics import Statistics

# More than a page asks for: a query has at most 64, and some of their words are asked for alone too.
MOST_CACHED_GROUPS = 128

# How much of the cache of postings may be dropped before groups are forgotten: a twentieth, less than 1 MB.
MOST_DROPPED = MOST_CACHED // 20


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group of a query, for one viewer.

    Attributes:
        alternatives: Those that any entry has, the typed phrases first.
        weighed: The entries that have any of them, and its weight.
    """

    alternatives: tuple[Alternative, ...]
    weighed: WeighedGroup


class GroupCache:
    """The groups of the latest queries."""

    def __init__(self, lookup: Lookup) -> None:
        """Start empty."""
        self._lookup = lookup
        self._found: dict[tuple[int, Group, tuple[str, ...]], FoundGroup] = {}
        self._dropped = 0

    def clear(self) -> None:
        """Forget everything."""
        self._found.clear()

    def get(self, statistics: Statistics, group: Group, languages: Sequence[str]) -> FoundGroup:
        """Return what a group matches, looking it up if it is not cached."""
        dropped = self._lookup.cache.dropped
        if dropped - self._dropped > MOST_DROPPED or len(self._found) >= MOST_CACHED_GROUPS:
            self._found.clear()
            self._dropped = dropped
        name = (statistics.number, group, tuple(languages))
        found = self._found.get(name)
        if found is None:
            alternatives = tuple(alternatives_of(group, self._lookup, statistics, languages))
            says_nothing = _says_nothing(group, alternatives)
            found = FoundGroup(alternatives, weighed(alternatives, len(statistics.visible), is_filler=says_nothing))
            self._found[name] = found
        return found


def _says_nothing(group: Group, alternatives: Sequence[Alternative]) -> bool:
    """Return whether a group is only words such as *anything*, with or without apostrophe, and no name of a topic."""
    added = [each.phrase for each in alternatives if each.added]
    if not all(phrase and _is_filler(phrase) for phrase in added):
        return False
    return all(
        _is_filler(typed) or any(phrase and _lacks_apostrophe(typed, phrase) for phrase in added)
        for typed in group.typed
    )


def _lacks_apostrophe(typed: Phrase, other: Phrase) -> bool:
    """Return whether words are others without their apostrophe: *im* is *I'm*, but *overall* is not *over all*."""
    return [*map(fold, typed.words)] == [fold(word).replace("'", "") for word in other.words]


def _is_filler(phrase: Phrase) -> bool:
    return all(map(is_filler, phrase.words))
