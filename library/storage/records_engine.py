"""Opening a database that people's work is in: SQLite by default, PostgreSQL by address; migrated before first use.

There are two: the records, and the writing (``writing_database``). A ``Schema`` says what differs between them.

An acknowledged save survives a kill and a power cut: SQLite is synced (``synchronous=FULL``), and PostgreSQL does this
by default. Processes may open a database at the same moment: one of them migrates, the others wait.
"""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import NullPool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateSchema

from library.errors import RecordsUnavailable
from library.storage.file_permissions import FOLDER, make_private_file
from library.storage.sqlite_files import open_frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

# The newest migration; a test compares it with the folder.
HEAD = "0004"
MIGRATIONS = Path(__file__).parent / "migrations"
WAIT = 10.0  # how many seconds one writer waits for another
_WRITES = "writes"
# SQLite's errors if the log or its index cannot be created: the low byte of the code.
_NO_ROOM = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN})
_WRITE_AHEAD = ("PRAGMA journal_mode=WAL",)
# The first read takes the lock.
_LOCK_OUT_OTHERS = ("PRAGMA locking_mode=EXCLUSIVE", "SELECT count(*) FROM sqlite_master")
_EACH = ("PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", f"PRAGMA busy_timeout={WAIT * 1_000:.0f}")


@dataclass(frozen=True, slots=True)
class Schema:
    """Tables that are migrated together.

    Attributes:
        name: Of their schema in PostgreSQL; SQLite has a file for each.
        migrations: The folder of their migrations (Alembic).
        head: The newest migration.
        lock: For those who migrate in PostgreSQL; no other program uses this number on the same database.
        erases: Whether SQLite overwrites what is deleted with zeros.
    """

    name: str
    migrations: Path
    head: str
    lock: int
    erases: bool = False


RECORDS = Schema("public", MIGRATIONS, HEAD, 0x434F4D4D)


def open_engine(address: str, schema: Schema = RECORDS) -> Engine:
    """Return an engine for a database, without opening anything yet.

    Args:
        address: ``sqlite:///path`` or ``postgresql://…``, as the settings checked it.
        schema: Which tables it is for.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        # No pool, because a server may fork.
        engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": WAIT})
        event.listen(engine, "do_connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if schema.erases:
            event.listen(engine, "connect", _erase_deleted)
        return engine
    engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)
    if schema is not RECORDS:
        event.listen(engine, "connect", partial(_look_in, schema.name), insert=True)
    return engine


def _erase_deleted(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA secure_delete=ON").fetchall()


def _look_in(name: str, connection: Any, _: object) -> None:
    """Make names without a schema mean tables of this one, for as long as the connection lives."""
    connection.autocommit = True
    connection.execute(f"SET search_path TO {name}")
    connection.autocommit = False


def _connect_sqlite(dialect: Any, _: object, arguments: tuple[str, ...], options: dict[str, Any]) -> sqlite3.Connection:
    """Open a connection with a write-ahead log; on a full disk, at least one that can read.

    Connections share an index of the log, 32 KB. On a full disk there is no space to create it. Then the connection
    locks the file for itself, which needs no index, and others wait until it is closed after each use. If several want
    that at once, or switch a new file to the log, SQLite refuses without waiting, so they try again.
    """
    until = time.monotonic() + WAIT
    while True:
        try:
            return _prepared(dialect, arguments, options)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(random.uniform(0.002, 0.02))  # noqa: S311 - a wait, no secret


def _prepared(dialect: Any, arguments: tuple[str, ...], options: dict[str, Any]) -> sqlite3.Connection:
    try:
        return _opened(dialect.connect(*arguments, **options), _WRITE_AHEAD)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_ROOM:
            raise
    try:
        return _opened(dialect.connect(*arguments, **options), _LOCK_OUT_OTHERS)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_ROOM:
            raise
        # The folder is read-only.
        return open_frozen(Path(arguments[0]), error)


def _opened(connection: sqlite3.Connection, first: tuple[str, ...]) -> sqlite3.Connection:
    connection.isolation_level = None
    try:
        for statement in ("PRAGMA busy_timeout=0", *first, *_EACH):
            connection.execute(statement).fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees one consistent state.

    Raises:
        RecordsUnavailable: The records cannot be opened or read.
    """
    with _translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection whose changes are all committed, or none.

    Raises:
        RecordsUnavailable: The records cannot be opened or written; nothing was changed.
    """
    with _translated(), engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise RecordsUnavailable from error


def upgrade(engine: Engine, schema: Schema = RECORDS) -> None:
    """Migrate a database to the newest tables, once for all processes.

    Raises:
        RecordsUnavailable: It cannot be opened or written, or a newer version of the library made it.
    """
    _make_private(engine)
    with reading(engine) as connection:
        if _revision(connection) == schema.head:
            return
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": schema.lock})
            _make_schema(connection, schema)
        migrates = _revision(connection) != schema.head
        if migrates:
            _migrate(connection, schema)
    if migrates and engine.dialect.name == "sqlite":
        _shrink(engine)


def _shrink(engine: Engine) -> None:
    """Return space freed by a migration to the disk; if that is impossible now, SQLite reuses it later."""
    with suppress(SQLAlchemyError, sqlite3.Error), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")


def _make_private(engine: Engine) -> None:
    """Create a file that only its owner can read; SQLite gives its write-ahead log the same permissions."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        with suppress(OSError):
            Path(engine.url.database).parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
            make_private_file(Path(engine.url.database))


def _make_schema(connection: Connection, schema: Schema) -> None:
    # Asking first needs no right to make one.
    if not inspect(connection).has_schema(schema.name):
        connection.execute(CreateSchema(schema.name))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _migrate(connection: Connection, schema: Schema) -> None:
    # Imported only if there is something to migrate, so that serving starts 0.2 s sooner.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(schema.migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, schema.head)
    except CommandError as error:
        raise RecordsUnavailable from error
