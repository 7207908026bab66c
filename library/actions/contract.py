"""The public contract of ``/search.json``, which ``library search --json`` keeps too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from library.actions.views import Result, SearchPage


def search_answer(found: SearchPage, label: Callable[[str, str], str]) -> dict[str, object]:
    """Return a page of results as the contract says it.

    Args:
        found: The page.
        label: Names a facet's value: takes axis and id.
    """
    return {
        "query": found.query,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "suggestion": None,
        "relaxed": found.relaxed,
        "expanded": [],
        "facets": {
            axis: [
                {"id": value.id, "label": label(axis, value.id), "count": value.count, "selected": value.selected}
                for value in values
            ]
            for axis, values in found.facets.items()
        },
        "results": [_result(result) for result in found.results],
    }


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
        "passages": [{"text": each.text, "url": each.url, "marks": each.marks} for each in result.snippets],
    }
