"""Opening SQLite files, even on a full or read-only disk.

Reading a file with a write-ahead log needs a small second file (``-shm``, 32 KB). On a full disk, or in a read-only
folder, SQLite cannot create it and refuses even to read. If there is no log, the file itself is complete and is read as
it is (``immutable``). Such a connection does not see later writes by others, so it is used once: the next one checks
again for a log.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine


class Frozen(sqlite3.Connection):
    """A connection to a file without log or locks, for reading once."""


def connect(path: Path, wait: float, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """Open a file for reading and, if possible, writing.

    Args:
        path: The file; created if missing.
        wait: Seconds to wait for others.
        prepare: Sets up a new connection; an error in it shows that the log cannot be used.

    Raises:
        sqlite3.Error: It cannot even be read.
    """
    connection = sqlite3.connect(path, timeout=wait, check_same_thread=False)
    try:
        prepare(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise
        return open_frozen(path, error)
    except BaseException:
        connection.close()
        raise
    return connection


def open_frozen(path: Path, otherwise: sqlite3.Error) -> sqlite3.Connection:
    """Open a file without its log, if there is no log.

    Args:
        path: The file.
        otherwise: The error to raise if there is a log, because it would be ignored.

    Raises:
        sqlite3.Error: There is a log, or the file cannot be read.
    """
    if _is_logged(path):
        raise otherwise
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=Frozen)
    connection.isolation_level = None
    return connection


def use_frozen_once(engine: Engine) -> None:
    """Make an engine open a new connection after each use of a frozen one."""

    @event.listens_for(engine, "checkin")
    def _forget(connection: sqlite3.Connection | None, record: object) -> None:
        if isinstance(connection, Frozen):
            record.invalidate()  # type: ignore[attr-defined]  # the pool's record of the connection


def _is_logged(path: Path) -> bool:
    """Return whether there is a log that is not empty."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0
