"""The records: what people make on the site, so far only packs.

A pack is stored as one row for each of its states; states share equal items. Saving writes a new state and its number
in one transaction, so two people who save at the same time come one after the other, and each sees the other's change.

A stranger can start packs, so everything has a limit: one pack (``pack_states``, ``pack_editions``), the packs that one
client starts (``event_counts``), and all packs together. Beyond the last limit nobody can start a new pack. Existing
packs may grow by another quarter of it, and after that can change only if they do not grow.
"""

from __future__ import annotations

import hashlib
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, insert, select, update

from library.errors import RecordsUnavailable, Refused
from library.model.pack import Pack, StoredPack
from library.model.refusal import Refusal
from library.storage.event_counts import count_event, delete_events, times_counted
from library.storage.pack_editions import (
    add_edition,
    edition_digest,
    editions_size,
    known_edition,
    mark_for,
    read_carried,
    read_editions,
    renew_edition,
)
from library.storage.pack_states import EMPTY, prune_states, read_state, states_size, write_state
from library.storage.records_tables import PACK, PACK_CARRIED, PACK_EDITION, PACK_ITEM, PACK_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection

    from library.model.edition import Carried, Edition
    from library.storage.event_counts import Event
    from library.storage.records_database import RecordsDatabase

# The bytes that a pack takes besides its words, for rows and indexes, rounded up.
BASE_BYTES = 4_096
# Existing packs may grow by this share of the limit after no new one can be started.
SPARE = 0.25


class Records:
    """The stored packs. Threads and processes can share this."""

    def __init__(self, database: RecordsDatabase, most_bytes: int = 0) -> None:
        """Store where the packs are.

        Args:
            database: Of the records.
            most_bytes: The size of all packs at which no new one can be started; 0 for no limit.
        """
        self._database = database
        self._most_bytes = most_bytes

    def exist(self) -> bool:
        """Return whether there are records already, so that a first use would not create an empty file."""
        return self._database.exists()

    def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        self._database.close()

    def add_pack(
        self, pack: Pack, code: str, edit: str, day: date, event: Event | None = None, most_events: int = 0
    ) -> StoredPack:
        """Store a new pack.

        Args:
            pack: What it holds.
            code: 13 letters and digits that no other pack has.
            edit: The secret of the editing link; only a digest of it is stored.
            day: In London.
            event: The event to count for the client, or ``None``.
            most_events: How often that event may happen.

        Raises:
            Refused: The client started too many, or there is no space for another one.
            RecordsUnavailable: It could not be stored; nothing was.
        """
        row = {"code": code, "edit_digest": _digest(edit), "version": 1, "made_on": day, "changed_on": day}
        with self._database.writing() as connection:
            if event and count_event(connection, event) > most_events:
                raise Refused(Refusal.MANY_PACKS)
            if self._most_bytes and _total(connection) >= self._most_bytes:
                raise Refused(Refusal.RECORDS_FULL)
            added = insert(PACK).values(row | {"opened_on": day, "size": 0}).returning(PACK.c.id)
            pack_id = connection.execute(added).scalar_one()
            write_state(connection, pack_id, 1, pack)
            size = _size(connection, pack_id)
            connection.execute(update(PACK).where(PACK.c.id == pack_id).values(size=size))
        return StoredPack(pack_id, code, "", 1, pack, day)

    def pack_to_edit(self, edit: str) -> StoredPack | None:
        """Return the pack that a secret opens for editing, or ``None``."""
        return self._found(PACK.c.edit_digest == _digest(edit))

    def shared_pack(self, view_token: str) -> StoredPack | None:
        """Return the pack that a secret opens for viewing, or ``None``."""
        return self._found(PACK.c.view_token == view_token) if view_token else None

    def pack_with_code(self, code: str) -> StoredPack | None:
        """Return the pack with a code, or ``None``."""
        return self._found(PACK.c.code == code)

    def state(self, pack_id: int, version: int) -> Pack | None:
        """Return a pack in one of its states, or ``None`` if that is no longer stored."""
        with self._database.reading() as connection:
            found = read_state(connection, pack_id, version)
        return found.pack if found else None

    def change_pack(self, pack_id: int, change: Callable[[Pack], Pack], day: date) -> StoredPack | None:
        """Apply a change to the current pack; nobody else can change it meanwhile.

        Args:
            pack_id: Of the pack.
            change: Returns the new pack; an equal value changes nothing. If it raises an error, nothing is changed.
            day: In London.

        Returns:
            The pack, or ``None`` if it was deleted.

        Raises:
            Refused: There is no space for it to grow.
            RecordsUnavailable: It could not be stored; nothing was.
        """
        with self._database.writing() as connection:
            row = connection.execute(select(PACK).where(PACK.c.id == pack_id).with_for_update()).one_or_none()
            if row is None:
                return None
            now = read_state(connection, pack_id, row.version) or EMPTY
            new = change(now.pack)
            if new == now.pack:
                return StoredPack(pack_id, row.code, row.view_token or "", row.version, new, row.opened_on)
            version = row.version + 1
            write_state(connection, pack_id, version, new, now)
            prune_states(connection, pack_id)
            size = _size(connection, pack_id)
            if size > row.size and self._is_full(connection, size - row.size):
                prune_states(connection, pack_id, to_fewest=True)
                size = _size(connection, pack_id)
                if size > row.size:
                    raise Refused(Refusal.RECORDS_FULL)
            values = {"version": version, "changed_on": day, "opened_on": day, "expires_from": None, "size": size}
            connection.execute(update(PACK).where(PACK.c.id == pack_id).values(values))
        return StoredPack(pack_id, row.code, row.view_token or "", version, new, day)

    def mark_opened(self, pack_id: int, day: date) -> None:
        """Record that a pack was opened on a day, so that it is not deleted for a year.

        Raises:
            RecordsUnavailable: It could not be recorded.
        """
        with self._database.writing() as connection:
            _open(connection, pack_id, day)

    def expire_packs(self, opened_before: date, noted_before: date, day: date, most: int) -> int:
        """Delete some of the packs that nobody has opened for long, and mark the next ones.

        A pack is deleted only if it was marked on an earlier day, so a clock that is wrong for an hour deletes nothing.

        Args:
            opened_before: Packs that were last opened on this day or before are marked.
            noted_before: Of these, the ones that were marked on this day or before are deleted.
            day: In London.
            most: How many are deleted at most.

        Returns:
            How many were deleted.

        Raises:
            RecordsUnavailable: They could not be deleted; none was.
        """
        is_old, noted = PACK.c.opened_on <= opened_before, PACK.c.expires_from
        with self._database.writing() as connection:
            connection.execute(update(PACK).where(~is_old, noted.is_not(None)).values(expires_from=None))
            connection.execute(update(PACK).where(is_old, noted.is_(None)).values(expires_from=day))
            due = select(PACK.c.id).where(is_old, noted <= noted_before).order_by(PACK.c.id).limit(most)
            ids = connection.execute(due).scalars().all()
            delete_packs(connection, ids)
        return len(ids)

    def times_counted(self, event: Event) -> int:
        """Return how often an event was counted in its span of time."""
        with self._database.reading() as connection:
            return times_counted(connection, event)

    def count_event(self, event: Event) -> int:
        """Count an event, and return how often it has happened in its span of time.

        Raises:
            RecordsUnavailable: It could not be counted.
        """
        with self._database.writing() as connection:
            return count_event(connection, event)

    def delete_events(self, scope: str, now: int) -> None:
        """Delete the counts of a scope whose span is over, ``now`` being in Unix seconds."""
        with self._database.writing() as connection:
            delete_events(connection, scope, now)

    def store_edition(self, pack_id: int, total: int, carried: Sequence[Carried], day: date) -> str | None:
        """Store an edition of files made now; equal content keeps its mark.

        The mark is calculated from the content. So even if records are restored from yesterday's backup, no file of
        today has the mark of a different one.

        Args:
            pack_id: Of the pack.
            total: How many items of it the files have.
            carried: Its documents, in order.
            day: In London.

        Returns:
            The mark of the edition, or ``None`` if the pack was deleted.

        Raises:
            Refused: Too many others were made from the pack that day or in total, or there is no space for it.
            RecordsUnavailable: It could not be stored; then no file may be made.
        """
        digest = edition_digest(total, carried)
        with self._database.reading() as connection:
            known = known_edition(connection, pack_id, digest)
        if known and known.last_made_on >= day:
            return known.mark
        # If nothing can be written, a file can still have a mark that is already stored.
        with suppress(RecordsUnavailable) if known else nullcontext(), self._database.writing() as connection:
            return self._renewed_or_added(connection, pack_id, total, carried, day)
        return known.mark if known else None

    def mark_for(self, pack_id: int, total: int, carried: Sequence[Carried]) -> str:
        """Return the mark that ``store_edition`` would give, without storing anything."""
        with self._database.reading() as connection:
            return mark_for(connection, pack_id, total, carried)

    def editions(self, pack_id: int, mark: str = "") -> tuple[Edition, ...]:
        """Return the editions of a pack, newest first, or the one with a mark."""
        with self._database.reading() as connection:
            return read_editions(connection, pack_id, mark)

    def carried(self, pack_id: int) -> tuple[Carried, ...]:
        """Return each different part of all files of a pack once, numbered from 1."""
        with self._database.reading() as connection:
            return read_carried(connection, pack_id)

    def set_view_token(self, pack_id: int, view_token: str) -> None:
        """Replace the secret of the view-only link, or remove it; the old one no longer works."""
        with self._database.writing() as connection:
            connection.execute(update(PACK).where(PACK.c.id == pack_id).values(view_token=view_token or None))

    def set_edit(self, pack_id: int, edit: str, sealed: bytes) -> None:
        """Replace the secret of the editing link; the old one no longer works.

        Args:
            pack_id: Of the pack.
            edit: The new secret; only a digest of it is stored.
            sealed: The same, encrypted; stored only if the pack has an owner.
        """
        for_owner = case((PACK.c.owner_id.is_not(None), sealed))
        values = {"edit_digest": _digest(edit), "edit_sealed": for_owner}
        with self._database.writing() as connection:
            connection.execute(update(PACK).where(PACK.c.id == pack_id).values(values))

    def delete_pack(self, pack_id: int) -> None:
        """Delete a pack, all its states and its editions."""
        with self._database.writing() as connection:
            delete_packs(connection, [pack_id])

    def _renewed_or_added(
        self, connection: Connection, pack_id: int, total: int, carried: Sequence[Carried], day: date
    ) -> str | None:
        row = connection.execute(select(PACK.c.size).where(PACK.c.id == pack_id).with_for_update()).one_or_none()
        if row is None:
            return None
        _open(connection, pack_id, day)
        known = known_edition(connection, pack_id, edition_digest(total, carried))
        if known:
            renew_edition(connection, pack_id, known.mark, day)
            return known.mark
        mark = add_edition(connection, pack_id, total, carried, day)
        size = _size(connection, pack_id)
        if size > row.size and self._is_full(connection, size - row.size):
            raise Refused(Refusal.RECORDS_FULL)
        connection.execute(update(PACK).where(PACK.c.id == pack_id).values(size=size))
        return mark

    def _is_full(self, connection: Connection, grown: int) -> bool:
        return bool(self._most_bytes) and _total(connection) + grown > self._most_bytes * (1 + SPARE)

    def _found(self, wanted: ColumnElement[bool]) -> StoredPack | None:
        with self._database.reading() as connection:
            row = connection.execute(select(PACK).where(wanted)).one_or_none()
            if row is None:
                return None
            state = read_state(connection, row.id, row.version)
        if state is None:
            raise RecordsUnavailable
        return StoredPack(row.id, row.code, row.view_token or "", row.version, state.pack, row.opened_on)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _total(connection: Connection) -> int:
    return int(connection.execute(select(func.sum(PACK.c.size))).scalar() or 0)


def _size(connection: Connection, pack_id: int) -> int:
    return BASE_BYTES + states_size(connection, pack_id) + editions_size(connection, pack_id)


def _open(connection: Connection, pack_id: int, day: date) -> None:
    older = (PACK.c.id == pack_id, PACK.c.opened_on < day)
    connection.execute(update(PACK).where(*older).values(opened_on=day, expires_from=None))


def delete_packs(connection: Connection, pack_ids: Sequence[int]) -> None:
    """Delete packs, all their states and their editions."""
    for table in (PACK_EDITION, PACK_CARRIED, PACK_VERSION, PACK_ITEM):
        connection.execute(delete(table).where(table.c.pack_id.in_(pack_ids)))
    connection.execute(delete(PACK).where(PACK.c.id.in_(pack_ids)))
