"""The packs in a person's list, which they find again without their links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.packs.lifecycle import pack_to_edit
from library.actions.packs.sealed_links import opened_link, sealed_link
from library.errors import NotFound
from library.storage.pack_owners import let_go_of_pack, take_pack

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.pack import StoredPack
    from library.storage.pack_owners import OwnedPack


def packs_of(library: Library, person_id: int) -> tuple[OwnedPack, ...]:
    """Return the packs of a person, those changed last first."""
    return library.pack_owners.packs_of(person_id)


def is_free(library: Library, stored: StoredPack) -> bool:
    """Return whether a pack is in nobody's list."""
    return library.pack_owners.owner_of(stored.id) is None


def keep_pack(library: Library, person_id: int, edit: str) -> bool:
    """Put the pack of an editing link into a person's list, if it is in no other; return whether it is in theirs.

    Raises:
        NotFound: The link opens no pack.
        RecordsUnavailable: Nothing was changed.
    """
    stored = pack_to_edit(library, edit)
    with library.database.writing() as connection:
        return take_pack(connection, stored.id, person_id, sealed_link(library, stored.id, edit))


def link_of_mine(library: Library, person_id: int, code: str) -> str:
    """Return the secret of the editing link of a pack in a person's list.

    Raises:
        NotFound: It is not in their list, or the site's secret key has changed since.
    """
    edit = opened_link(library, pack.id, pack.sealed) if (pack := _mine(library, person_id, code)) else None
    if edit is None:
        raise NotFound
    return edit


def let_go(library: Library, person_id: int, code: str) -> None:
    """Take a pack out of a person's list; its editing link still opens it.

    Raises:
        NotFound: It is not in their list.
        RecordsUnavailable: Nothing was changed.
    """
    pack = _mine(library, person_id, code)
    if pack is None:
        raise NotFound
    with library.database.writing() as connection:
        let_go_of_pack(connection, pack.id)


def _mine(library: Library, person_id: int, code: str) -> OwnedPack | None:
    return library.pack_owners.pack_of(person_id, code)
