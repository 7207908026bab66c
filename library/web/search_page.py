"""The search page: the search in its address, the addresses with one more or one fewer filter, and their labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from library.actions.find import FACET_AXES, LAYOUTS, MAX_QUERY, SearchRequest
from library.model.characters import FORBIDDEN, TURNING, visible_line
from library.web.labels import FACETS, SORTS, facet_labels, facet_value
from library.web.labels import LAYOUTS as LAYOUTS_IN_WORDS
from library.web.languages import localised, page_language
from library.web.paging import Paging, asked_page, paging
from library.web.phrases import gettext, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.pages import ListPage
    from library.actions.search_results import FacetValue, SearchPage
    from library.web.phrases import LazyPhrase

    # A value of a facet, and what it is called.
    Choice = tuple[FacetValue, str]

# More than any axis has, less than a flood.
MAX_VALUES = 60
MAX_VALUE = 100

# The value of a facet is one line.
NOT_TEXT = re.compile(f"{FORBIDDEN.pattern}|{TURNING.pattern}|[\t\n\f\r]")

# Values of an axis that are shown before "more", and axes that are unfolded at first.
FIRST_VALUES = 8
OPEN_AXES = frozenset({"kind", "theme"})


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen value and the address without it."""

    axis: str
    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One axis that results can be filtered by.

    Attributes:
        axis: Its name in the address.
        heading: In words.
        open: Whether it is expanded at first.
        first: Chosen and frequent values; at least one.
        more: The others; may be empty.
    """

    axis: str
    heading: LazyPhrase
    open: bool
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]


def read_request() -> SearchRequest:
    """Return the search in this request's address, within bounds, without anything it does not understand."""
    sort, layout = request.args.get("sort", ""), request.args.get("view", "")
    return SearchRequest(
        language=page_language(),
        text=visible_line(request.args.get("q", "")).strip()[:MAX_QUERY],
        filters=read_filters(FACET_AXES),
        sort=sort if sort in SORTS else "relevance",
        page=asked_page(),
        layout=layout if layout in LAYOUTS else "documents",
        as_typed=request.args.get("as_typed") == "1",
    )


def read_filters(axes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return what this request's address chose on some axes, cut to bounds; an axis without a choice is left out."""
    filters = {}
    for axis in axes:
        values = frozenset(value for value in request.args.getlist(axis)[:MAX_VALUES] if _may_be_value(value))
        if values:
            filters[axis] = values
    return filters


def address(asked: SearchRequest) -> str:
    """Return the root-relative address of a search in the page's language; equal searches have equal addresses."""
    pairs = [("q", asked.text)] if asked.text else []
    pairs += [(axis, value) for axis in FACET_AXES for value in sorted(asked.filters.get(axis, ()))]
    # Without words there are no passages, and nothing to search for as typed.
    if asked.text and asked.layout != "documents":
        pairs.append(("view", asked.layout))
    if asked.text and asked.as_typed:
        pairs.append(("as_typed", "1"))
    if asked.sort != "relevance":
        pairs.append(("sort", asked.sort))
    if asked.page > 1:
        pairs.append(("page", str(asked.page)))
    path = localised("/search")
    return f"{path}?{urlencode(pairs)}" if pairs else path


def chips(asked: SearchRequest, found: SearchPage) -> tuple[Chip, ...]:
    """Return the chosen values in the order of the page; may be empty."""
    return tuple(
        Chip(axis, facet_value(axis, value, found.vocabulary), without_value(asked, axis, value))
        for axis in FACET_AXES
        for value in sorted(asked.filters.get(axis, ()))
    )


def title_parts(asked: SearchRequest, found: SearchPage) -> tuple[str, ...]:
    """Return what tells a page of results from others for the same words: layout, exact words, order and filters."""
    parts = (
        LAYOUTS_IN_WORDS[found.layout] if found.layout != "documents" else "",
        gettext("exact words") if asked.text and asked.as_typed else "",
        SORTS[asked.sort] if asked.sort != "relevance" else "",
        *chip_titles(chips(asked, found)),
    )
    return tuple(str(part) for part in parts if part)


def chip_titles(chosen: Iterable[Chip]) -> tuple[str, ...]:
    """Return chosen values as a title says them, such as ``Theme: Listening``."""
    return tuple(f"{FACETS[chip.axis]}: {plain(chip.label)}" for chip in chosen)


def facets(found: SearchPage | ListPage) -> tuple[Facet, ...]:
    """Return the axes that have values, in the order of the page."""
    shown = []
    for axis, heading in FACETS.items():
        values = found.facets.get(axis, ())
        if axis == "year":
            values = tuple(sorted(values, key=lambda value: (not value.selected, -int(value.id))))
        words = facet_labels(axis, (value.id for value in values), found.vocabulary)
        choices = tuple(zip(values, words, strict=True))
        # Chosen values come first and are never folded away.
        first = max(FIRST_VALUES, sum(value.selected for value in values))
        if choices:
            unfolded = axis in OPEN_AXES or values[0].selected
            shown.append(Facet(axis, heading, unfolded, choices[:first], choices[first:]))
    return tuple(shown)


def without_value(asked: SearchRequest, axis: str, value: str) -> str:
    """Return the address of the same search without one value."""
    filters = {name: values for name, values in asked.filters.items() if name != axis}
    left = asked.filters[axis] - {value}
    return address(replace(asked, filters=filters | ({axis: left} if left else {}), page=1))


def without_filters(asked: SearchRequest) -> str:
    """Return the address of the same words without filters."""
    return address(replace(asked, filters={}, page=1))


def sort_addresses(asked: SearchRequest, found: SearchPage) -> dict[str, str]:
    """Return each order of results with its address; without words there is no order by relevance."""
    sorts = [sort for sort in SORTS if found.has_words or sort != "relevance"]
    return {sort: address(replace(asked, sort=sort, page=1)) for sort in sorts}


def layout_addresses(asked: SearchRequest, found: SearchPage) -> dict[str, str]:
    """Return each layout of results with its address; empty without words, because there are no passages then."""
    return {layout: address(replace(asked, layout=layout, page=1)) for layout in LAYOUTS} if found.has_words else {}


def result_paging(asked: SearchRequest, found: SearchPage) -> Paging:
    """Return the page numbers under the results."""
    return paging(found.page, found.pages, lambda number: address(replace(asked, page=number)))


def _may_be_value(value: str) -> bool:
    return 0 < len(value) <= MAX_VALUE and not NOT_TEXT.search(value)
