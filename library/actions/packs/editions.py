"""What files of a pack carry: kept under the number that stands on them, and compared with what may be used now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.allowed import may_be_recorded, refused_words
from library.actions.packs.resolve import readable, resolve_items, twin_of
from library.actions.packs.secrets import shown_code
from library.errors import NotFound
from library.model.edition import Carried
from library.model.pack import Extent, Item, ItemKind, Way
from library.model.place import Place, found_again
from library.model.refusal import Refusal
from library.model.workshop import Taking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.library import Library, View
    from library.actions.packs.resolve import Resolved
    from library.model.document import Document
    from library.model.pack import KeptPack


def code_for_files(library: Library, view: View, kept: KeptPack, usable: Iterable[Resolved]) -> str:
    """Keep what files carry that are made of a pack now, and return the code for them.

    Args:
        library: Where it is kept.
        view: What the items were resolved with.
        kept: The pack.
        usable: Those of its items that go into files.

    Raises:
        NotFound: The pack was deleted meanwhile.
        RecordsUnavailable: It could not be kept; then no file may be made.
    """
    every = tuple(usable)
    carried = tuple(_carried(view, each, each.document) for each in every if each.document)
    number = library.records.keep_edition(kept.id, len(every), carried, library.today())
    if number is None:
        raise NotFound
    return shown_code(kept.code, number)


def is_played(item: Item, document: Document) -> bool:
    """Tell whether a film or recording is played as a whole, so that none of what is said in it stands in a file."""
    return item.way is Way.PLAY and document.media is not None and item.extent is not Extent.CHOSEN


def twin_words_refused(twin: Document, document: Document, taking: Taking) -> bool:
    """Tell whether the words of a document's twin stay out of files, recorded sessions thought of too."""
    return bool(refused_words(twin, taking)) or (not may_be_recorded(twin) and may_be_recorded(document))


def findings(view: View, carried: Iterable[Carried]) -> Iterator[tuple[Resolved, Refusal]]:
    """Yield what of files is not fine to use now: the item as it is now, and each reason."""
    every = tuple(carried)
    now = resolve_items(view, ((each.number, each.item) for each in every))
    twins = dict.fromkeys(each.twin for each in every if each.twin)
    twins_now = dict(zip(twins, resolve_items(view, ((each.number, each.item) for each in twins)), strict=True))
    for each, resolved in zip(every, now, strict=True):
        for reason in _reasons(each, resolved):
            yield resolved, reason
        if each.twin and not resolved.refusal and any(_reasons(each.twin, twins_now[each.twin])):
            yield resolved, Refusal.OTHER_LANGUAGE


def _carried(view: View, resolved: Resolved, document: Document) -> Carried:
    item = resolved.item
    carried = Carried(
        number=resolved.number,
        item=_bare(item, item.kept if item.kind is ItemKind.QUESTION else _in_files(item, document)),
        on_screen=not refused_words(document, Taking.SCREEN),
        on_paper=not refused_words(document, Taking.PAPER),
        recorded=may_be_recorded(document),
    )
    other = twin_of(view, document) if item.kind is ItemKind.DOCUMENT else None
    if other is None:
        return carried
    anchors = {passage.anchor for passage in resolved.passages}
    places = tuple(
        Place(other.slug, passage.anchor, passage.text_hash) for passage in readable(other) if passage.anchor in anchors
    )
    twin = Carried(
        number=resolved.number,
        item=_bare(replace(item, slug=other.slug), places),
        on_screen=not twin_words_refused(other, document, Taking.SCREEN),
        on_paper=not twin_words_refused(other, document, Taking.PAPER),
        recorded=may_be_recorded(other),
    )
    return replace(carried, twin=twin)


def _bare(item: Item, kept: tuple[Place, ...]) -> Item:
    """Return an item without the facilitator's own words."""
    return Item(item.id, item.kind, item.slug, item.extent, kept, item.way)


def _in_files(item: Item, document: Document) -> tuple[Place, ...]:
    """Return the places whose words files carry: those that stand there, and none of what is played."""
    if is_played(item, document):
        return ()
    return tuple(place for place in item.kept if found_again(place, document.passages))


def _reasons(carried: Carried, now: Resolved) -> Iterator[Refusal]:
    document = now.document
    if document is None or now.refusal not in {None, Refusal.CHANGED}:
        yield now.refusal or Refusal.GONE
        return
    if carried.on_screen and refused_words(document, Taking.SCREEN):
        yield Refusal.EXCERPT
    elif carried.on_paper and refused_words(document, Taking.PAPER):
        yield Refusal.PRINT
    elif carried.on_screen and carried.item.extent is not Extent.LINK and now.changed:
        yield now.refusal or Refusal.CHANGED_IN_PART
    if carried.recorded and not may_be_recorded(document):
        yield Refusal.RECORD
