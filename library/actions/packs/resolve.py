"""The current documents of a pack, read from the catalogue each time, and only those that its viewer may see there.

Stored passages are found again by their words. If the words have changed, the item says so and shows none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.pack import Extent
from library.model.passage import Part, Passage, is_label
from library.model.place import Place, found_again

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from library.actions.library import View
    from library.model.document import Document
    from library.model.pack import Item

QUESTION = "q"


@dataclass(frozen=True, slots=True)
class ResolvedItem:
    """What is left of an item's document.

    Attributes:
        passages: The chosen passages that still exist, in the document's order; may be empty.
        question: The words of the document's question, or empty.
        changed: How many of the chosen passages have other words now.
    """

    passages: tuple[Passage, ...] = ()
    question: str = ""
    changed: int = 0


def documents_at(view: View, slugs: Iterable[str]) -> dict[str, Document]:
    """Return documents by the slug they were requested with, including renamed ones, if the viewer may see them."""
    ids = {slug: state.id for slug in set(slugs) if (state := view.snapshot.by_slug.get(slug_now(view, slug)))}
    found = view.catalogue.documents(each for each in ids.values() if each in view.visible)
    return {slug: found[each] for slug, each in ids.items() if each in found}


def places_of(document: Document, extent: Extent, chosen: Iterable[str] = ()) -> tuple[Place, ...]:
    """Return the places of an extent of a document.

    Args:
        document: The current document.
        extent: How much of it.
        chosen: Anchors, for ``Extent.CHOSEN``; unknown ones are ignored.
    """
    if extent is Extent.LINK:
        return tuple(_place(document, each) for each in document.passages if each.part is Part.POINTER)
    wanted = {Extent.SHORT: frozenset(document.short), Extent.CHOSEN: frozenset(chosen)}.get(extent)
    # Any passage of a video can be chosen, from its introduction or its transcript.
    every = choosable(document) if extent is Extent.CHOSEN else readable(document)
    return tuple(_place(document, each) for each in every if wanted is None or each.anchor in wanted)


def anchors_now(item: Item, document: Document) -> Iterator[str]:
    """Yield the current anchors of the words that an item uses; for changed words, the anchors they had."""
    for place in item.kept:
        yield found_again(place, document.passages) or place.anchor


def readable(document: Document) -> tuple[Passage, ...]:
    """Return the passages to read aloud: of the body, otherwise of the transcript in the document's language."""
    body = tuple(each for each in document.passages if each.part is Part.BODY)
    spoken = (each for each in document.passages if each.part is Part.TRANSCRIPT)
    return body or tuple(each for each in spoken if each.language == document.language)


def choosable(document: Document) -> tuple[Passage, ...]:
    """Return the passages that can be chosen one by one: the body, and the transcript in the document's language."""
    parts = (Part.BODY, Part.TRANSCRIPT)
    return tuple(
        each
        for each in document.passages
        if each.part in parts and (each.part is Part.BODY or each.language == document.language)
    )


def without_labels(passages: Iterable[Passage], chosen: Container[str]) -> tuple[Passage, ...]:
    """Return passages without a label such as *This is a fictional story*, unless it is among the chosen anchors.

    Every page and file has the same label beside the title, so leaving the paragraph out shortens nothing.
    """
    return tuple(each for each in passages if each.anchor in chosen or not is_label(each.text))


def question_place(document: Document, number: int) -> Place | None:
    """Return the place of a document's question, counted from 1, or ``None`` if there is none."""
    if not 1 <= number <= len(document.questions):
        return None
    anchor, text = f"{QUESTION}{number}", document.questions[number - 1]
    return Place(document.slug, anchor, Passage(Part.BODY, anchor, text, document.language).text_hash)


def translations(view: View, documents: Iterable[Document]) -> dict[str, Document]:
    """Return the translations of documents that all of their readers may see, by the slug of the document."""
    by_slug = view.snapshot.by_slug
    ids = {document.slug: by_slug[document.slug].id for document in documents if document.slug in by_slug}
    cards = view.twins_of(ids.values(), as_wide=True)
    found = view.catalogue.documents(card.id for card in cards.values())
    twins = ((slug, cards[each].id) for slug, each in ids.items() if each in cards)
    return {slug: found[twin] for slug, twin in twins if twin in found}


def slug_now(view: View, slug: str) -> str:
    """Return the current slug of a document that may have been renamed."""
    return slug if slug in view.snapshot.by_slug else view.catalogue.now_at(slug) or slug


def _place(document: Document, passage: Passage) -> Place:
    return Place(document.slug, passage.anchor, passage.text_hash)


class ItemResolver:
    """Finds the passages and questions of items again by their words, and reads each document once."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, list[int]]] = {}

    def passages(self, item: Item, document: Document) -> ResolvedItem:
        """Return the chosen passages as they are now."""
        places = self._words_of(document)
        found = {place for place in (_found(each, document, places) for each in item.kept) if place is not None}
        changed = sum(each.text_hash not in places for each in item.kept)
        return ResolvedItem(tuple(document.passages[place] for place in sorted(found)), changed=changed)

    def question(self, item: Item, document: Document) -> ResolvedItem:
        """Return a document's question as it is now."""
        asked = [
            Passage(Part.BODY, f"{QUESTION}{place}", text, document.language)
            for place, text in enumerate(document.questions, start=1)
        ]
        anchor = found_again(item.kept[0], asked) if item.kept else None
        text = next((each.text for each in asked if each.anchor == anchor), "")
        return ResolvedItem(question=text, changed=int(not text))

    def _words_of(self, document: Document) -> Mapping[str, list[int]]:
        """Return the places of a document's passages by the hash of their words."""
        if document.slug not in self._places:
            places = self._places[document.slug] = {}
            for place, passage in enumerate(document.passages):
                for words in {passage.text_hash, passage.former_hash}:
                    places.setdefault(words, []).append(place)
        return self._places[document.slug]


def _found(kept: Place, document: Document, places: Mapping[str, list[int]]) -> int | None:
    """Return where the words of a stored passage are now: the same place if possible, else in the same language."""
    passages = document.passages
    same = places.get(kept.text_hash, ())

    def fitness(place: int) -> tuple[bool, bool]:
        return passages[place].anchor == kept.anchor, passages[place].language == document.language

    return max(same, key=fitness, default=None)
