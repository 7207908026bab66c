"""Adding items to a pack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.formats import debrief, format_items, ground_rules
from library.actions.packs.pack_viewer import EVERYONE
from library.actions.packs.resolve import documents_at, places_of, question_place
from library.actions.packs.secrets import new_item_id
from library.actions.packs.timing import TO_DISCUSS, TO_DISCUSS_A_LINK
from library.actions.packs.usable import extent_of, item_of, usable_page
from library.errors import NotFound, Refused
from library.model.pack import MOST_ITEMS, Extent, Item, ItemKind
from library.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from library.actions.library import Library
    from library.actions.packs.pack_viewer import PackViewer
    from library.model.document import Document
    from library.model.pack import Pack
    from library.translation import Translator


def document_item(library: Library, slug: str, anchors: Iterable[str] = (), viewer: PackViewer = EVERYONE) -> Item:
    """Return an item for a document, with time to discuss it.

    Args:
        library: Where it is.
        slug: Of it.
        anchors: The passages to use; none means its short version, or all of it if it has none.
        viewer: Who adds it to which pack.

    Raises:
        NotFound: There is none, or not for them.
        Refused: It may not be used in workshops or in this pack, or none of the passages is there.
    """
    item = item_of(_document(library, slug, viewer), anchors, new_item_id())
    if item.extent is Extent.CHOSEN and not item.kept:
        raise Refused(Refusal.NO_PASSAGE)
    return with_discussion(item)


def with_discussion(item: Item) -> Item:
    """Return an item of a document with the time that we propose to discuss it."""
    return replace(item, discussion=TO_DISCUSS_A_LINK if item.extent is Extent.LINK else TO_DISCUSS)


def with_extent(
    library: Library, item: Item, extent: Extent, anchors: Iterable[str] = (), viewer: PackViewer = EVERYONE
) -> Item:
    """Return an item with another extent of its document, with the current words.

    Args:
        library: Where the document is.
        item: An item for a document.
        extent: How much of the document to use.
        anchors: The passages to use, for ``Extent.CHOSEN``.
        viewer: Who changes which pack.

    Raises:
        NotFound: The document is not there, or not for them.
        Refused: It may not be used so.
    """
    document = _document(library, item.slug, viewer)
    extent = extent_of(document, extent)
    kept = places_of(document, extent, anchors)
    if not kept and extent is not Extent.LINK:
        raise Refused(Refusal.NO_PASSAGE)
    return replace(item, slug=document.slug, extent=extent, kept=kept)


def question_item(library: Library, slug: str, number: int, viewer: PackViewer = EVERYONE) -> Item:
    """Return an item for a question of a document, counted from 1.

    Raises:
        NotFound: There is no such question, or not for them.
        Refused: The document may not be used in workshops or in this pack.
    """
    document = _document(library, slug, viewer)
    place = question_place(document, number)
    if place is None:
        raise NotFound
    return Item(new_item_id(), ItemKind.QUESTION, document.slug, kept=(place,))


def adding(items: Iterable[Item], after: str | None = None) -> Callable[[Pack], Pack]:
    """Return the change that adds items to a pack, after a given item or at the end, without duplicate documents.

    Raises:
        Refused: The pack would become too large; raised by the change.
    """
    new = tuple(items)

    def add(before: Pack) -> Pack:
        pack, place = before, after
        for item in new:
            if any(_same(item, each) for each in pack.items):
                continue
            pack, place = pack.with_item(item, place), item.id if place else None
        if len(pack.items) > MOST_ITEMS:
            raise Refused(Refusal.FULL)
        if pack.overfills(before):
            raise Refused(Refusal.MANY_WORDS)
        return pack

    return add


def adding_format(format_id: str, translator: Translator) -> Callable[[Pack], Pack]:
    """Return the change that adds the steps of an activity at the end of a pack, before its debrief.

    Raises:
        NotFound: There is no such activity.
    """
    return adding(format_items(format_id, translator))


def with_frame(change: Callable[[Pack], Pack], translator: Translator) -> Callable[[Pack], Pack]:
    """Return a change that also puts ground rules first and a debrief last, if it brings the first story or activity.

    This happens once in the life of a pack, so what someone has removed does not return.
    """

    def add(before: Pack) -> Pack:
        after = change(before)
        return _framed(after, translator) if _needs_frame(before, after) else after

    return add


def _needs_frame(before: Pack, after: Pack) -> bool:
    return not before.framed and not _has_content(before) and _has_content(after) and len(after.items) + 2 <= MOST_ITEMS


def _has_content(pack: Pack) -> bool:
    return any(item.kind in {ItemKind.DOCUMENT, ItemKind.ACTIVITY} for item in pack.items)


def _framed(pack: Pack, translator: Translator) -> Pack:
    kinds = {item.kind for item in pack.items}
    first = () if ItemKind.GROUND_RULES in kinds else (ground_rules(translator),)
    last = () if ItemKind.DEBRIEF in kinds else (debrief(translator),)
    return replace(pack, items=(*first, *pack.items, *last), framed=True)


def _same(one: Item, other: Item) -> bool:
    return bool(one.slug) and (one.slug, one.kind, one.kept) == (other.slug, other.kind, other.kept)


def _document(library: Library, slug: str, viewer: PackViewer) -> Document:
    """Return a document for a pack; if they may read it and not use it there, they are told why."""
    document = documents_at(library.view(viewer.reads), [slug]).get(slug)
    if document is None:
        raise NotFound
    refusal = usable_page(document, viewer).not_in_pack
    if refusal:
        raise Refused(refusal)
    return document
