"""The database of writing: drafts, the history of documents and comments, apart from the records.

A copy of the records tells nothing of a story. What is here are the words of stories, so it has a file (or a schema of
PostgreSQL) and migrations of its own. What is deleted leaves the disk: SQLite overwrites it with zeros, and ``scrub``
empties its log.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from library.storage.records_database import Database
from library.storage.records_engine import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

# A test compares the newest migration with the folder.
WRITING = Schema("writing", Path(__file__).parent / "writing_migrations", "0001", 0x434F4D57, erases=True)


class WritingDatabase(Database):
    """The database of writing. Threads and processes can share it."""

    def __init__(self, address: str) -> None:
        """Store where the writing is.

        Args:
            address: ``sqlite:///path`` or ``postgresql://…``.
        """
        super().__init__(address, WRITING)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are all committed, or none; one writer after the other.

        Raises:
            RecordsUnavailable: It cannot be opened or written; nothing was changed.
        """
        with super().writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": self.schema.lock})
            yield connection

    def scrub(self) -> None:
        """Take what was deleted off the disk; if others use the database now, the next call does it."""
        with suppress(SQLAlchemyError, sqlite3.Error), closing(self._autocommitting()) as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            else:
                connection.exec_driver_sql("VACUUM FULL draft, revision, comment")

    def _autocommitting(self) -> Connection:
        return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
