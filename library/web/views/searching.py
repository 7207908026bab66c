"""Searching: the page of results, and the same as JSON."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from flask import jsonify

from library.actions.find import find
from library.actions.missed_searches import note_missed
from library.actions.search_json import search_answer
from library.web import query_notices, search_page
from library.web.labels import facet_value
from library.web.page_metadata import ROBOTS_OFF
from library.web.phrases import plain
from library.web.rendering import page
from library.web.request_context import current_library, current_settings, current_viewer
from library.web.search_tips import TIPS

if TYPE_CHECKING:
    from flask import Response

    from library.model.vocabulary import Vocabulary


def show_results() -> Response:
    """Show a page of results. Search engines may not index it: its passages may be a storyteller's words."""
    asked = search_page.read_request()
    found = find(current_library(), current_viewer(), asked)
    answer = page(
        "search.html",
        status=503 if found.search_down else 200,
        indexed=False,
        asked=asked,
        found=found,
        facets=search_page.facets(found),
        chips=search_page.chips(asked, found),
        title_parts=search_page.title_parts(asked, found),
        without_filters=search_page.without_filters(asked),
        sorts=search_page.sort_addresses(asked, found),
        layouts=search_page.layout_addresses(asked, found),
        understood=query_notices.query_notices(asked, found),
        ways_without=query_notices.ways_without(asked, found),
        near_terms=query_notices.near_terms(found),
        paging=search_page.result_paging(asked, found),
    )
    # After the answer has been sent, so that nobody waits for a statistic.
    answer.call_on_close(partial(note_missed, current_library(), asked, found))
    return answer


def show_tips() -> Response:
    """Show how to search, with examples."""
    return page("search_tips.html", groups=TIPS)


def give_results() -> Response:
    """Give a page of results as JSON, in the words of the public contract."""
    asked = replace(search_page.read_request(), layout="documents")
    found = find(current_library(), current_viewer(), asked)
    response = jsonify(search_answer(found, partial(_label, found.vocabulary), current_settings().path))
    response.status_code = 503 if found.search_down else 200
    response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response


def _label(vocabulary: Vocabulary, axis: str, value: str) -> str:
    return plain(facet_value(axis, value, vocabulary))
