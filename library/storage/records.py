"""The records: what people make in the site. Packs so far.

A pack is kept as one value for each state it was in. Saving writes a new state and the number of it in one
transaction, so that two who save at once come one after the other and each sees what the other did.
"""

from __future__ import annotations

import hashlib
import threading
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, insert, select, update

from library.errors import RecordsUnavailable, Refused
from library.model.code import ALPHABET
from library.model.edition import Carried, Edition
from library.model.pack import KeptPack, Pack
from library.model.refusal import Refusal
from library.storage.records_engine import open_engine, reading, upgrade, writing
from library.storage.records_tables import PACK, PACK_EDITION, PACK_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Engine

# States of one pack that are kept; of older ones the oldest goes first. Some 2 MB for a full pack.
MOST_VERSIONS = 200

# Different files of one pack that one day needs: whoever arranges and prints all day makes some dozens.
MOST_EDITIONS_A_DAY = 100

_packs = msgspec.json.Decoder(Pack)
_bodies = msgspec.json.Decoder(tuple[int, tuple[Carried, ...]])


class Records:
    """What people made. Threads and processes may share it."""

    def __init__(self, address: str) -> None:
        """Keep where the records are; they are opened and brought up to date by the first use.

        Args:
            address: ``sqlite:///path`` or ``postgresql://…``.
        """
        self._address = address
        self._lock = threading.Lock()
        self._ready = False

    @cached_property
    def _made(self) -> Engine:
        return open_engine(self._address)

    @property
    def _engine(self) -> Engine:
        with self._lock:
            if not self._ready:
                upgrade(self._made)
                self._ready = True
            return self._made

    def close(self) -> None:
        """Let go of every connection; the next use opens new ones."""
        with self._lock:
            self._made.dispose()

    def add_pack(self, pack: Pack, code: str, edit: str, day: date) -> KeptPack:
        """Keep a new pack.

        Args:
            pack: What it holds.
            code: 13 letters and digits that no other pack has.
            edit: The secret of the link to edit; only a digest of it is kept.
            day: In London.

        Raises:
            RecordsUnavailable: It could not be kept; nothing was.
        """
        row = {"code": code, "edit_digest": _digest(edit), "version": 1, "made_on": day, "changed_on": day}
        with writing(self._engine) as connection:
            pack_id = connection.execute(insert(PACK).values(row).returning(PACK.c.id)).scalar_one()
            _write(connection, pack_id, 1, pack)
        return KeptPack(pack_id, code, "", 1, pack)

    def pack_to_edit(self, edit: str) -> KeptPack | None:
        """Return the pack that a secret opens for editing, or ``None``."""
        return self._found(PACK.c.edit_digest == _digest(edit))

    def pack_to_view(self, view: str) -> KeptPack | None:
        """Return the pack that a secret opens for looking, or ``None``."""
        return self._found(PACK.c.view_token == view) if view else None

    def pack_with_code(self, code: str) -> KeptPack | None:
        """Return the pack with a code, or ``None``."""
        return self._found(PACK.c.code == code)

    def state(self, pack_id: int, version: int) -> Pack | None:
        """Return what a pack held in one of its states, or ``None`` where that is no longer kept."""
        with reading(self._engine) as connection:
            return _state(connection, pack_id, version)

    def change_pack(self, pack_id: int, change: Callable[[Pack], Pack], day: date) -> KeptPack | None:
        """Change a pack as it is now; nobody changes it meanwhile.

        Args:
            pack_id: Of the pack.
            change: Returns what it is to hold; the same value changes nothing. What it raises is raised, and nothing
                is changed.
            day: In London.

        Returns:
            The pack, or ``None`` where it was deleted.

        Raises:
            RecordsUnavailable: It could not be kept; nothing was.
        """
        with writing(self._engine) as connection:
            row = connection.execute(select(PACK).where(PACK.c.id == pack_id).with_for_update()).one_or_none()
            if row is None:
                return None
            now = _state(connection, pack_id, row.version) or Pack()
            new = change(now)
            if new == now:
                return KeptPack(pack_id, row.code, row.view_token or "", row.version, now)
            version = row.version + 1
            _write(connection, pack_id, version, new)
            connection.execute(update(PACK).where(PACK.c.id == pack_id).values(version=version, changed_on=day))
            old = PACK_VERSION.c.version <= version - MOST_VERSIONS
            connection.execute(delete(PACK_VERSION).where(PACK_VERSION.c.pack_id == pack_id, old))
        return KeptPack(pack_id, row.code, row.view_token or "", version, new)

    def keep_edition(self, pack_id: int, total: int, carried: Sequence[Carried], day: date) -> str | None:
        """Keep what files carry that are made now; what was carried before keeps its mark.

        The mark is made of what is carried: where records came back from a copy of yesterday, no file of today bears
        the mark of another.

        Args:
            pack_id: Of the pack.
            total: How many items of it the files have.
            carried: Its documents, in order.
            day: In London.

        Returns:
            The mark of the edition, or ``None`` where the pack was deleted.

        Raises:
            Refused: ``MOST_EDITIONS_A_DAY`` others were made of the pack that day.
            RecordsUnavailable: It could not be kept; then no file may be made.
        """
        body = msgspec.json.encode((total, carried))
        digest = hashlib.sha256(body).digest()
        with reading(self._engine) as connection:
            known = _mark(connection, pack_id, digest)
        if known:
            return known
        with writing(self._engine) as connection:
            if connection.execute(select(PACK.c.id).where(PACK.c.id == pack_id).with_for_update()).scalar() is None:
                return None
            known = _mark(connection, pack_id, digest)
            if known:
                return known
            made = connection.execute(
                select(PACK_EDITION.c.mark, PACK_EDITION.c.made_on).where(PACK_EDITION.c.pack_id == pack_id)
            ).all()
            if sum(row.made_on == day for row in made) >= MOST_EDITIONS_A_DAY:
                raise Refused(Refusal.MANY_FILES)
            mark = _new_mark(digest, {row.mark for row in made})
            row = {"pack_id": pack_id, "mark": mark, "made_on": day, "digest": digest, "body": body}
            connection.execute(insert(PACK_EDITION).values(row))
        return mark

    def editions(self, pack_id: int, mark: str = "") -> tuple[Edition, ...]:
        """Return what the files of a pack carried, the newest first: every edition, or the one with a mark."""
        asked = select(PACK_EDITION).where(PACK_EDITION.c.pack_id == pack_id)
        asked = asked.order_by(PACK_EDITION.c.made_on.desc(), PACK_EDITION.c.mark)
        if mark:
            asked = asked.where(PACK_EDITION.c.mark == mark)
        with reading(self._engine) as connection:
            rows = connection.execute(asked).all()
        return tuple(Edition(row.mark, row.made_on, *_bodies.decode(row.body)) for row in rows)

    def set_view(self, pack_id: int, view: str) -> None:
        """Give a pack a new secret for looking, or none: the one before opens nothing any more."""
        with writing(self._engine) as connection:
            connection.execute(update(PACK).where(PACK.c.id == pack_id).values(view_token=view or None))

    def set_edit(self, pack_id: int, edit: str) -> None:
        """Give a pack a new secret for editing: the one before opens nothing any more."""
        with writing(self._engine) as connection:
            connection.execute(update(PACK).where(PACK.c.id == pack_id).values(edit_digest=_digest(edit)))

    def delete_pack(self, pack_id: int) -> None:
        """Delete a pack, every state it was in and what is known of its files."""
        with writing(self._engine) as connection:
            for table in (PACK_EDITION, PACK_VERSION):
                connection.execute(delete(table).where(table.c.pack_id == pack_id))
            connection.execute(delete(PACK).where(PACK.c.id == pack_id))

    def _found(self, wanted: ColumnElement[bool]) -> KeptPack | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(PACK).where(wanted)).one_or_none()
            if row is None:
                return None
            pack = _state(connection, row.id, row.version)
        if pack is None:
            raise RecordsUnavailable
        return KeptPack(row.id, row.code, row.view_token or "", row.version, pack)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _mark(connection: Connection, pack_id: int, digest: bytes) -> str | None:
    same = (PACK_EDITION.c.pack_id == pack_id, PACK_EDITION.c.digest == digest)
    found: str | None = connection.execute(select(PACK_EDITION.c.mark).where(*same)).scalar()
    return found


def _new_mark(digest: bytes, taken: set[str]) -> str:
    """Return the first mark of a digest that no other edition of the pack has."""
    for attempt in count():
        number = int.from_bytes(hashlib.sha256(digest + attempt.to_bytes(4)).digest()[:4])
        mark = "".join(ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))
        if mark not in taken:
            return mark
    raise AssertionError("there are more marks than editions")


def _write(connection: Connection, pack_id: int, version: int, pack: Pack) -> None:
    body = msgspec.json.encode(pack)
    connection.execute(insert(PACK_VERSION).values(pack_id=pack_id, version=version, body=body))


def _state(connection: Connection, pack_id: int, version: int) -> Pack | None:
    asked = select(PACK_VERSION.c.body).where(PACK_VERSION.c.pack_id == pack_id, PACK_VERSION.c.version == version)
    body: bytes | None = connection.execute(asked).scalar()
    return None if body is None else _packs.decode(body)
