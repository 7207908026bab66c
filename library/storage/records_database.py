"""The databases of people's work: opened and migrated at their first use, shared by everything that stores in them.

Whoever needs several changes to happen together, such as a change of a role and its line in the audit log, makes them
with one connection of ``writing``.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, make_url

from library.storage.records_engine import RECORDS, open_engine, reading, upgrade, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from library.storage.records_engine import Schema

# Actions that do several things in one transaction pass a connection on, without knowing what it is.
__all__ = ["Connection", "Database", "RecordsDatabase"]


class Database:
    """SQLite or PostgreSQL, by address. Threads and processes can share it."""

    def __init__(self, address: str, schema: Schema) -> None:
        """Store where the database is; the first use opens and migrates it.

        Args:
            address: ``sqlite:///path`` or ``postgresql://…``.
            schema: Its tables.
        """
        self.address = address
        self.schema = schema
        self._lock = threading.Lock()
        self._ready = False

    @cached_property
    def _made(self) -> Engine:
        return open_engine(self.address, self.schema)

    @property
    def _engine(self) -> Engine:
        with self._lock:
            if not self._ready:
                upgrade(self._made, self.schema)
                self._ready = True
            return self._made

    def exists(self) -> bool:
        """Return whether there may be a database already, so that a first use would not create an empty file."""
        url = make_url(self.address)
        return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()

    def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        with self._lock:
            self._made.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state.

        Raises:
            RecordsUnavailable: It cannot be opened or read.
        """
        with reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are all committed, or none.

        Raises:
            RecordsUnavailable: It cannot be opened or written; nothing was changed.
        """
        with writing(self._engine) as connection:
            yield connection


class RecordsDatabase(Database):
    """The database of the records."""

    def __init__(self, address: str) -> None:
        """Store where the records are.

        Args:
            address: ``sqlite:///path`` or ``postgresql://…``.
        """
        super().__init__(address, RECORDS)
