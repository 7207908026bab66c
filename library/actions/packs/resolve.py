"""What a pack's items are now: read from the catalogue each time, as everybody may see it.

Kept passages are found by their words. Where other words stand now, the item says so and shows none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.allowed import refused_in_pack
from library.model.pack import Extent, ItemKind
from library.model.passage import Part, Passage
from library.model.place import Place, found_again
from library.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from library.actions.library import View
    from library.model.document import Document
    from library.model.pack import Item, Pack

QUESTION = "q"


@dataclass(frozen=True, slots=True)
class Resolved:
    """One item as it is now.

    Attributes:
        number: Its place in the pack, counted from 1.
        item: As it is kept.
        document: Its document, or ``None`` for own words, or where everybody may not see it.
        passages: The chosen passages that were found again, in the document's order; may be empty.
        question: The document's question, or the facilitator's own; empty for what is no question.
        changed: How many of the chosen passages hold other words now.
        refusal: Why the item cannot be used, or ``None``.
    """

    number: int
    item: Item
    document: Document | None = None
    passages: tuple[Passage, ...] = ()
    question: str = ""
    changed: int = 0
    refusal: Refusal | None = None


def resolve(view: View, pack: Pack) -> tuple[Resolved, ...]:
    """Return every item of a pack as it is now, in order.

    Args:
        view: What everybody may see.
        pack: What was gathered.
    """
    return resolve_items(view, enumerate(pack.items, start=1))


def resolve_items(view: View, numbered: Iterable[tuple[int, Item]]) -> tuple[Resolved, ...]:
    """Return items as they are now, each under the number that is given with it, in order."""
    every = tuple(numbered)
    documents = documents_at(view, (item.slug for _, item in every if item.slug))
    words = _Words()
    return tuple(_resolved(number, item, documents, words) for number, item in every)


def documents_at(view: View, slugs: Iterable[str]) -> dict[str, Document]:
    """Return documents by the slug they were asked for, renamed ones too; what may not be seen is left out."""
    ids = {slug: shelved.id for slug in set(slugs) if (shelved := view.snapshot.by_slug.get(slug_now(view, slug)))}
    found = view.catalogue.documents(each for each in ids.values() if each in view.visible)
    return {slug: found[each] for slug, each in ids.items() if each in found}


def places_of(document: Document, extent: Extent, chosen: Iterable[str] = ()) -> tuple[Place, ...]:
    """Return the places of an extent of a document as it stands now.

    Args:
        document: Whose.
        extent: How much of it.
        chosen: Anchors, for ``Extent.CHOSEN``; what is no passage of it is left out.
    """
    if extent is Extent.LINK:
        return tuple(_place(document, each) for each in document.passages if each.part is Part.POINTER)
    wanted = {Extent.SHORT: frozenset(document.short), Extent.CHOSEN: frozenset(chosen)}.get(extent)
    # Any passage of a film can be chosen, its introduction or what is said in it.
    every = choosable(document) if extent is Extent.CHOSEN else readable(document)
    return tuple(_place(document, each) for each in every if wanted is None or each.anchor in wanted)


def readable(document: Document) -> tuple[Passage, ...]:
    """Return the passages that can be read out: of the body, else of the transcript in the document's language."""
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


def question_place(document: Document, number: int) -> Place | None:
    """Return the place of a document's question, counted from 1, or ``None`` where it has none."""
    if not 1 <= number <= len(document.questions):
        return None
    anchor, text = f"{QUESTION}{number}", document.questions[number - 1]
    return Place(document.slug, anchor, Passage(Part.BODY, anchor, text, document.language).text_hash)


def twin_of(view: View, document: Document) -> Document | None:
    """Return a document in another language, where everybody may see it and it may be in a pack."""
    shelved = view.snapshot.by_slug.get(document.slug)
    card = view.twins_of([shelved.id]).get(shelved.id) if shelved else None
    other = documents_at(view, [card.slug]).get(card.slug) if card else None
    return None if other is None or refused_in_pack(other) else other


def slug_now(view: View, slug: str) -> str:
    """Return what a document is called now that was gathered under a slug; the same where nobody renamed it."""
    return slug if slug in view.snapshot.by_slug else view.catalogue.now_at(slug) or slug


def _place(document: Document, passage: Passage) -> Place:
    return Place(document.slug, passage.anchor, passage.text_hash)


def _resolved(number: int, item: Item, documents: Mapping[str, Document], words: _Words) -> Resolved:
    if not item.slug:
        return Resolved(number, item, question=item.text if item.kind is ItemKind.QUESTION else "")
    document = documents.get(item.slug)
    if document is None:
        return Resolved(number, item, refusal=Refusal.GONE)
    refusal = refused_in_pack(document)
    if refusal:
        return Resolved(number, item, document, refusal=refusal)
    if item.kind is ItemKind.QUESTION:
        return _question(number, item, document)
    places = words.of(document)
    found = {place for place in (_found(each, document, places) for each in item.kept) if place is not None}
    passages = tuple(document.passages[place] for place in sorted(found))
    changed = sum(each.text_hash not in places for each in item.kept)
    lost = Refusal.CHANGED if changed and not passages and item.extent is not Extent.LINK else None
    return Resolved(number, item, document, passages, changed=changed, refusal=lost)


def _found(kept: Place, document: Document, places: Mapping[str, list[int]]) -> int | None:
    """Return where in a document the words of a kept passage stand now: where they stood, else in its own language."""
    passages = document.passages
    same = places.get(kept.text_hash, ())

    def fitness(place: int) -> tuple[bool, bool]:
        return passages[place].anchor == kept.anchor, passages[place].language == document.language

    return max(same, key=fitness, default=None)


class _Words:
    """Where the words of documents stand, by their hash; each document is gone through once."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, list[int]]] = {}

    def of(self, document: Document) -> Mapping[str, list[int]]:
        """Return the places of a document's passages by the hash of their words."""
        if document.slug not in self._places:
            places = self._places[document.slug] = {}
            for place, passage in enumerate(document.passages):
                places.setdefault(passage.text_hash, []).append(place)
        return self._places[document.slug]


def _question(number: int, item: Item, document: Document) -> Resolved:
    asked = [
        Passage(Part.BODY, f"{QUESTION}{place}", text, document.language)
        for place, text in enumerate(document.questions, start=1)
    ]
    anchor = found_again(item.kept[0], asked) if item.kept else None
    text = next((each.text for each in asked if each.anchor == anchor), "")
    lost = None if text else Refusal.CHANGED
    return Resolved(number, item, document, question=text, changed=int(not text), refusal=lost)
