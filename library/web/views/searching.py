"""Searching: the page and its public twin in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify

from library.actions.contract import search_answer
from library.actions.find import find
from library.web import search_view
from library.web.current import current_library, current_viewer
from library.web.labels import facet_value
from library.web.preview import ROBOTS_OFF
from library.web.rendering import page

if TYPE_CHECKING:
    from flask import Response


def show_results() -> Response:
    """Show a page of results. Never indexed: its passages may be a teller's words."""
    asked = search_view.read_request()
    found = find(current_library(), current_viewer(), asked)
    return page(
        "search.html",
        status=503 if found.search_down else 200,
        indexed=False,
        asked=asked,
        found=found,
        facets=search_view.facets(found),
        chips=search_view.chips(asked, found),
        without_filters=search_view.without_filters(asked),
        sorts=search_view.sort_addresses(asked),
        paging=search_view.result_paging(asked, found),
    )


def give_results() -> Response:
    """Give a page of results as JSON: the public contract, in the design's words."""
    found = find(current_library(), current_viewer(), search_view.read_request())
    response = jsonify(search_answer(found, lambda axis, value: facet_value(axis, value, found.vocabulary)))
    response.status_code = 503 if found.search_down else 200
    response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response
