"""Search: from a request to a page of results, with counts and passages.

The steps in order: understand the query (``understand``), match the viewer's documents (``matching``: those that have
enough of it), count facets, rank the best ten, and choose what to show of each (``results``). What is enough, and the
spelling, are decided before facets, so choosing a filter never changes the question.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypedDict

from pyroaring import BitMap

from library.actions.matching import Matched, Preferred, Ranked, match, rank
from library.actions.named_pages import named_pages, titled, topics_within
from library.actions.nothing_found import help_after_nothing_found
from library.actions.respelled import respelled
from library.actions.results import PASSAGES_AMONG, passages, results
from library.actions.search_results import FacetValue, FoundPassage, Result, SearchPage
from library.actions.understand import typed_filters, understand
from library.errors import SearchUnavailable
from library.model.document import Kind
from library.model.language import LANGUAGES, SEARCHED
from library.model.reading_time import Length
from library.model.vocabulary import Axis
from library.search import facets
from library.search.index import Hit
from library.search.query import undotted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from library.actions.library import Library, View
    from library.actions.named_pages import NamedPage
    from library.actions.understand import Asked
    from library.model.viewer import Viewer
    from library.model.vocabulary import Vocabulary
    from library.search.query import Query

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
MAX_PAGE = 100
PAGE_SIZE = 10


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
        as_typed: The documents that match only the typed words, if ``corrected``.
    """

    asked: Asked
    matched: Matched
    suggestion: str | None
    corrected: str | None
    as_typed: BitMap = field(default_factory=BitMap)


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
            return _Answer(again, found, None, better, match(view, understand(view, text, as_typed=True)).enough)
        better = better if found.enough else None
    return _Answer(asked, matched, better, None)


def _page(view: View, request: SearchRequest, answer: _Answer) -> SearchPage:
    asked, matched = answer.asked, answer.matched
    chosen = {axis: request.filters.get(axis, frozenset()) for axis in FACET_AXES}
    values = {axis: view.snapshot.values.get(axis, {}) for axis in FACET_AXES}
    narrowed = facets.narrow(matched.enough, chosen, values)
    works = view.groups.one_per_work(narrowed, scores=_scores_of_pairs(view, asked.query, narrowed))
    counts = facets.count(matched.enough, chosen, values, view.groups)
    text = request.text[:MAX_QUERY]
    # Words that are left out name nothing: *-listening* is not about listening.
    name = "" if asked.query.unwanted or asked.filters else undotted(text)
    in_language = view.snapshot.values.get("language", {}).get(request.language, BitMap())
    listed = _List(view, request, asked, works, Preferred(titled(view, name), in_language, _past_events(view)))
    shown = listed.passages() if request.layout == "passages" and asked.query.wanted else listed.documents()
    return SearchPage(
        query=text,
        named=named_pages(view, name) or (_topics_within(view, asked, shown) if name else ()),
        total=len(works),
        with_every_word=len(works & BitMap.intersection(matched.every, *asked.literal)),
        relaxed=not works <= matched.every,
        facets=facet_values(counts, chosen, view.snapshot.vocabulary),
        search_down=False,
        vocabulary=view.snapshot.vocabulary,
        expanded=asked.expanded,
        synonyms=asked.synonyms,
        nowhere=asked.nowhere,
        ambiguous=asked.ambiguous,
        filters=typed_filters(asked),
        misread=asked.misread,
        suggestion=answer.suggestion,
        corrected=answer.corrected,
        typed_total=view.groups.count(facets.narrow(answer.as_typed, chosen, values)) if answer.corrected else 0,
        help=None if works else help_after_nothing_found(view, asked, matched, chosen),
        has_words=bool(asked.query.wanted),
        **shown,
    )


def _topics_within(view: View, asked: Asked, shown: _Listed) -> tuple[NamedPage, ...]:
    """Return the topics that a query names beside other words, on its first page by relevance."""
    listed = [*(each.card.id for each in shown["results"]), *(each.card.id for each in shown["passages"])]
    has_best = listed and shown["page"] == 1 and shown["sort"] == "relevance"
    return topics_within(view, asked, listed[0]) if has_best else ()


def _past_events(view: View) -> BitMap:
    """Return the events of earlier years."""
    this_year = str(view.rule.day.year)
    years = view.snapshot.values.get("year", {})
    past = BitMap.union(BitMap(), *(documents for year, documents in years.items() if year < this_year))
    return past & view.snapshot.values.get("kind", {}).get(Kind.EVENT, BitMap())


def _scores_of_pairs(view: View, query: Query, found: BitMap) -> Mapping[int, float]:
    """Return the scores of documents found together with a translation of them; empty for a query without words."""
    siblings = view.groups.with_siblings(found)
    if not siblings or not query.wanted:
        return {}
    hits = view.index.rank(query, siblings, visible=view.visible, limit=len(siblings), languages=SEARCHED)
    return {hit.id: hit.score for hit in hits}


@dataclass(frozen=True, slots=True)
class _List:
    """The found documents, one for each work, to be listed page by page."""

    view: View
    request: SearchRequest
    asked: Asked
    works: BitMap
    preferred: Preferred

    def documents(self) -> _Listed:
        """Return the requested page of documents."""
        query, request = self.asked.query, self.request
        page, pages = _within(request.page, len(self.works))
        sort = request.sort if request.sort in {"newest", "title"} else "relevance" if query.wanted else "newest"
        ranked = self._ordered(sort, page * PAGE_SIZE)
        hits = ranked.hits[(page - 1) * PAGE_SIZE :]
        shown = results(self.view, query, ranked, hits, explain=request.explain)
        return {
            "page": page,
            "pages": pages,
            "sort": sort,
            "results": shown,
            "passages": (),
            "passages_found": 0,
            "passages_in": 0,
            "layout": "documents",
        }

    def passages(self) -> _Listed:
        """Return the requested page of passages from the best documents, best first."""
        ranked = rank(self.view, self.asked.query, self.works, PASSAGES_AMONG, self.preferred)
        found = passages(self.view, self.asked.query, ranked)
        page, pages = _within(self.request.page, len(found))
        shown = found.shown(slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE))
        return {
            "page": page,
            "pages": pages,
            "sort": "relevance",
            "results": (),
            "passages": shown,
            "passages_found": len(found),
            "passages_in": found.documents,
            "layout": "passages",
        }

    def _ordered(self, sort: str, limit: int) -> Ranked:
        if sort == "relevance":
            return rank(self.view, self.asked.query, self.works, limit, self.preferred)
        order = self.view.snapshot.by_id if sort == "newest" else self.view.snapshot.by_title
        found = (each for each in order if each in self.works)
        return Ranked([Hit(document, 0.0) for document in islice(found, limit)])


class _Listed(TypedDict):
    """The fields of a ``SearchPage`` that depend on its view."""

    page: int
    pages: int
    sort: str
    results: tuple[Result, ...]
    passages: tuple[FoundPassage, ...]
    passages_found: int
    passages_in: int
    layout: str


def _within(page: int, total: int) -> tuple[int, int]:
    """Return the nearest valid page number, and how many pages there are."""
    pages = min(MAX_PAGE, max(1, -(-total // PAGE_SIZE)))
    return min(max(1, page), pages), pages


def facet_values(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Collection[str]], vocabulary: Vocabulary
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values worth showing of each axis, chosen and frequent ones first.

    A chosen value without results is shown if it exists in the library at all, whether or not a document that the
    viewer may not see has it.

    Args:
        counts: Axis to value to the number of results.
        chosen: Axis to chosen values; has every axis of ``counts``.
        vocabulary: The terms.
    """
    shown = {}
    for axis, counted in counts.items():
        wanted = {value for value in chosen[axis] if _is_known(axis, value, vocabulary)}
        offered = {value: count for value, count in counted.items() if count} | dict.fromkeys(wanted, 0)
        values = [FacetValue(value, counted.get(value, 0), value in wanted) for value in offered]
        shown[axis] = tuple(sorted(values, key=lambda value: (not value.selected, -value.count, value.id)))
    return shown


def _is_known(axis: str, value: str, vocabulary: Vocabulary) -> bool:
    fixed = {"kind": frozenset(Kind), "length": frozenset(Length), "language": frozenset(LANGUAGES)}
    if axis in fixed:
        return value in fixed[axis]
    return re.fullmatch(r"\d{4}", value) is not None if axis == "year" else value in vocabulary.on(Axis[axis.upper()])
