"""Opening, saving, sharing and deleting packs.

A change is a function from what the pack holds now to what it is to hold, so that two people's changes come one after
the other. Where both write the same words, the second is told and nothing is lost (``merged``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.expiry import opened
from library.actions.packs.quota import new_pack_event
from library.actions.packs.secrets import new_code, new_secret
from library.errors import NotFound, PackConflict
from library.model.pack import Pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from library.actions.library import Library
    from library.model.pack import StoredPack


@dataclass(frozen=True, slots=True)
class Started:
    """A new pack.

    Attributes:
        stored: As the records hold it.
        edit: The secret of the link to edit: it is told this once.
    """

    stored: StoredPack
    edit: str


def start_pack(library: Library, pack: Pack | None = None, address: str = "") -> Started:
    """Store a new pack.

    Args:
        library: Where it is stored.
        pack: What it holds; nothing, where it is ``None``.
        address: Of the client who starts it, whose packs of a day are limited; empty for one who is trusted.

    Raises:
        Refused: The client started too many packs today, or there is no room for another one.
        RecordsUnavailable: It could not be stored.
    """
    edit, event = new_secret(), new_pack_event(library, address)
    most, today = library.settings.new_packs, library.today()
    return Started(library.records.add_pack(pack or Pack(), new_code(), edit, today, event, most), edit)


def pack_to_edit(library: Library, edit: str) -> StoredPack:
    """Return the pack of a link to edit.

    Raises:
        NotFound: The link opens nothing, or nothing any more.
    """
    return _there(library.records.pack_to_edit(edit))


def open_pack(library: Library, edit: str) -> StoredPack:
    """Return the pack of a link to edit, and note that it was opened today.

    Raises:
        NotFound: The link opens nothing, or nothing any more.
    """
    return opened(library, pack_to_edit(library, edit))


def pack_to_view(library: Library, view: str) -> StoredPack:
    """Return the pack of a link to look.

    Raises:
        NotFound: The link opens nothing, or nothing any more.
    """
    return _there(library.records.pack_to_view(view))


def change_pack(library: Library, edit: str, change: Callable[[Pack], Pack]) -> StoredPack:
    """Change a pack as it is now, and keep it.

    Raises:
        NotFound: The link opens nothing.
        RecordsUnavailable: It could not be kept.
    """
    stored = pack_to_edit(library, edit)
    return _there(library.records.change_pack(stored.id, change, library.today()))


def duplicate(library: Library, edit: str, address: str = "") -> Started:
    """Store a copy of a pack with another code and other links, for next time; it counts as a new pack."""
    return start_pack(library, pack_to_edit(library, edit).pack, address)


def share(library: Library, edit: str) -> str:
    """Make a new link to look; one that was made before opens nothing any more. Return its secret."""
    view = new_secret()
    library.records.set_view(pack_to_edit(library, edit).id, view)
    return view


def stop_sharing(library: Library, edit: str) -> None:
    """Let the link to look open nothing any more."""
    library.records.set_view(pack_to_edit(library, edit).id, "")


def replace_edit_link(library: Library, edit: str) -> str:
    """Make a new link to edit; the one before opens nothing any more. Return its secret."""
    new = new_secret()
    library.records.set_edit(pack_to_edit(library, edit).id, new)
    return new


def delete(library: Library, edit: str) -> None:
    """Delete a pack. Its code then says that there is none."""
    library.records.delete_pack(pack_to_edit(library, edit).id)


def merged(field: str, before: str | None, now: str, mine: str) -> str:
    """Return what a field is to hold after two may have changed it.

    Args:
        field: Its name.
        before: What it held when this writer began; ``None`` where nobody knows any more.
        now: What it holds.
        mine: What this writer wants it to hold.

    Raises:
        PackConflict: Both changed it, and not to the same; or nobody knows whether they did.
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
