"""One page of a search: the best ten documents, or the best ten passages of all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypedDict

from library.actions.matching import Preferred, Ranked, rank
from library.actions.results import PASSAGES_AMONG, passages, results
from library.search.index import Hit

if TYPE_CHECKING:
    from pyroaring import BitMap

    from library.actions.find import SearchRequest
    from library.actions.library import View
    from library.actions.search_results import FoundPassage, Result
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
