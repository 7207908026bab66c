"""The pages with a name like that in an address that does not exist, among those that the viewer may see.

Names are compared, not titles: slugs are made from titles, and they are in memory already. One name takes at most 1 ms
at 10,000 documents. Hidden documents are not among the names, so they change neither what is done nor what is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from library.actions.collections import all_collections
from library.content.slugs import suggested_slug
from library.model.vocabulary import BROWSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.library import Library, View
    from library.model.viewer import Viewer

MOST_PAGES = 2

# How many parts of an address are compared.
MOST_NAMES = 3

# The least similarity of two names, from 0 to 100.
ALIKE = 72

# The least length of a name that can resemble another.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class NearPage:
    """A page that may be meant.

    Attributes:
        url: Root-relative English address.
        title: Of the page.
        language: Of the title.
    """

    url: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of all pages that a viewer may see, and in the same order what has them.

    Attributes:
        names: As they stand in addresses.
        pages: A document's integer, or the page.
    """

    names: tuple[str, ...]
    pages: tuple[int | NearPage, ...]


def nearest_pages(library: Library, viewer: Viewer, names: Iterable[str]) -> tuple[NearPage, ...]:
    """Return pages with a name like one of some names, the nearest first.

    Args:
        library: The library.
        viewer: Who may see them.
        names: Parts of an address, the last first.

    Returns:
        At most two; may be empty.

    Raises:
        NothingPublished: There is no catalogue yet.
    """
    view = library.view(viewer)
    every = _names_of(view)
    found: dict[int, float] = {}
    for name in [suggested_slug(each) for each in names][:MOST_NAMES]:
        if len(name) >= SHORTEST:
            alike = process.extract(name, every.names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_PAGES)
            for _, score, at in alike:
                found[at] = max(score, found.get(at, 0))
    best = sorted(found, key=lambda at: (-found[at], at))[:MOST_PAGES]
    return tuple(_shown(view, [every.pages[at] for at in best]))


def _shown(view: View, pages: list[int | NearPage]) -> Iterator[NearPage]:
    cards = {card.id: card for card in view.cards(each for each in pages if isinstance(each, int))}
    for each in pages:
        if isinstance(each, NearPage):
            yield each
        elif card := cards.get(each):
            yield NearPage(card.url, card.title, card.language)


def _names_of(view: View) -> _Names:
    """Return the names of what the viewer may see, collected once for each generation."""
    cache, key = view.snapshot.cache, (_Names, view.rule)
    if key not in cache:
        named = list(_named(view))
        cache[key] = _Names(tuple(name for name, _ in named), tuple(page for _, page in named))
    names: _Names = cache[key]
    return names


def _named(view: View) -> Iterator[tuple[str, int | NearPage]]:
    by_id, values = view.snapshot.by_id, view.snapshot.values
    for document in view.visible:
        yield by_id[document].slug, document
    for each in all_collections(view):
        yield each.url.rpartition("/")[2], NearPage(each.url, each.title, "en")
    for axis in BROWSED:
        documents = values.get(axis.name.lower(), {})
        for term in view.snapshot.vocabulary.on(axis).values():
            if term.id in documents and documents[term.id].intersect(view.visible):
                yield term.id, NearPage(f"/{axis.value}/{term.id}", term.label("en"), "en")
