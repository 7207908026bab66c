"""When a backup was last made and last restored, and its line in the audit log."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from library.errors import RecordsUnavailable
from library.model.audit import TERMINAL, Action, AuditLine
from library.storage.audit import record
from library.storage.last_backups import read_last_backups, record_backup, record_restore

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.library import Library
    from library.model.backups import Backups
    from library.storage.records_database import RecordsDatabase


def last_backups(library: Library) -> Backups:
    """Return when a backup of this library was last made, and when one was last restored here."""
    return read_last_backups(library.settings.data)


def note_backup(data: Path, database: RecordsDatabase, made: datetime) -> None:
    """Record that a backup was made, if possible: the backup is there, and a date that is too old warns in time."""
    with suppress(OSError):
        record_backup(data, made)
    with suppress(RecordsUnavailable):
        _record(database, Action.BACKUP_MADE)


def note_restore(data: Path, database: RecordsDatabase, made: datetime) -> None:
    """Record that a backup was restored, which had been made at a time.

    Raises:
        OSError: It cannot be recorded.
    """
    record_restore(data, datetime.now(UTC), made)
    with suppress(RecordsUnavailable):
        _record(database, Action.BACKUP_RESTORED)


def _record(database: RecordsDatabase, action: Action) -> None:
    with database.writing() as connection:
        record(connection, AuditLine(int(datetime.now(UTC).timestamp()), TERMINAL, action))
