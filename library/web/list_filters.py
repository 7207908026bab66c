"""The filters of the lists of stories and resources: what the address chose, and the addresses one choice away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from library.actions.browse import LIST_AXES
from library.web.labels import facet_value
from library.web.languages import localised
from library.web.paging import Paging, paging
from library.web.search_page import Chip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.actions.pages import ListPage


def list_address(shelf: str, chosen: Mapping[str, frozenset[str]], page: int = 1) -> str:
    """Return the root-relative address of a list in the page's language; equal lists have equal addresses."""
    pairs = [(axis, value) for axis in LIST_AXES for value in sorted(chosen.get(axis, ()))]
    if page > 1:
        pairs.append(("page", str(page)))
    path = localised(f"/{shelf}")
    return f"{path}?{urlencode(pairs)}" if pairs else path


def list_chips(shown: ListPage, chosen: Mapping[str, frozenset[str]]) -> tuple[Chip, ...]:
    """Return the chosen values, each with the address without it, in the order of the page; may be empty."""
    return tuple(
        Chip(
            axis,
            facet_value(axis, value, shown.vocabulary),
            list_address(shown.shelf, {**chosen, axis: chosen[axis] - {value}}),
        )
        for axis in LIST_AXES
        for value in sorted(chosen.get(axis, ()))
    )


def list_paging(shown: ListPage, chosen: Mapping[str, frozenset[str]]) -> Paging:
    """Return the numbers under a list; its filters stay chosen."""
    return paging(shown.page, shown.pages, lambda number: list_address(shown.shelf, chosen, number))
