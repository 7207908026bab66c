"""Browsing: the two lists, and the themes, circumstances, roles and sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions import browse
from library.model.vocabulary import Axis
from library.web import list_filters
from library.web.page_metadata import may_be_indexed
from library.web.paging import asked_page, list_paging
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer
from library.web.search_page import chip_titles, facets, read_filters

if TYPE_CHECKING:
    from flask import Response


def show_shelf(shelf: str) -> Response:
    """Show all stories, or all resources, or those that match the filters in the address."""
    chosen = read_filters(browse.LIST_AXES)
    shown = browse.list_page(current_library(), current_viewer(), shelf, asked_page(), chosen)
    chips = list_filters.list_chips(shown, chosen)
    return page(
        "shelf.html",
        shelf=shown,
        facets=facets(shown),
        chips=chips,
        title_parts=chip_titles(chips),
        without_filters=list_filters.list_address(shelf, {}),
        paging=list_filters.list_paging(shown, chosen),
        indexed=not chosen and may_be_indexed(shown.cards),
    )


def show_terms(axis: str) -> Response:
    """Show every theme, circumstance, role or sector that has documents."""
    return page("terms.html", terms=browse.terms_page(current_library(), current_viewer(), Axis(axis)))


def show_term(axis: str, term_id: str) -> Response:
    """Show one theme, circumstance, role or sector and its documents."""
    shown = browse.term_page(current_library(), current_viewer(), Axis(axis), term_id, asked_page())
    return page(
        "term.html",
        shown=shown,
        paging=list_paging(shown.page, shown.pages, f"/{axis}/{shown.term.id}"),
        indexed=may_be_indexed(shown.cards),
    )
