"""The search page's address: what it asks for, and the addresses one choice away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from library.actions.find import FACET_AXES, MAX_QUERY, SearchRequest
from library.web.labels import SORTS, facet_value
from library.web.languages import localised
from library.web.paging import Paging, asked_page, paging

if TYPE_CHECKING:
    from library.actions.views import SearchPage

# More than any axis has, less than a flood.
MAX_VALUES = 60
MAX_VALUE = 100


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen value and the address without it."""

    axis: str
    label: str
    without: str


def read_request() -> SearchRequest:
    """Return what this request's address asks for, cut to bounds; what it does not understand it leaves out."""
    filters = {}
    for axis in FACET_AXES:
        values = frozenset(value for value in request.args.getlist(axis)[:MAX_VALUES] if 0 < len(value) <= MAX_VALUE)
        if values:
            filters[axis] = values
    sort = request.args.get("sort", "")
    return SearchRequest(
        text=request.args.get("q", "").strip()[:MAX_QUERY],
        filters=filters,
        sort=sort if sort in SORTS else "relevance",
        page=asked_page(),
    )


def address(asked: SearchRequest) -> str:
    """Return the root-relative address of a search in the page's language; equal searches have equal addresses."""
    pairs = [("q", asked.text)] if asked.text else []
    pairs += [(axis, value) for axis in FACET_AXES for value in sorted(asked.filters.get(axis, ()))]
    if asked.sort != "relevance":
        pairs.append(("sort", asked.sort))
    if asked.page > 1:
        pairs.append(("page", str(asked.page)))
    path = localised("/search")
    return f"{path}?{urlencode(pairs)}" if pairs else path


def chips(asked: SearchRequest, found: SearchPage) -> tuple[Chip, ...]:
    """Return the chosen values in the order of the page; may be empty."""
    return tuple(
        Chip(axis, facet_value(axis, value, found.vocabulary), address(_without(asked, axis, value)))
        for axis in FACET_AXES
        for value in sorted(asked.filters.get(axis, ()))
    )


def without_filters(asked: SearchRequest) -> str:
    """Return the address of the same words with nothing chosen."""
    return address(replace(asked, filters={}, page=1))


def sort_addresses(asked: SearchRequest) -> dict[str, str]:
    """Return each order of results with its address; without words there is no best match."""
    return {sort: address(replace(asked, sort=sort, page=1)) for sort in SORTS if asked.text or sort != "relevance"}


def result_paging(asked: SearchRequest, found: SearchPage) -> Paging:
    """Return the numbers under the results."""
    return paging(found.page, found.pages, lambda number: address(replace(asked, page=number)))


def _without(asked: SearchRequest, axis: str, value: str) -> SearchRequest:
    filters = {name: values for name, values in asked.filters.items() if name != axis}
    left = asked.filters[axis] - {value}
    return replace(asked, filters=filters | ({axis: left} if left else {}), page=1)
