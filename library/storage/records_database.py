"""The database of the records: opened and migrated at its first use, shared by everything that stores in it.

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

from library.storage.records_engine import open_engine, reading, upgrade, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

# Actions that do several things in one transaction pass a connection on, without knowing what it is.
__all__ = ["Connection", "RecordsDatabase"]


class RecordsDatabase:
    """SQLite or PostgreSQL, by address. Threads and processes can share it."""

    def __init__(self, address: str) -> None:
        """Store where the records are; the first use opens and migrates them.

        Args:
            address: ``sqlite:///path`` or ``postgresql://…``.
        """
        self.address = address
        self._lock = threading.Lock()
        self._ready = False

    @cached_property
    def _made(self) -> Engine:
        return open_engine(self.address)

    @property
    def _engine(self) -> Engine:
        with self._lock:
            if not self._ready:
                upgrade(self._made)
                self._ready = True
            return self._made

    def exists(self) -> bool:
        """Return whether there are records already, so that a first use would not create an empty file."""
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
            RecordsUnavailable: The records cannot be opened or read.
        """
        with reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are all committed, or none.

        Raises:
            RecordsUnavailable: The records cannot be opened or written; nothing was changed.
        """
        with writing(self._engine) as connection:
            yield connection
