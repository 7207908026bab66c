"""Home, lists, terms, feed, sitemap and health."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.actions.collections import all_collections, theme_words
from library.actions.facet_values import facet_values
from library.actions.pages import FeedEntry, HomePage, ListPage, TermCount, TermPage, TermsPage
from library.errors import NotFound, SearchUnavailable
from library.model.document import Kind
from library.model.reading_time import Length
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis
from library.search import facets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from library.actions.library import Library, View
    from library.model.card import Card
    from library.model.viewer import Viewer

NEW_ON_HOME = 6
FEED_ENTRIES = 30
CARDS_ON_PAGE = 24
# The sitemap protocol allows 50,000 addresses a file.
SITEMAP_ENTRIES = 50_000

# The axes that a list can be narrowed on, in the order of the page.
LIST_AXES = ("kind", "theme", "circumstance", "role", "sector", "length")
# A list begins with what asks least of a reader: stories before examples, short before long, and then the newest. We
# never score how a person's own words read, so length stands for plainness.
STORIES_FIRST = (Kind.STORY, Kind.EXAMPLE)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the site can serve.

    Attributes:
        generation: Of the catalogue.
        documents: How many are public.
        search: Whether the index answers and is up to date with the catalogue.
    """

    generation: int
    documents: int
    search: bool


def home(library: Library, viewer: Viewer) -> HomePage:
    """Return the home page."""
    view = library.view(viewer)
    shown = view.groups.one_per_work(view.visible)
    start = _story_of_the_week(library, view)
    return HomePage(
        total=len(shown),
        themes=_term_counts(view, Axis.THEME),
        new=view.cards(islice(_newest(view, shown), NEW_ON_HOME)),
        start_with=start,
        collections=all_collections(view),
        vocabulary=view.snapshot.vocabulary,
    )


def terms_page(library: Library, viewer: Viewer, axis: Axis) -> TermsPage:
    """Return the terms of an axis that have documents, with counts."""
    return TermsPage(axis.value, _term_counts(library.view(viewer), axis))


def term_page(library: Library, viewer: Viewer, axis: Axis, term_id: str, page: int) -> TermPage:
    """Return a term and a page of its documents.

    Args:
        library: The opened library.
        viewer: Who asks.
        axis: The axis of the term.
        term_id: Its id, which may not exist.
        page: Counted from 1.

    Raises:
        NotFound: There is no such term, or no such page.
    """
    view = library.view(viewer)
    terms = view.snapshot.vocabulary.on(axis)
    term = terms.get(term_id)
    if term is None:
        raise NotFound
    found = view.groups.one_per_work(_having(view, axis, term_id))
    return TermPage(
        term=term,
        broader=terms.get(term.broader or ""),
        narrower=tuple(other for other in terms.values() if other.broader == term_id),
        related=tuple(terms[other] for other in term.related if other in terms),
        words=theme_words(view, term_id) if axis is Axis.THEME and page == 1 else None,
        cards=_cards_on(view, _newest(view, found), len(found), page),
        total=len(found),
        page=page,
        pages=_pages(len(found)),
        vocabulary=view.snapshot.vocabulary,
    )


def list_page(
    library: Library, viewer: Viewer, shelf: str, page: int, chosen: Mapping[str, frozenset[str]] | None = None
) -> ListPage:
    """Return a page of the documents of a shelf.

    Args:
        library: The opened library.
        viewer: Who asks.
        shelf: ``stories`` or ``resources``.
        page: Counted from 1.
        chosen: Axis to values that narrow the list; axes outside ``LIST_AXES`` are ignored.

    Args:
        library: The opened library.
        viewer: Who asks.
        shelf: ``stories`` or ``resources``.
        page: Counted from 1.

    Raises:
        NotFound: There is no such page.
    """
    view = library.view(viewer)
    values = {axis: view.snapshot.values.get(axis, {}) for axis in LIST_AXES}
    kinds = values["kind"]
    on_shelf = BitMap.union(BitMap(), *(kinds.get(kind, BitMap()) for kind in Kind if kind.shelf == shelf))
    filters = {axis: (chosen or {}).get(axis, frozenset()) for axis in LIST_AXES}
    found = view.groups.one_per_work(facets.narrow(on_shelf & view.visible, filters, values))
    counts = facets.count(on_shelf & view.visible, filters, values, view.groups)
    order = chain.from_iterable(_newest(view, tier) for tier in _tiers(view, found, shelf))
    return ListPage(
        shelf=shelf,
        cards=_cards_on(view, order, len(found), page),
        total=len(found),
        page=page,
        pages=_pages(len(found)),
        facets=facet_values(counts, filters, view.snapshot.vocabulary),
        vocabulary=view.snapshot.vocabulary,
    )


def feed(library: Library, viewer: Viewer) -> tuple[FeedEntry, ...]:
    """Return the newest documents that have a date and that search engines may list, newest first."""
    view = library.view(viewer)
    newest = _newest(view, view.visible)
    batches = iter(lambda: view.cards(islice(newest, FEED_ENTRIES)), ())
    dated = (
        FeedEntry(card, card.published)
        for card in chain.from_iterable(batches)
        if card.published and card.may_be_indexed
    )
    return tuple(islice(dated, FEED_ENTRIES))


def ways_in(library: Library, viewer: Viewer) -> tuple[str, ...]:
    """Return the root-relative English addresses of all collections, and of themes that have an introduction."""
    introductions = library.view(viewer).snapshot.introductions
    themes = (f"/{Axis.THEME}/{each.theme}" for each in introductions.themes)
    return (*(each.url for each in introductions.collections), *themes)


def sitemap(library: Library, viewer: Viewer) -> tuple[FeedEntry, ...]:
    """Return every document that search engines may list, newest first."""
    view = library.view(viewer)
    cards = view.cards(islice(_newest(view, view.visible), SITEMAP_ENTRIES))
    return tuple(FeedEntry(card, card.published) for card in cards if card.may_be_indexed)


def health(library: Library) -> Health:
    """Say whether the site can serve.

    Raises:
        NothingPublished: There is no catalogue yet.
    """
    view = library.view(ANYBODY)
    try:
        search = view.index.generation() == view.snapshot.generation and bool(view.index.ids() or not view.visible)
    except SearchUnavailable:
        search = False
    return Health(view.snapshot.generation, len(view.visible), search)


def _newest(view: View, among: BitMap) -> Iterator[int]:
    return (document for document in view.snapshot.by_id if document in among)


def _having(view: View, axis: Axis, term_id: str) -> BitMap:
    return view.snapshot.values.get(axis.name.lower(), {}).get(term_id, BitMap()) & view.visible


def _term_counts(view: View, axis: Axis) -> tuple[TermCount, ...]:
    terms = view.snapshot.vocabulary.on(axis).values()
    counted = (TermCount(term, view.groups.count(_having(view, axis, term.id))) for term in terms)
    return tuple(each for each in counted if each.count)


def _tiers(view: View, found: BitMap, shelf: str) -> Iterator[BitMap]:
    """Yield the documents of a shelf in parts, in the order of the list; each document is in one of them."""
    kinds, lengths = view.snapshot.values.get("kind", {}), view.snapshot.values.get("length", {})
    if shelf != "stories":
        yield found
        return
    for kind in STORIES_FIRST:
        for length in Length:
            yield found & kinds.get(kind, BitMap()) & lengths.get(length, BitMap())


def _pages(total: int) -> int:
    return max(1, -(-total // CARDS_ON_PAGE))


def _cards_on(view: View, order: Iterator[int], total: int, page: int) -> tuple[Card, ...]:
    if not 1 <= page <= _pages(total):
        raise NotFound
    first = (page - 1) * CARDS_ON_PAGE
    return view.cards(islice(order, first, first + CARDS_ON_PAGE))


def _story_of_the_week(library: Library, view: View) -> Card | None:
    """Return the featured story: a different one each week, the same for everyone who may see the same stories."""
    stories = view.snapshot.values.get("kind", {}).get(Kind.STORY, BitMap()) & view.visible
    if not stories:
        return None
    choice = sorted(view.snapshot.by_id[story].slug for story in view.groups.one_per_work(stories))
    year, week, _ = library.today().isocalendar()
    return view.card_at(choice[(year * 53 + week) % len(choice)])
