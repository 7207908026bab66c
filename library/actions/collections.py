"""Collections and the introductions to themes, limited to what the viewer may see.

A paragraph is left out if it links to a document that the viewer may not see. So a withdrawal also removes every
sentence that relied on the withdrawn document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.errors import NotFound
from library.model.place import Place, found_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from library.actions.library import Library, View
    from library.model.card import Card
    from library.model.introduction import Block, Collection, Section
    from library.model.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link in a block.

    Attributes:
        url: Root-relative English address of the passage that has the words now, otherwise of the document.
        was_changed: Whether the linked words are no longer in the document.
        fictional: Whether the document is fictional.
    """

    url: str
    was_changed: bool
    fictional: bool


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph or list that the viewer may see.

    Attributes:
        html: As in ``Block``; ``#kept-n`` is the address of ``links[n]``.
        links: In order; may be empty.
        is_scene: Whether it is a scene to talk about.
    """

    html: str
    links: tuple[ShownLink, ...]
    is_scene: bool


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A heading and what the viewer may see under it.

    Attributes:
        anchor: Without ``#``; empty for what comes before the first heading.
        heading: Plain text, or empty.
        blocks: At least one.
    """

    anchor: str
    heading: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True, slots=True)
class CollectionCard:
    """What lists show of a collection.

    Attributes:
        url: Root-relative English address.
        title: Its name.
        summary: One or two sentences.
    """

    url: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """One collection.

    Attributes:
        card: As lists show it.
        sections: In order; may be empty.
        works: Its sources, in the order of the text.
        scenes: Its scenes to talk about, in the order of the text; may be empty.
        others: The other collections.
    """

    card: CollectionCard
    sections: tuple[ShownSection, ...]
    works: tuple[Card, ...]
    scenes: tuple[Card, ...]
    others: tuple[CollectionCard, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A document to start with, and what it offers that the others do not."""

    card: Card
    why: str


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """The introduction to a theme.

    Attributes:
        blocks: At least one.
        beginnings: Documents to start with that the viewer may see; at most three.
    """

    blocks: tuple[ShownBlock, ...]
    beginnings: tuple[Beginning, ...]


def collections(library: Library, viewer: Viewer) -> tuple[CollectionCard, ...]:
    """Return all collections, in their order."""
    return all_collections(library.view(viewer))


def collection_page(library: Library, viewer: Viewer, slug: str) -> CollectionPage:
    """Return a collection.

    Raises:
        NotFound: There is none of that name.
    """
    view = library.view(viewer)
    every = view.snapshot.introductions.collections
    collection = next((each for each in every if each.slug == slug), None)
    if collection is None:
        raise NotFound
    anchors = _anchors_now(view, collection)
    sections = tuple(filter(None, (_section(view, section, anchors) for section in collection.sections)))
    blocks = [block for section in collection.sections for block in section.blocks if _is_visible(view, block)]
    return CollectionPage(
        card=_card(collection),
        sections=sections,
        works=_cards(view, (place for block in blocks if not block.is_scene for place in block.places)),
        scenes=_cards(view, (place for block in blocks if block.is_scene for place in block.places)),
        others=tuple(_card(other) for other in every if other is not collection),
    )


def all_collections(view: View) -> tuple[CollectionCard, ...]:
    """Return all collections, in their order."""
    return tuple(_card(each) for each in view.snapshot.introductions.collections)


def collections_with(view: View, slug: str) -> tuple[CollectionCard, ...]:
    """Return the collections that link to a document, in their order."""
    every = view.snapshot.introductions.collections
    return tuple(_card(each) for each in every if any(place.slug == slug for place in each.places()))


def theme_words(view: View, theme: str) -> ThemeWords | None:
    """Return the introduction to a theme, or ``None`` if it has none."""
    found = next((each for each in view.snapshot.introductions.themes if each.theme == theme), None)
    if found is None:
        return None
    cards = ((view.card_at(start.slug), start.why) for start in found.starts)
    blocks = tuple(ShownBlock(block.html, (), is_scene=False) for block in found.blocks)
    return ThemeWords(blocks, tuple(Beginning(card, why) for card, why in cards if card))


def _card(collection: Collection) -> CollectionCard:
    return CollectionCard(collection.url, collection.title, collection.summary)


def _cards(view: View, places: Iterable[Place]) -> tuple[Card, ...]:
    by_slug = view.snapshot.by_slug
    return view.cards(dict.fromkeys(by_slug[place.slug].id for place in places))


def _section(view: View, section: Section, anchors: Mapping[Place, str | None]) -> ShownSection | None:
    """Return what the viewer may see of a section, or ``None`` if nothing is left."""
    blocks = tuple(_block(view, block, anchors) for block in section.blocks if _is_visible(view, block))
    return ShownSection(section.anchor, section.heading, blocks) if blocks else None


def _block(view: View, block: Block, anchors: Mapping[Place, str | None]) -> ShownBlock:
    return ShownBlock(block.html, tuple(_link(view, place, anchors) for place in block.places), block.is_scene)


def _link(view: View, place: Place, anchors: Mapping[Place, str | None]) -> ShownLink:
    document = view.snapshot.by_slug[place.slug]
    anchor = anchors.get(place)
    url = f"/{document.shelf}/{document.slug}" + (f"#{anchor}" if anchor else "")
    return ShownLink(url, bool(place.anchor) and anchor is None, document.fictional)


def _is_visible(view: View, block: Block) -> bool:
    return all(_is_document_visible(view, place.slug) for place in block.places)


def _is_document_visible(view: View, slug: str) -> bool:
    state = view.snapshot.by_slug.get(slug)
    return state is not None and state.id in view.visible


def _anchors_now(view: View, collection: Collection) -> Mapping[Place, str | None]:
    """Return the current anchors of the passages that a collection links to; cached for each generation."""
    cache = view.snapshot.cache
    key = (collection_page, collection.slug)
    if key not in cache:
        cache[key] = dict(_found_again(view, collection))
    found: Mapping[Place, str | None] = cache[key]
    return found


def _found_again(view: View, collection: Collection) -> Iterator[tuple[Place, str | None]]:
    places = [place for place in dict.fromkeys(collection.places()) if place.anchor]
    by_slug = view.snapshot.by_slug
    ids = {by_slug[place.slug].id for place in places if place.slug in by_slug}
    documents = {document.slug: document for document in view.catalogue.documents(ids).values()}
    for place in places:
        if place.slug in documents:
            yield place, found_again(place, documents[place.slug].passages)
