"""Whose list a pack is in. A pack needs no owner, and whoever has its editing link can still edit it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select, update

from library.storage.pack_states import EMPTY, read_state
from library.storage.people_tables import PERSON
from library.storage.records import delete_packs
from library.storage.records_tables import PACK

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection, Row

    from library.storage.records_database import RecordsDatabase


@dataclass(frozen=True, slots=True)
class OwnedPack:
    """A pack in someone's list.

    Attributes:
        id: Of its row.
        code: 13 letters and digits.
        title: May be empty.
        items: How many it has.
        changed_on: In London.
        opened_on: In London.
        sealed: The secret of its editing link, encrypted.
    """

    id: int
    code: str
    title: str
    items: int
    changed_on: date
    opened_on: date
    sealed: bytes


def take_pack(connection: Connection, pack_id: int, owner_id: int, sealed: bytes) -> bool:
    """Put a pack that nobody owns into someone's list, unless they have just left; return whether it is there now."""
    is_there = exists().where(PERSON.c.id == owner_id)
    free = (PACK.c.id == pack_id, PACK.c.owner_id.is_(None), is_there)
    connection.execute(update(PACK).where(*free).values(owner_id=owner_id, edit_sealed=sealed))
    return connection.execute(select(PACK.c.owner_id).where(PACK.c.id == pack_id)).scalar() == owner_id


def let_go_of_pack(connection: Connection, pack_id: int) -> None:
    """Take a pack out of its owner's list."""
    connection.execute(update(PACK).where(PACK.c.id == pack_id).values(owner_id=None, edit_sealed=None))


def give_packs(connection: Connection, owner_id: int, to_id: int) -> tuple[int, ...]:
    """Move all packs of one person to the list of another, and return the ids of the packs."""
    ids = _ids(connection, owner_id)
    connection.execute(update(PACK).where(PACK.c.owner_id == owner_id).values(owner_id=to_id))
    return ids


def delete_packs_of(connection: Connection, owner_id: int) -> tuple[int, ...]:
    """Delete all packs of a person, and return their ids."""
    ids = _ids(connection, owner_id)
    delete_packs(connection, ids)
    return ids


def has_packs(connection: Connection, owner_id: int) -> bool:
    """Return whether any pack is in a person's list."""
    return bool(_ids(connection, owner_id))


class PackOwners:
    """The packs in people's lists, to read. Threads and processes can share it."""

    def __init__(self, database: RecordsDatabase) -> None:
        """Store where the packs are."""
        self._database = database

    def owner_of(self, pack_id: int) -> int | None:
        """Return the id of the person in whose list a pack is, or ``None``."""
        with self._database.reading() as connection:
            found: int | None = connection.execute(select(PACK.c.owner_id).where(PACK.c.id == pack_id)).scalar()
        return found

    def packs_of(self, owner_id: int) -> tuple[OwnedPack, ...]:
        """Return the packs of a person, those changed last first."""
        asked = select(PACK).where(PACK.c.owner_id == owner_id).order_by(PACK.c.changed_on.desc(), PACK.c.id.desc())
        with self._database.reading() as connection:
            return tuple(_owned(connection, row) for row in connection.execute(asked).all())

    def pack_of(self, owner_id: int, code: str) -> OwnedPack | None:
        """Return a pack of a person by its code, or ``None``."""
        asked = select(PACK).where(PACK.c.owner_id == owner_id, PACK.c.code == code)
        with self._database.reading() as connection:
            row = connection.execute(asked).one_or_none()
            return _owned(connection, row) if row else None


def _ids(connection: Connection, owner_id: int) -> tuple[int, ...]:
    return tuple(connection.execute(select(PACK.c.id).where(PACK.c.owner_id == owner_id)).scalars())


def _owned(connection: Connection, row: Row[tuple[object, ...]]) -> OwnedPack:
    pack = (read_state(connection, row.id, row.version) or EMPTY).pack
    return OwnedPack(
        row.id, row.code, pack.title, len(pack.items), row.changed_on, row.opened_on, row.edit_sealed or b""
    )
