"""One page of a search: the best ten documents, or the best ten passages of all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypedDict

from pyroaring import BitMap

from library.actions.matching import Preferred, Ranked, rank
from library.actions.results import PASSAGES_AMONG, passages, results
from library.actions.titles import titled
from library.actions.understand import without_filters
from library.model.document import Kind
from library.model.language import SEARCHED
from library.search.index import Hit
from library.search.query_reading import undotted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.actions.find import SearchRequest
    from library.actions.library import View
    from library.actions.search_results import FoundPassage, Result
    from library.actions.understand import Asked
    from library.search.query import Query

MAX_PAGE = 100
PAGE_SIZE = 10


class Listed(TypedDict):
    """The fields of a ``SearchPage`` that depend on its view."""

    page: int
    pages: int
    sort: str
    results: tuple[Result, ...]
    passages: tuple[FoundPassage, ...]
    passages_found: int
    passages_in: int
    layout: str


@dataclass(frozen=True, slots=True)
class SearchList:
    """The found documents, one for each work, to be listed page by page."""

    view: View
    request: SearchRequest
    query: Query
    works: BitMap
    preferred: Preferred

    def documents(self) -> Listed:
        """Return the requested page of documents."""
        query, request = self.query, self.request
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

    def passages(self) -> Listed:
        """Return the requested page of passages from the best documents, best first."""
        ranked = rank(self.view, self.query, self.works, PASSAGES_AMONG, self.preferred)
        found = passages(self.view, self.query, ranked)
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

    def best(self) -> int | None:
        """Return the best document by relevance, or ``None`` if there is none."""
        hits = rank(self.view, self.query, self.works, 1, self.preferred).hits
        return hits[0].id if hits else None

    def _ordered(self, sort: str, limit: int) -> Ranked:
        if sort == "relevance":
            return rank(self.view, self.query, self.works, limit, self.preferred)
        order = self.view.snapshot.by_id if sort == "newest" else self.view.snapshot.by_title
        found = (each for each in order if each in self.works)
        return Ranked([Hit(document, 0.0) for document in islice(found, limit)])


def _within(page: int, total: int) -> tuple[int, int]:
    """Return the nearest valid page number, and how many pages there are."""
    pages = min(MAX_PAGE, max(1, -(-total // PAGE_SIZE)))
    return min(max(1, page), pages), pages


def list_found(view: View, request: SearchRequest, asked: Asked, found: BitMap) -> SearchList:
    """Return some documents that match a request, one for each work, to be listed page by page.

    Args:
        view: What the viewer may see.
        request: The request.
        asked: Its query, which may be a corrected one.
        found: The documents.
    """
    in_language = view.snapshot.values.get("language", {}).get(request.language, BitMap())
    preferred = Preferred(titled(view, name_of(asked)), in_language, _past_events(view))
    works = view.groups.one_per_work(found, scores=_scores_of_pairs(view, asked.query, found))
    return SearchList(view, request, asked.query, works, preferred)


def name_of(asked: Asked) -> str:
    """Return what a query may name: its text without filters; nothing if words are left out, as in *-listening*."""
    return "" if asked.query.unwanted else undotted(without_filters(asked))


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
