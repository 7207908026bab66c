"""Arranging a pack: its details, the order, the text of an item, and how much of a document an item uses.

Two people can arrange a pack at the same time. Fields are merged one by one. If both change the same field, the second
is shown both texts (``PackConflict``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.adding import question_item, with_extent
from library.actions.packs.form_fields import DETAILS, FIELDS, ITEM, OWN_WORDS, PLANNED, Problem, parse_fields
from library.actions.packs.lifecycle import change_pack, merged, pack_to_edit
from library.actions.packs.pack_viewer import pack_viewer
from library.actions.packs.resolve import QUESTION, anchors_now, documents_at
from library.errors import InvalidInput, NotFound, PackConflict, Refused
from library.model.pack import MOST_ITEMS, Extent, ItemKind, Pack
from library.model.refusal import Refusal
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis
from library.model.whole_number import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from library.actions.library import Library
    from library.model.pack import Item, StoredPack
    from library.model.viewer import Viewer

# The value of ``PackConflict.field`` if the whole item was removed.
WHOLE_ITEM = "item"


def set_details(
    library: Library, edit: str, version: int, fields: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> StoredPack:
    """Change the details of a pack, such as its title and start time.

    Args:
        library: Where the pack is stored.
        edit: The secret of the editing link.
        version: Of the pack that the writer began with.
        fields: New values by name, as typed; keys are among ``DETAILS``. Other details stay as they are.
        seen: By field, what someone else wrote meanwhile and this writer has been shown.

    Raises:
        NotFound: The link opens no pack.
        InvalidInput: An entry cannot be stored as typed.
        PackConflict: Someone else changed the same field.
    """
    stored, seen = pack_to_edit(library, edit), seen or {}
    new = parse_fields(DETAILS, fields, library.view(ANYBODY).snapshot.vocabulary.on(Axis.NATION))
    before = library.records.state(stored.id, version)

    def change(pack: Pack) -> Pack:
        for name, mine in new.items():
            was = seen.get(name, _written(before, name) if before else None)
            now = merged(name, was, _written(pack, name), mine)
            pack = replace(pack, **{name: FIELDS[name].value(now)})
        return pack

    return change_pack(library, edit, change)


def new_details(fields: Mapping[str, str]) -> Pack:
    """Return a pack without items that has the given details.

    Args:
        fields: Values by name, as typed; keys are among ``PLANNED``.

    Raises:
        InvalidInput: An entry cannot be stored as typed.
    """
    return Pack(**{name: FIELDS[name].value(typed) for name, typed in parse_fields(PLANNED, fields).items()})


def edit_item(
    library: Library,
    edit: str,
    item_id: str,
    version: int,
    fields: Mapping[str, str],
    seen: Mapping[str, str] | None = None,
) -> StoredPack:
    """Change the facilitator's text about an item, its minutes, how people read it, or what slides show of it.

    Args:
        library: Where the pack is stored.
        edit: The secret of the editing link.
        item_id: Of the item.
        version: Of the pack that the writer began with.
        fields: New values by name, as typed: ``title``, ``text``, ``notes``, ``minutes`` (empty for our estimate),
            ``way``, ``slides``. Other fields stay as they are.
        seen: By field, what someone else wrote meanwhile and this writer has been shown.

    Raises:
        NotFound: The link opens no pack.
        InvalidInput: An entry cannot be stored as typed.
        PackConflict: Someone else changed the same field, or removed the item (``WHOLE_ITEM``).
    """
    stored, seen = pack_to_edit(library, edit), seen or {}
    state = library.records.state(stored.id, version)
    before = state.item(item_id) if state else None

    def change(pack: Pack) -> Pack:
        now = pack.item(item_id)
        if now is None:
            raise _taken_out(before, parse_fields(ITEM, fields))
        for name, mine in parse_fields(ITEM, fields, stored={name: _own(now, name) for name in ITEM}).items():
            was = seen.get(name, _own(before, name) if before else None)
            now = replace(now, **{name: FIELDS[name].value(merged(name, was, _own(now, name), mine))})
        if now.kind is not ItemKind.BREAK and _has_words(pack.item(item_id)) and not _has_words(now):
            raise InvalidInput({"text": Problem.EMPTY})
        after = pack.changed(item_id, lambda _: now)
        if after.overfills(pack):
            raise InvalidInput(dict.fromkeys(_longer(pack.item(item_id), now), Problem.PACK_FULL))
        return after

    return change_pack(library, edit, change)


def _has_words(item: Item | None) -> bool:
    return item is not None and bool(item.title or item.text)


def move(library: Library, edit: str, item_id: str, *, to: int | None = None, by: int = 0) -> StoredPack:
    """Move an item to a position, or by a number of positions; do nothing if someone has removed it.

    Args:
        library: Where the pack is stored.
        edit: The secret of the editing link.
        item_id: Of the item.
        to: Its new position, counted from 0; ``None`` to use ``by``.
        by: How many positions to move it down; negative for up.

    Raises:
        NotFound: The link opens no pack.
    """

    def change(pack: Pack) -> Pack:
        ids = [item.id for item in pack.items]
        if item_id not in ids:
            return pack
        return pack.moved(item_id, ids.index(item_id) + by if to is None else to)

    return change_pack(library, edit, change)


def remove(library: Library, edit: str, item_id: str) -> int:
    """Remove an item; the previous state is stored.

    Returns:
        The number of the previous state, or 0 if someone had already removed the item.

    Raises:
        NotFound: The link opens no pack.
    """
    was_there = False

    def change(pack: Pack) -> Pack:
        nonlocal was_there
        was_there = pack.item(item_id) is not None
        return pack.without(item_id)

    stored = change_pack(library, edit, change)
    return stored.version - 1 if was_there else 0


def undo_remove(library: Library, edit: str, item_id: str, version: int) -> StoredPack:
    """Put back an item where it was in an earlier state of the pack; later changes stay.

    Args:
        library: Where the pack is stored.
        edit: The secret of the editing link.
        item_id: Of the removed item.
        version: The number of the state, as ``remove`` returned it.

    Raises:
        NotFound: The link opens no pack, that state is no longer stored, or the item was not in it.
        Refused: The pack is full, of items or of text.
    """
    stored = pack_to_edit(library, edit)
    before = library.records.state(stored.id, version)
    item = before.item(item_id) if before else None
    if before is None or item is None:
        raise NotFound
    place = before.items.index(item)

    def change(pack: Pack) -> Pack:
        if pack.item(item_id):
            return pack
        if len(pack.items) >= MOST_ITEMS:
            raise Refused(Refusal.FULL)
        if pack.with_item(item).overfills(pack):
            raise Refused(Refusal.MANY_WORDS)
        return pack.with_item(item).moved(item_id, place)

    return change_pack(library, edit, change)


def set_extent(
    library: Library, edit: str, item_id: str, extent: Extent, anchors: Iterable[str] = (), viewer: Viewer = ANYBODY
) -> StoredPack:
    """Use another extent of an item's document, with the current words.

    Args:
        library: Where the pack is stored.
        edit: The secret of the editing link.
        item_id: Of the item.
        extent: How much of the document to use.
        anchors: The passages to use, for ``Extent.CHOSEN``; none means those that the item uses now.
        viewer: Who asks: only the pack's owner changes what is for members only.

    Raises:
        NotFound: The link opens no pack, there is no such item, or they may not see its document there.
        Refused: The document may not be used in that way.
    """
    return _renewed(library, edit, item_id, extent, anchors, viewer)


def take_new_words(library: Library, edit: str, item_id: str, viewer: Viewer = ANYBODY) -> StoredPack:
    """Use the current words of passages that have changed since they were chosen.

    Raises:
        NotFound: The link opens no pack, there is no such item, or they may not see its document there.
        Refused: The document may not be used so, or the passages are gone.
    """
    return _renewed(library, edit, item_id, None, (), viewer)


def _renewed(
    library: Library, edit: str, item_id: str, extent: Extent | None, anchors: Iterable[str], viewer: Viewer
) -> StoredPack:
    stored = pack_to_edit(library, edit)
    item, asker = stored.pack.item(item_id), pack_viewer(library, viewer, stored.id)
    document = documents_at(library.view(asker.sees), [item.slug]).get(item.slug) if item and item.slug else None
    if item is None or document is None:
        raise NotFound
    if item.kind is ItemKind.QUESTION:
        number = item.kept[0].anchor.removeprefix(QUESTION) if item.kept else ""
        new = question_item(library, item.slug, whole_number(number), asker)
    else:
        chosen = tuple(anchors) or anchors_now(item, document)
        new = with_extent(library, item, extent or item.extent or Extent.WHOLE, chosen, asker)
    return change_pack(
        library,
        edit,
        lambda pack: pack.changed(item_id, lambda now: replace(now, extent=new.extent, kept=new.kept)),
    )


def _taken_out(before: Item | None, fields: Mapping[str, str]) -> PackConflict:
    words = (fields[name] for name in OWN_WORDS if name in fields)
    return PackConflict(WHOLE_ITEM, before.title if before else "", "\n".join(filter(None, words)))


def _written(pack: Pack, name: str) -> str:
    """Return one of a pack's details as a form shows it; a number of 0 as empty."""
    return str(getattr(pack, name) or "") if name in DETAILS else ""


def _own(item: Item, name: str) -> str:
    value = getattr(item, name)
    return "" if value is None else str(value)


def _longer(before: Item | None, after: Item) -> Iterator[str]:
    """Yield the fields of an item's text that have more characters or lines than before."""
    for name in OWN_WORDS:
        old, new = (_own(item, name) if item else "" for item in (before, after))
        if len(new) > len(old) or len(new.splitlines()) > len(old.splitlines()):
            yield name
