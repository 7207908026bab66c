"""The filters of a search: those typed into its query, and those chosen on the page.

They narrow what a query finds, and change nothing else: not its spelling, not what is enough, not what it names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.search import facets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyroaring import BitMap

    from library.actions.library import View
    from library.search.filters import ReadFilter


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """The filters of a search.

    Attributes:
        view: What the viewer may see.
        typed: Filters in the query; any of one axis, all of different axes.
        chosen: Every axis of the page to its chosen values; may be empty.
    """

    view: View
    typed: tuple[ReadFilter, ...]
    chosen: Mapping[str, frozenset[str]]

    def __bool__(self) -> bool:
        """Return whether there is any filter."""
        return bool(self.typed) or any(self.chosen.values())

    def apply(self, found: BitMap) -> BitMap:
        """Return the documents that pass all filters."""
        return facets.narrow(self._apply_typed(found), self.chosen, self._values(self.chosen))

    def count(self, found: BitMap) -> dict[str, dict[str, int]]:
        """Count the results for each value of each axis of the page; typed filters belong to the query."""
        return facets.count(self._apply_typed(found), self.chosen, self._values(self.chosen), self.view.groups)

    def without_typed(self, at: int) -> SearchFilters:
        """Return the filters without one typed filter, by its place."""
        return replace(self, typed=(*self.typed[:at], *self.typed[at + 1 :]))

    def without_chosen(self, axis: str, value: str) -> SearchFilters:
        """Return the filters without one chosen value."""
        return replace(self, chosen={**self.chosen, axis: self.chosen[axis] - {value}})

    def _apply_typed(self, found: BitMap) -> BitMap:
        wanted: dict[str, set[str]] = defaultdict(set)
        refused: dict[str, set[str]] = defaultdict(set)
        for each in self.typed:
            (refused if each.filter.excluded else wanted)[each.filter.axis] |= each.values
        values = self._values((*wanted, *refused))
        found = facets.narrow(found, wanted, values)
        for axis, some in refused.items():
            found = found - facets.narrow(found, {axis: some}, values)
        return found

    def _values(self, axes: Sequence[str] | Mapping[str, object]) -> dict[str, Mapping[str, BitMap]]:
        return {axis: self.view.snapshot.values.get(axis, {}) for axis in axes}
