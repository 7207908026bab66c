"""Opening SQLite files, also where nothing can be written.

A file with a write-ahead log is read with the help of a small file beside it (``-shm``, 32 KB). On a full disk, or in a
folder that may only be read, SQLite cannot make that file and refuses even to read. Where no log is there either, the
file itself is complete, and is read as it is (``immutable``). Such a connection would not see what others write from
then on, so it is used once: the next one looks again whether there is a log.
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
    """A connection to a file as it is, without log or locks, for reading once."""


def connect(path: Path, wait: float, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """Open a file, to read and write where that is possible.

    Args:
        path: The file; made where it is missing.
        wait: Seconds to wait for others.
        prepare: Sets a new connection up; what it raises shows that the log cannot be used.

    Raises:
        sqlite3.Error: It cannot be read either.
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
    """Open a file as it is, where that is all there is.

    Args:
        path: The file.
        otherwise: What is raised where there is a log, which would be passed over.

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
    """Let an engine open a frozen connection anew each time."""

    @event.listens_for(engine, "checkin")
    def _forget(connection: sqlite3.Connection | None, record: object) -> None:
        if isinstance(connection, Frozen):
            record.invalidate()  # type: ignore[attr-defined]  # the pool's record of the connection


def _is_logged(path: Path) -> bool:
    """Tell whether there is a log that holds something."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0
