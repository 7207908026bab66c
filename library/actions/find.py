"""Search: from a request to a page of results, with counts and passages.

The steps in order: understand the query (``understand``), match the viewer's documents (``matching``: those that have
enough of it), filter them (``search_filters``), count facets, rank the best ten (``search_lists``), and choose what to
show of each (``results``). What is enough, what is named and the spelling are decided before filters, so a filter never
changes the question.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.actions.facet_values import facet_values
from library.actions.matching import Matched, match
from library.actions.named_pages import named_pages, topics_beside
from library.actions.nothing_found import help_after_nothing_found
from library.actions.respelled import respelled
from library.actions.search_filters import SearchFilters
from library.actions.search_lists import list_found, name_of
from library.actions.search_results import SearchPage
from library.actions.support import support_contacts
from library.actions.understand import typed_filters, understand
from library.errors import SearchUnavailable
from library.model.characters import visible_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.actions.library import Library, View
    from library.actions.named_pages import NamedPage
    from library.actions.search_lists import Listed, SearchList
    from library.actions.search_notices import ReadAs
    from library.actions.understand import Asked
    from library.model.viewer import Viewer

_log = logging.getLogger(__name__)

FACET_AXES = (
    "theme",
    "circumstance",
    "role",
    "sector",
    "kind",
    "voice",
    "shows",
    "nation",
    "year",
    "language",
    "length",
)
LAYOUTS = ("documents", "passages")
SORTS = ("relevance", "newest", "title")
MAX_QUERY = 1_000  # characters


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search request.

    Attributes:
        text: The query as typed; only the first ``MAX_QUERY`` characters are read.
        filters: Axis to chosen values; axes outside ``FACET_AXES`` are ignored.
        sort: One of ``SORTS``; anything else is ``relevance``. Without words, ``relevance`` is ``newest``.
        page: Counted from 1; a number out of range becomes the nearest valid one.
        layout: One of ``LAYOUTS``: whole documents, or the best passages of all.
        language: Of the page: among equals, documents in it come first; empty for no preference.
        as_typed: Whether to search only for the typed words, without other names or corrections.
        explain: Whether each result says what gave its score.
    """

    text: str = ""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    layout: str = "documents"
    language: str = ""
    as_typed: bool = False
    explain: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """What answers a request, before it is cut into pages.

    Attributes:
        asked: The query that is answered.
        matched: The documents that match before filters apply.
        suggestion: A better query, or ``None``.
        corrected: The query that is answered in place of the typed one, or ``None``.
    """

    asked: Asked
    matched: Matched
    suggestion: str | None
    corrected: str | None


def find(library: Library, viewer: Viewer, request: SearchRequest) -> SearchPage:
    """Answer a search.

    Args:
        library: The opened library.
        viewer: Who asks; nothing that the viewer may not see affects the answer.
        request: The search; any text is a valid query.

    Returns:
        A page of results. If the index cannot answer, ``search_down`` is set.

    Raises:
        NothingPublished: There is no catalogue yet.
    """
    view = library.view(viewer)
    request = replace(request, text=visible_line(request.text))
    try:
        return _page(view, request, _answer(view, request))
    except SearchUnavailable:
        # The log names files of the index and no word of the query.
        _log.exception("Search cannot answer")
        return SearchPage(
            query=request.text[:MAX_QUERY],
            total=0,
            page=1,
            pages=1,
            with_every_word=0,
            results=(),
            facets={},
            sort=request.sort if request.sort in SORTS else "relevance",
            search_down=True,
            contacts=support_contacts(view, request.text[:MAX_QUERY]),
            vocabulary=view.snapshot.vocabulary,
        )


def _answer(view: View, request: SearchRequest) -> _Answer:
    """Understand and match a query; if it finds nothing, try again with corrected spelling."""
    text = request.text[:MAX_QUERY]
    asked = understand(view, text, as_typed=request.as_typed)
    matched = match(view, asked)
    better = respelled(view, text) if asked.query.wanted and not request.as_typed else None
    if better:
        again = understand(view, better, as_typed=False)
        found = match(view, again)
        # If no document has all the words, the correction is a guess: suggest it, but do not apply it.
        if found.every and not matched.every:
            return _Answer(again, found, None, better)
        better = better if found.enough else None
    return _Answer(asked, matched, better, None)


def _page(view: View, request: SearchRequest, answer: _Answer) -> SearchPage:
    asked, matched = answer.asked, answer.matched
    filters = _filters(view, request, asked)
    listing = list_found(view, request, asked, filters.apply(matched.enough))
    shown = listing.passages() if request.layout == "passages" and asked.query.wanted else listing.documents()
    works = listing.works
    return SearchPage(
        query=request.text[:MAX_QUERY],
        contacts=support_contacts(view, request.text[:MAX_QUERY], asked.query.text, answer.suggestion or ""),
        named=_named(listing, answer, filters, shown),
        total=len(works),
        with_every_word=len(works & BitMap.intersection(matched.every, *asked.literal)),
        relaxed=not works <= matched.every,
        facets=facet_values(filters.count(matched.enough), filters.chosen, view.snapshot.vocabulary),
        search_down=False,
        vocabulary=view.snapshot.vocabulary,
        help=None if works else help_after_nothing_found(view, asked, matched, filters),
        **_read_as(view, request, answer),
        **shown,
    )


def _read_as(view: View, request: SearchRequest, answer: _Answer) -> ReadAs:
    asked = answer.asked
    return {
        "expanded": asked.expanded,
        "synonyms": asked.synonyms,
        "nowhere": asked.nowhere,
        "ambiguous": asked.ambiguous,
        "filters": typed_filters(asked),
        "misread": asked.misread,
        "suggestion": answer.suggestion,
        "corrected": answer.corrected,
        "typed_total": _typed_total(view, request) if answer.corrected else 0,
        "has_words": bool(asked.query.wanted),
        "has_one_word": [len(phrase.words) for group in asked.query.wanted for phrase in group.typed] == [1],
    }


def _filters(view: View, request: SearchRequest, asked: Asked) -> SearchFilters:
    return SearchFilters(view, asked.filters, {axis: request.filters.get(axis, frozenset()) for axis in FACET_AXES})


def _typed_total(view: View, request: SearchRequest) -> int:
    """Return how many results a search for only the typed words has."""
    asked = understand(view, request.text[:MAX_QUERY], as_typed=True)
    return view.groups.count(_filters(view, request, asked).apply(match(view, asked).enough))


def _named(listing: SearchList, answer: _Answer, filters: SearchFilters, shown: Listed) -> tuple[NamedPage, ...]:
    """Return the pages that a query names; topics beside other words only above its first results by relevance."""
    view, name = listing.view, name_of(answer.asked)
    pages = named_pages(view, name)
    is_first = shown["page"] == 1 and shown["sort"] == "relevance"
    if pages or not (name and is_first):
        return pages
    return topics_beside(view, answer.asked, partial(_best, listing, answer, filters, shown))


def _best(listing: SearchList, answer: _Answer, filters: SearchFilters, shown: Listed) -> int | None:
    """Return the best document for a query without its filters, or ``None``."""
    if filters:
        whole = list_found(listing.view, listing.request, answer.asked, answer.matched.enough)
        return whole.best()
    listed = (*(each.card.id for each in shown["results"]), *(each.card.id for each in shown["passages"]))
    return listed[0] if listed else None
