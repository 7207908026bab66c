"""Opening, saving, sharing and deleting packs.

A change is a function from the current pack to the new one, so that the changes of two people apply one after the
other. If both change the same field, the second is asked and nothing is lost (``merged``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.expiry import opened
from library.actions.packs.quota import new_pack_event
from library.actions.packs.sealed_links import sealed_link
from library.actions.packs.secrets import new_code, new_secret
from library.errors import NotFound, PackConflict
from library.model.pack import Pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from library.actions.library import Library
    from library.model.pack import StoredPack


@dataclass(frozen=True, slots=True)
class NewPack:
    """A new pack.

    Attributes:
        stored: As the records hold it.
        edit: The secret of the editing link; only its digest is stored.
    """

    stored: StoredPack
    edit: str


def start_pack(library: Library, pack: Pack | None = None, address: str = "") -> NewPack:
    """Store a new pack.

    Args:
        library: Where it is stored.
        pack: What it holds; ``None`` for an empty pack.
        address: Of the client, whose packs in a day are limited; empty for no limit.

    Raises:
        Refused: The client started too many packs today, or there is no space for another.
        RecordsUnavailable: It could not be stored.
    """
    edit, event = new_secret(), new_pack_event(library, address)
    most, today = library.settings.new_packs, library.today()
    return NewPack(library.records.add_pack(pack or Pack(), new_code(), edit, today, event, most), edit)


def pack_to_edit(library: Library, edit: str) -> StoredPack:
    """Return the pack of an editing link.

    Raises:
        NotFound: The link opens no pack.
    """
    return _there(library.records.pack_to_edit(edit))


def open_pack(library: Library, edit: str) -> StoredPack:
    """Return the pack of an editing link, and record that it was opened today.

    Raises:
        NotFound: The link opens no pack.
    """
    return opened(library, pack_to_edit(library, edit))


def shared_pack(library: Library, view_token: str) -> StoredPack:
    """Return the pack of a view-only link.

    Raises:
        NotFound: The link opens no pack.
    """
    return _there(library.records.shared_pack(view_token))


def change_pack(library: Library, edit: str, change: Callable[[Pack], Pack]) -> StoredPack:
    """Apply a change to the current pack, and store it.

    Args:
        library: Where the pack is stored.
        edit: The secret of the editing link.
        change: Returns the new pack, given the current one. If it raises an error, nothing is changed.

    Raises:
        NotFound: The link opens no pack.
        RecordsUnavailable: It could not be stored.
    """
    stored = pack_to_edit(library, edit)
    return _there(library.records.change_pack(stored.id, change, library.today()))


def duplicate(library: Library, edit: str, address: str = "") -> NewPack:
    """Store a copy of a pack with its own code and links; it counts as a new pack.

    Args:
        library: Where the pack is stored.
        edit: The secret of the editing link.
        address: Of the client, whose packs in a day are limited; empty for no limit.

    Raises:
        NotFound: The link opens no pack.
        Refused: The client started too many packs today, or there is no space for another.
        RecordsUnavailable: It could not be stored.
    """
    return start_pack(library, pack_to_edit(library, edit).pack, address)


def share(library: Library, edit: str) -> str:
    """Create a view-only link, which replaces any earlier one, and return its secret."""
    view_token = new_secret()
    library.records.set_view_token(pack_to_edit(library, edit).id, view_token)
    return view_token


def stop_sharing(library: Library, edit: str) -> None:
    """Turn off the view-only link."""
    library.records.set_view_token(pack_to_edit(library, edit).id, "")


def replace_edit_link(library: Library, edit: str) -> str:
    """Replace the editing link, and return the new secret; the old link no longer works."""
    new, stored = new_secret(), pack_to_edit(library, edit)
    library.records.set_edit(stored.id, new, sealed_link(library, stored.id, new))
    return new


def delete(library: Library, edit: str) -> None:
    """Delete a pack. A check of its code then finds no pack."""
    library.records.delete_pack(pack_to_edit(library, edit).id)


def merged(field: str, before: str | None, now: str, mine: str) -> str:
    """Return the new value of a field that two people may have changed.

    Args:
        field: Its name.
        before: Its value when this writer began; ``None`` if that state is no longer stored.
        now: Its current value.
        mine: The value that this writer wants.

    Raises:
        PackConflict: Both changed it to different values, or it is not known whether they did.
    """
    if mine in {before, now}:
        return now
    if now == before:
        return mine
    raise PackConflict(field, now, mine)


def _there(stored: StoredPack | None) -> StoredPack:
    if stored is None:
        raise NotFound
    return stored
