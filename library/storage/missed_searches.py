"""Searches that found little: the words that people searched for without success on three days or more.

This is a separate small SQLite file, not part of the catalogue or the records. It holds statistics only: if it is
damaged, a new one is started, and it is not backed up. What people type may be about a person, so the file is private
by design:

- Until the same words have been searched for on ``FLOOR_DAYS`` different days, it holds none of them: only an
  HMAC-SHA-256 of them under the site's secret key, and the days. Without the key nobody can test words against it. With
  the key someone can, and it may be in the same folder. So words that may be personal never reach this class
  (``library.search.personal_data``).
- A day is a day in London. There is no finer time, no count within a day and nothing about who asked. The tables have
  no row numbers (``WITHOUT ROWID``), so not even the order of arrival is stored. (The file system knows when the file
  was last written, as for every file.)
- Days older than ``KEPT_DAYS`` are deleted, and words with fewer than three days left go with them. What is deleted is
  overwritten (``secure_delete``), and there is no write-ahead log for it to stay in.

Two processes may write at once: one that has to wait more than ``WAIT`` seconds gives up. Nothing is synced to the
disk: a power cut may cost this file and nothing else.
"""

from __future__ import annotations

import hmac
import sqlite3
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import (
    URL,
    Column,
    Date,
    Engine,
    LargeBinary,
    MetaData,
    NullPool,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError

from library.errors import MissedUnavailable
from library.model.missed_search import FLOOR_DAYS, Missed
from library.storage.file_permissions import make_private_file, make_private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

KEPT_DAYS = 400
WAIT = 0.2  # seconds
# About 2 MB. Normal use never fills this; a flood of made-up searches does, and then makes room (``_make_room``).
MOST_ROWS = 20_000
# How many are deleted together when the file is full: sorting it for each search would take 20 ms.
ROOM = 1_000

# Separates this use of the key from signing.
_PURPOSE = b"missed search\0"

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

METADATA = MetaData()

DAY = Table(
    "day",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("day", Date, primary_key=True),
    sqlite_with_rowid=False,
)

# Only for words that were searched for on `FLOOR_DAYS` of the stored days.
WORDS = Table(
    "words",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("words", String, nullable=False),
    sqlite_with_rowid=False,
)


class MissedSearches:
    """The file of missed searches. Threads and processes can share it; it is opened for each use."""

    def __init__(self, path: Path, key: Callable[[], str]) -> None:
        """Store the path of the file; the first ``note`` creates it.

        Args:
            path: The SQLite file.
            key: Returns the site's secret key.
        """
        self._path = path
        self._key = key

    def note(self, words: str, day: date) -> None:
        """Record that some words found little on a day; a second time on the same day changes nothing.

        Args:
            words: Normalised (``library.search.personal_data.normalised``), with nothing that may be personal.
            day: In London.

        Raises:
            MissedUnavailable: The file is locked, full, damaged or read-only.
        """
        with self._open() as connection:
            digest = self._digest(words)
            _forget(connection, day)
            if _count(connection) >= MOST_ROWS:
                _make_room(connection)
            connection.execute(insert(DAY).prefix_with("OR IGNORE").values(digest=digest, day=day))
            days = connection.scalar(select(func.count()).select_from(DAY).where(DAY.c.digest == digest)) or 0
            if days >= FLOOR_DAYS:
                connection.execute(insert(WORDS).prefix_with("OR IGNORE").values(digest=digest, words=words))

    def above_floor(self, today: date) -> tuple[Missed, ...]:
        """Return what was searched for on ``FLOOR_DAYS`` stored days or more; most days first, may be empty.

        Args:
            today: In London; days that are too old by now are deleted.

        Raises:
            MissedUnavailable: The file is locked, damaged or read-only.
        """
        if not self._path.exists():
            return ()
        days = func.count(DAY.c.day.distinct())
        last = func.max(DAY.c.day, type_=Date)
        # Group by words: a change of the key gives the same search another digest.
        asked = (
            select(WORDS.c.words, days, last)
            .join(DAY, DAY.c.digest == WORDS.c.digest)
            .group_by(WORDS.c.words)
            .order_by(days.desc(), last.desc(), WORDS.c.words)
        )
        with self._open() as connection:
            _forget(connection, today)
            return tuple(Missed(*row) for row in connection.execute(asked))

    def _digest(self, words: str) -> bytes:
        return hmac.digest(self._key().encode(), _PURPOSE + words.encode(), "sha256")

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        """Yield a connection for writing, in one transaction; its errors name none of the words."""
        try:
            make_private_folder(self._path.parent)
            make_private_file(self._path)
            with self._engine.begin() as connection:
                METADATA.create_all(connection)
                yield connection
        except OSError as error:
            raise MissedUnavailable(error.strerror or type(error).__name__) from error
        except (DBAPIError, sqlite3.Error) as error:
            raise MissedUnavailable(self._reason(error)) from error

    def _reason(self, error: DBAPIError | sqlite3.Error) -> str:
        """Return SQLite's message, which has no values; delete a damaged file."""
        reason = error.orig if isinstance(error, DBAPIError) else error
        if getattr(reason, "sqlite_errorcode", None) not in _DAMAGED:
            return str(reason)
        with suppress(OSError):
            self._path.unlink()
        return "it was damaged and is begun anew"

    @cached_property
    def _engine(self) -> Engine:
        # No pool, because the file may be deleted at any time, and a server may fork.
        # No parameters in messages, because they are words.
        engine = create_engine(
            URL.create("sqlite", database=str(self._path)),
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={"timeout": WAIT},
        )

        @event.listens_for(engine, "connect")
        def _prepare(connection: sqlite3.Connection, _: object) -> None:
            connection.isolation_level = None
            for pragma in ("journal_mode=DELETE", "secure_delete=ON", "synchronous=OFF"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(DAY)) or 0


def _make_room(connection: Connection) -> None:
    """Delete the searches made on the fewest days; among those, start with the busiest day.

    A flood is on the busiest day, so it only displaces itself; searches on other days stay.
    """
    on_day = select(DAY.c.day, func.count().label("rows")).group_by(DAY.c.day).subquery()
    fullest = func.max(on_day.c.rows)
    few = (
        select(DAY.c.digest)
        .join(on_day, on_day.c.day == DAY.c.day)
        .group_by(DAY.c.digest)
        .order_by(func.count(), fullest.desc(), func.random())
        .limit(ROOM)
    )
    gone = connection.execute(few).scalars().all()
    for table in (DAY, WORDS):
        connection.execute(delete(table).where(table.c.digest.in_(gone)))


def _forget(connection: Connection, today: date) -> None:
    """Delete days that are too old, and words with too few days left."""
    old = delete(DAY).where(DAY.c.day < today - timedelta(days=KEPT_DAYS))
    if connection.execute(old).rowcount:
        frequent = select(DAY.c.digest).group_by(DAY.c.digest).having(func.count() >= FLOOR_DAYS)
        connection.execute(delete(WORDS).where(WORDS.c.digest.not_in(frequent)))
