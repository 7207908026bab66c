"""What may be used of a document, and for what: decided once, for packs and for pages about a document.

The pages of a pack, its steps, files, report and editions, the check and the team page read a ``UsableItem`` and decide
nothing. A translation may be used only as far as its original.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.allowed import (
    PAPER,
    SCREEN,
    SITE,
    may_be_recorded,
    may_print_its_page,
    missing_uses,
    refused_audience,
    refused_file,
    refused_in_pack,
    refused_words,
)
from library.actions.packs.pack_viewer import EVERYONE
from library.actions.packs.resolve import ItemResolver, ResolvedItem, documents_at, places_of, readable, translations
from library.model.document import Provenance
from library.model.pack import Extent, Item, ItemKind, Way
from library.model.passage import Part
from library.model.refusal import Refusal
from library.model.usable import Usable, UsableItem, UsablePage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from library.actions.library import View
    from library.actions.packs.pack_viewer import PackViewer
    from library.model.document import Document, Use
    from library.model.pack import Pack
    from library.model.passage import Passage


def has_evidence(items: Iterable[UsableItem]) -> bool:
    """Return whether any of the items can be quoted as evidence in a report."""
    return any(not each.not_in_report for each in items)


def usable_items(view: View, pack: Pack) -> tuple[UsableItem, ...]:
    """Return every item of a pack as it is now, in order.

    Args:
        view: What is public, or what its owner may see (``pack_viewer``).
        pack: The pack.
    """
    return usable_numbered(view, enumerate(pack.items, start=1))


def usable_numbered(view: View, numbered: Iterable[tuple[int, Item]]) -> tuple[UsableItem, ...]:
    """Return items as they are now, each with the given number, in order."""
    every = tuple(numbered)
    documents = documents_at(view, (item.slug for _, item in every if item.slug))
    twins = translations(view, documents.values())
    finder = ItemResolver()
    return tuple(_usable_item(number, item, documents.get(item.slug), twins, finder) for number, item in every)


def usable_document(document: Document, anchors: Iterable[str] = ()) -> UsableItem:
    """Return what may be used of a document outside a pack, as an item to read aloud.

    Args:
        document: One that the viewer may see.
        anchors: The requested passages; none means its short version, or all of it.
    """
    return _usable_item(0, replace(item_of(document, anchors), way=Way.ALOUD), document, {}, ItemResolver())


def usable_page(document: Document, viewer: PackViewer = EVERYONE) -> UsablePage:
    """Return what a document's own page says about its use.

    Args:
        document: One that the viewer may see.
        viewer: Who may want it in a pack.
    """
    not_for_them = refused_audience(document.consent.audience, is_owner=viewer.is_owner)
    refused = {file.name: why for file in document.files if (why := refused_file(document, file))}
    return UsablePage(
        agreed=document.consent.uses,
        may_print=may_print_its_page(document),
        may_be_saved=refused_words(document, SCREEN) is None,
        refused_files=refused,
        missing_uses={file.name: missing_uses(document, file) for file in document.files if file.name in refused},
        not_in_pack=not_for_them or refused_in_pack(document),
    )


def item_of(document: Document, anchors: Iterable[str] = (), item_id: str = "") -> Item:
    """Return an item for a document, whether or not it may be used.

    Args:
        document: The document.
        anchors: The passages to use; none means its short version, or all of it if it has none.
        item_id: Of the item.
    """
    chosen = frozenset(anchors)
    extent = extent_of(document, Extent.CHOSEN if chosen else Extent.SHORT if document.short else Extent.WHOLE)
    way = Way.PLAY if document.media and not chosen else Way.ALOUD
    return Item(item_id, ItemKind.DOCUMENT, document.slug, extent, places_of(document, extent, chosen), way)


def extent_of(document: Document, wanted: Extent) -> Extent:
    """Return how much of a document can be used: the wanted extent, or a link for a work on another website."""
    return Extent.LINK if document.is_link_only else wanted


def _usable_item(
    number: int, item: Item, document: Document | None, twins: Mapping[str, Document], finder: ItemResolver
) -> UsableItem:
    if not item.slug:
        own = Usable(question=item.text if item.kind is ItemKind.QUESTION else "")
        return UsableItem(number, item, site=own, screen=own, paper=own, not_in_report=Refusal.OWN_WORDS)
    refusal = refused_in_pack(document) if document else Refusal.GONE
    if document is None or refusal:
        none = Usable(refusal)
        return UsableItem(number, item, document, refusal, site=none, screen=none, paper=none, not_in_report=refusal)
    found = finder.question(item, document) if item.kind is ItemKind.QUESTION else finder.passages(item, document)
    return _permitted(UsableItem(number, item, document), document, twins.get(document.slug), found)


def _permitted(bare: UsableItem, document: Document, twin: Document | None, found: ResolvedItem) -> UsableItem:
    """Return an item with what may be used of it for each purpose."""
    item = bare.item
    is_lost = found.changed and not found.passages and item.extent is not Extent.LINK
    usable = replace(
        bare,
        refusal=Refusal.CHANGED if is_lost else None,
        passages=found.passages,
        changed=found.changed,
        is_link=item.extent is Extent.LINK or (item.kind is ItemKind.DOCUMENT and document.is_link_only),
        pointers=_pointers(item, found),
        is_played=item.way is Way.PLAY and document.media is not None and item.extent is not Extent.CHOSEN,
        content_notes=_content_notes(item, document, found),
        stop_recording=not may_be_recorded(document),
        twin=None if twin is None or refused_in_pack(twin) else twin,
    )
    usable = replace(
        usable,
        site=_usable(usable, document, found, SITE),
        screen=_usable(usable, document, found, SCREEN),
        paper=_usable(usable, document, found, PAPER),
    )
    return replace(usable, not_in_report=_not_in_report(usable, document))


def _usable(each: UsableItem, document: Document, found: ResolvedItem, purpose: Iterable[Use]) -> Usable:
    refusal = refused_words(document, purpose)
    if each.item.kind is ItemKind.QUESTION:
        # We wrote the questions about a work on another website.
        refusal = None if refusal is Refusal.ELSEWHERE else refusal
        return Usable(refusal, question="" if refusal else found.question)
    none_written = refusal or each.is_link or each.is_played
    return Usable(
        refusal,
        passages=() if none_written else found.passages,
        twin=_beside(document, each.twin, purpose),
        with_film=not refusal,
    )


def _beside(document: Document, twin: Document | None, purpose: Iterable[Use]) -> tuple[Passage, ...]:
    """Return the part of a translation that may be used: only what both documents allow."""
    if twin is None or refused_words(document, purpose) or refused_words(twin, purpose):
        return ()
    # A recording allowed for one may not capture the other.
    is_caught = may_be_recorded(document) and not may_be_recorded(twin)
    return () if is_caught else readable(twin)


def _pointers(item: Item, found: ResolvedItem) -> tuple[Passage, ...]:
    return tuple(each for each in found.passages if item.extent is Extent.LINK and each.part is Part.POINTER)


def _content_notes(item: Item, document: Document, found: ResolvedItem) -> tuple[str, ...]:
    anchors = {passage.anchor for passage in found.passages}
    chosen = item.extent is Extent.CHOSEN
    notes = document.content_notes
    return tuple(
        dict.fromkeys(each.note for each in notes if not chosen or not each.where or not anchors.isdisjoint(each.where))
    )


def _not_in_report(each: UsableItem, document: Document) -> Refusal | None:
    """Return why an item is not evidence; a question is asked, not quoted."""
    if each.item.kind is not ItemKind.DOCUMENT:
        return Refusal.OWN_WORDS
    if each.refusal or document.provenance is Provenance.FICTIONAL:
        return each.refusal or Refusal.FICTIONAL
    if each.members_only:
        return Refusal.MEMBERS
    return None if each.is_link else each.paper.refusal
