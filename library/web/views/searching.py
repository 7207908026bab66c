"""Searching: the page and its public twin in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify

from library.actions.find import find
from library.web import search_view
from library.web.current import current_library, current_viewer
from library.web.labels import facet_value
from library.web.preview import ROBOTS_OFF
from library.web.rendering import page

if TYPE_CHECKING:
    from flask import Response

    from library.actions.views import FacetValue, Result, SearchPage, Snippet
    from library.model.vocabulary import Vocabulary


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
    response = jsonify(results_as_json(found))
    response.status_code = 503 if found.search_down else 200
    response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response


def results_as_json(found: SearchPage) -> dict[str, object]:
    """Return what ``/search.json`` says."""
    return {
        "query": found.query,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "suggestion": None,
        "relaxed": found.relaxed,
        "expanded": [],
        "facets": {
            axis: [_facet(axis, value, found.vocabulary) for value in values] for axis, values in found.facets.items()
        },
        "results": [_result(result) for result in found.results],
    }


def _facet(axis: str, value: FacetValue, vocabulary: Vocabulary) -> dict[str, object]:
    label = facet_value(axis, value.id, vocabulary)
    return {"id": value.id, "label": label, "count": value.count, "selected": value.selected}


def _result(result: Result) -> dict[str, object]:
    card = result.card
    return {
        "slug": card.slug,
        "kind": card.kind,
        "title": card.title,
        "url": card.url,
        "summary": card.summary,
        "score": result.score,
        "provenance": card.provenance,
        "passages": [_passage(snippet) for snippet in result.snippets],
    }


def _passage(snippet: Snippet) -> dict[str, object]:
    return {"text": snippet.text, "url": snippet.url, "marks": snippet.marks}
