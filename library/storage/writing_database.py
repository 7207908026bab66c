"""The database of writing: drafts, the history of documents and comments, apart from the records.

A copy of the records tells nothing of a story. What is here are the words of stories, so it has a file (or a schema of
PostgreSQL) and migrations of its own. What is deleted leaves the disk: SQLite overwrites it with zeros, and ``scrub``
empties its log.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError

from library.errors import RecordsUnavailable, WritingUnavailable
from library.storage.records_database import Database
from library.storage.records_engine import WAIT, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

# SQLite's errors, by the low byte of their code.
_REASONS = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_CANTOPEN: "read-only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_IOERR: "faulty",
}
_NO_SPACE = 100_000  # bytes

# A test compares the newest migration with the folder.
WRITING = Schema("writing", Path(__file__).parent / "writing_migrations", "0001", 0x434F4D57, erases=True)


def writing_address(records: str, data: Path) -> str:
    """Return where the writing is: with the records in PostgreSQL, otherwise in a file of its own.

    Args:
        records: The address of the records.
        data: The data folder.
    """
    return records if make_url(records).get_backend_name() == "postgresql" else f"sqlite:///{data / 'writing.sqlite'}"


class WritingDatabase(Database):
    """The database of writing. Threads and processes can share it."""

    def __init__(self, address: str) -> None:
        """Store where the writing is.

        Args:
            address: ``sqlite:///path`` or ``postgresql://…``.
        """
        super().__init__(address, WRITING)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state.

        Raises:
            WritingUnavailable: It cannot be opened or read.
        """
        with self._explained(), super().reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are all committed, or none; one writer after the other.

        Raises:
            WritingUnavailable: It cannot be opened or written; nothing was changed.
        """
        with self._explained(), super().writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout TO '{WAIT:.0f}s'")
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": self.schema.lock})
            yield connection

    def scrub(self) -> None:
        """Take what was deleted off the disk; if others use the database now, the next call does it."""
        engine = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with suppress(SQLAlchemyError, sqlite3.Error), engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
                return
            # A new file for each table, without what was deleted; the connection does not go back to others.
            connection.detach()
            connection.exec_driver_sql(f"SET lock_timeout TO '{WAIT:.0f}s'")
            connection.exec_driver_sql("VACUUM FULL draft, revision, comment")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except WritingUnavailable:
            raise
        except RecordsUnavailable as error:
            raise WritingUnavailable(self._reason(error.__cause__)) from error.__cause__

    def _reason(self, cause: BaseException | None) -> str:
        """Return why the database cannot be used; see ``WritingUnavailable``."""
        url = make_url(self.address)
        if url.get_backend_name() == "postgresql":
            return "away"
        code = getattr(getattr(cause, "orig", cause), "sqlite_errorcode", sqlite3.SQLITE_IOERR) & 0xFF
        reason = _REASONS.get(code, "faulty")
        # Without space for its log, SQLite says that it cannot open or write the file.
        return "full" if reason in {"read-only", "faulty"} and _is_full(Path(url.database or "")) else reason


def _is_full(path: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < _NO_SPACE
    return False
