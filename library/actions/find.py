"""Search: what a reader asks for → a page of results, with counts and passages.

In this order: the viewer's documents, the query among them (all words, or any where too few have all), facets over
that, the ten best, their passages. Relaxing is decided before facets, so that choosing a filter never changes what
was asked.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from library.actions.views import FacetValue, Result, SearchPage, Snippet
from library.errors import SearchUnavailable
from library.model.card import card_of
from library.model.document import Kind
from library.model.reading import Length
from library.model.vocabulary import Axis
from library.search import facets
from library.search.entry import labels_of
from library.search.index import Hit, Slot
from library.search.passages import best_passages, marks_in
from library.search.query import parse
from library.search.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pyroaring import BitMap

    from library.actions.library import Library, View
    from library.model.card import Card
    from library.model.document import Document
    from library.model.viewer import Viewer
    from library.model.vocabulary import Term, Vocabulary
    from library.search.index import Found
    from library.search.query import Query

_log = logging.getLogger(__name__)

FACET_AXES = ("theme", "role", "sector", "kind", "nation", "language", "length")
SORTS = ("relevance", "newest", "title")
MAX_QUERY = 1_000  # characters
MAX_PAGE = 100
PAGE_SIZE = 10

# Fewer documents than this with all the words is too little: documents with some of them are shown too.
FEW = 3

# Passages that a result shows.
SNIPPETS = 2


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked for.

    Attributes:
        text: The query as typed; what is beyond ``MAX_QUERY`` characters is not read.
        filters: Axis to chosen values; an axis that is not of ``FACET_AXES`` is passed over.
        sort: One of ``SORTS``; anything else is ``relevance``. Without words, ``relevance`` is ``newest``.
        page: Counted from 1; what is out of bounds is brought within.
    """

    text: str = ""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1


@dataclass(frozen=True, slots=True)
class _Matched:
    """The documents that answer: those with every wanted phrase, and all that are shown."""

    every: BitMap
    shown: BitMap

    @property
    def relaxed(self) -> bool:
        return len(self.shown) > len(self.every)


def find(library: Library, viewer: Viewer, request: SearchRequest) -> SearchPage:
    """Answer a search.

    Args:
        library: The opened library.
        viewer: Who asks; nothing that the viewer may not see has any part in the answer.
        request: What is asked for; any text is an answerable query.

    Returns:
        A page of results; one that says so where the index cannot answer.

    Raises:
        NothingPublished: There is no catalogue yet.
    """
    view = library.view(viewer)
    query = parse(request.text[:MAX_QUERY])
    try:
        return _answer(view, query, request, _match(view, query))
    except SearchUnavailable:
        # What is logged names files of the index and no word that was asked for.
        _log.exception("Search cannot answer")
        return SearchPage(
            query=query.text,
            total=0,
            page=1,
            pages=1,
            relaxed=False,
            results=(),
            facets={},
            sort=_sort(query, request),
            search_down=True,
            vocabulary=view.snapshot.vocabulary,
        )


def _answer(view: View, query: Query, request: SearchRequest, matched: _Matched) -> SearchPage:
    chosen = {axis: request.filters.get(axis, frozenset()) for axis in FACET_AXES}
    values = {axis: view.snapshot.values.get(axis, {}) for axis in FACET_AXES}
    narrowed = facets.narrow(matched.shown, chosen, values)
    # Of a translated pair, the one with every word is shown before one with some.
    full = view.groups.once(narrowed & matched.every)
    rest = view.groups.once(narrowed - matched.every, better=full)
    total = len(full) + len(rest)
    pages = min(MAX_PAGE, max(1, -(-total // PAGE_SIZE)))
    page = min(max(1, request.page), pages)
    sort = _sort(query, request)
    hits = _ordered(view, query, sort, (full, rest), page * PAGE_SIZE)
    return SearchPage(
        query=query.text,
        total=total,
        page=page,
        pages=pages,
        relaxed=matched.relaxed,
        results=_results(view, query, hits[(page - 1) * PAGE_SIZE :]),
        facets=_facet_values(
            facets.count(matched.shown, chosen, values, view.groups), chosen, view.snapshot.vocabulary
        ),
        sort=sort,
        search_down=False,
        vocabulary=view.snapshot.vocabulary,
    )


def _match(view: View, query: Query) -> _Matched:
    """Find the documents that answer, among those the viewer may see."""
    if query.is_empty:
        return _Matched(view.visible, view.visible)
    # The index may have been brought up to a newer state between two questions: what it says is never trusted alone.
    every = view.index.matching(query, every=True, visible=view.visible, languages=LANGUAGES) & view.visible
    if view.groups.count(every) >= FEW or len(query.wanted) < 2:
        return _Matched(every, every)
    some = view.index.matching(query, every=False, visible=view.visible, languages=LANGUAGES) & view.visible
    return _Matched(every, some)


def _sort(query: Query, request: SearchRequest) -> str:
    if request.sort in {"newest", "title"}:
        return request.sort
    return "relevance" if query.wanted else "newest"


def _ordered(view: View, query: Query, sort: str, tiers: tuple[BitMap, BitMap], limit: int) -> Sequence[Hit]:
    """Return the first of the found documents; those with every word come before those with some."""
    full, rest = tiers
    if sort != "relevance":
        found = full | rest
        order = view.snapshot.shelved if sort == "newest" else view.snapshot.by_title
        return [Hit(document, 0.0) for document in islice((each for each in order if each in found), limit)]
    best = _rank(view, query, full, limit)
    if len(best) == limit or not rest:
        return best
    return (*best, *_rank(view, query, rest, limit - len(best)))


def _rank(view: View, query: Query, among: BitMap, limit: int) -> tuple[Hit, ...]:
    return view.index.rank(query, among, visible=view.visible, limit=limit, languages=LANGUAGES)


def _results(view: View, query: Query, hits: Sequence[Hit]) -> tuple[Result, ...]:
    ids = [hit.id for hit in hits]
    documents = view.catalogue.documents(ids)
    located: Mapping[int, tuple[Found, ...]] = {}
    if query.wanted and ids:
        located = view.index.locate(query, ids, visible=view.visible, languages=LANGUAGES)
    twins = view.twins_of(ids)
    return tuple(
        _result(view, documents[hit.id], hit, located.get(hit.id, ()), twins.get(hit.id))
        for hit in hits
        if hit.id in documents
    )


def _result(view: View, document: Document, hit: Hit, found: Sequence[Found], twin: Card | None) -> Result:
    snippets = tuple(
        Snippet(
            text=excerpt.text,
            marks=excerpt.marks,
            url=f"{document.url}#{excerpt.passage.anchor}",
            language=excerpt.passage.language,
            start=excerpt.passage.start,
        )
        for excerpt in best_passages(document.passages, found, SNIPPETS)
    )
    return Result(
        card=card_of(document, hit.id),
        score=hit.score,
        snippets=snippets,
        title_marks=marks_in(document.title, Slot.TITLE, found),
        summary_marks=marks_in(document.summary, Slot.SUMMARY, found),
        terms=_matched_terms(view, document, found),
        twin=twin,
    )


def _matched_terms(view: View, document: Document, found: Sequence[Found]) -> tuple[Term, ...]:
    first = Slot.FIRST_PASSAGE + len(document.passages)
    slots = {find.slot for find in found if find.slot >= first}
    if not slots:
        return ()
    labels = labels_of(document, view.snapshot.vocabulary)
    matched = (label.term for slot, label in enumerate(labels, start=first) if slot in slots and label.term)
    return tuple({(term.axis, term.id): term for term in matched}.values())


def _facet_values(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Collection[str]], vocabulary: Vocabulary
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values worth showing of each axis, chosen and frequent ones first.

    A chosen value without results is shown if the library has such a value at all, whether or not some document that
    the viewer may not see has it.
    """
    shown = {}
    for axis, counted in counts.items():
        wanted = {value for value in chosen[axis] if _is_known(axis, value, vocabulary)}
        kept = {value: count for value, count in counted.items() if count} | dict.fromkeys(wanted, 0)
        values = [FacetValue(value, counted.get(value, 0), value in wanted) for value in kept]
        shown[axis] = tuple(sorted(values, key=lambda value: (not value.selected, -value.count, value.id)))
    return shown


def _is_known(axis: str, value: str, vocabulary: Vocabulary) -> bool:
    fixed = {"kind": frozenset(Kind), "length": frozenset(Length), "language": frozenset(LANGUAGES)}
    return value in fixed[axis] if axis in fixed else value in vocabulary.on(Axis[axis.upper()])
