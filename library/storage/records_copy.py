"""Copying the records to a file while they are in use, and putting such a copy in their place in one transaction.

SQLite is copied by its backup interface, PostgreSQL by its own programs. What lets someone in for a while is never in
a copy: sessions, links and codes to sign in, invitations, and waiting mails that hold such links. So none of these that
was used up or ended can come back with a restore. People, roles, passwords and recovery codes do, as they were.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import exists, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError

from library.errors import BackupError, RecordsUnavailable
from library.storage.people_tables import INVITATION, JOB, METADATA, SESSION, SIGN_IN, SIGN_IN_ATTEMPT
from library.storage.postgresql_programs import dump, require_programs, run_scripts, script_of
from library.storage.records_engine import HEAD, MIGRATIONS, open_engine, upgrade
from library.storage.records_tables import EVENT_COUNT

if TYPE_CHECKING:
    from library.storage.records_database import RecordsDatabase

# Tables that a copy does not have, of this version or a newer one, would be in the way of later migrations.
_DROP_TABLES = text("""
DO $$ DECLARE name text; BEGIN
FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
EXECUTE format('DROP TABLE public.%I CASCADE', name);
END LOOP; END $$;
""")
# Rows that are never in a copy.
NEVER_COPIED = (SESSION, SIGN_IN, SIGN_IN_ATTEMPT, INVITATION, JOB)
_UNUSABLE = "Use an earlier backup. The records in this one are damaged. Nothing was restored."
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def kind_of(database: RecordsDatabase) -> str:
    """Return ``sqlite`` or ``postgresql``."""
    return make_url(database.address).get_backend_name()


def copy_records(database: RecordsDatabase, to: Path) -> str:
    """Copy the records to a new file, as they are at one moment.

    Args:
        database: Migrated first, as at any first use.
        to: The file to make.

    Returns:
        The revision of the tables.

    Raises:
        RecordsUnavailable: They cannot be read.
        BackupError: PostgreSQL's programs are missing or failed.
        OSError: The file cannot be written.
    """
    with database.reading():
        pass
    if kind_of(database) == "sqlite":
        _copy_sqlite(database.address, to)
    else:
        require_programs()
        dump(database.address, to, [table.name for table in NEVER_COPIED])
    return HEAD


def _copy_sqlite(address: str, to: Path) -> None:
    engine = open_engine(address)
    try:
        with closing(engine.raw_connection()) as live, closing(sqlite3.connect(to)) as copy:
            live.driver_connection.backup(copy)  # type: ignore[union-attr]  # it is a sqlite3.Connection
            copy.execute("PRAGMA journal_mode=DELETE")
            # Zeros replace what is deleted.
            copy.execute("PRAGMA secure_delete=ON")
            for table in NEVER_COPIED:
                copy.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own names
            copy.commit()
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise BackupError(f"Free some disk space for {to.parent}. The records could not be copied: {error}.") from error
    finally:
        engine.dispose()


def are_in_use(database: RecordsDatabase) -> bool:
    """Return whether the records hold anything that a restore would replace; those that cannot be read may."""
    if not database.exists():
        return False
    tables = [table for table in METADATA.sorted_tables if table is not EVENT_COUNT]
    try:
        with database.reading() as connection:
            return any(connection.execute(select(exists().select_from(table))).scalar() for table in tables)
    except RecordsUnavailable:
        return True


def check_copy(kind: str, revision: str, file: Path) -> None:
    """Check that a copy can be put in the place of the records, and bring a SQLite copy up to date.

    Args:
        kind: ``sqlite`` or ``postgresql``.
        revision: Of its tables.
        file: The copy.

    Raises:
        BackupError: It is damaged, or a newer version of the library made it.
    """
    if not list(MIGRATIONS.glob(f"versions/*{revision}_*.py")):
        raise BackupError("Install the newest version of the library. A newer version than this made the backup.")
    if kind == "postgresql":
        require_programs()
        script_of(file, file.with_suffix(".sql"), "public")
        return
    engine = open_engine(f"sqlite:///{file}")
    try:
        upgrade(engine)
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            found = cursor.execute("PRAGMA integrity_check").fetchone()
            cursor.execute("PRAGMA journal_mode=DELETE")
    except (RecordsUnavailable, SQLAlchemyError, sqlite3.Error) as error:
        raise BackupError(
            "Use an earlier backup. The records in this one are damaged. Nothing was restored."
        ) from error
    finally:
        engine.dispose()
    if found != ("ok",):
        raise BackupError(_UNUSABLE)


def replace_records(database: RecordsDatabase, file: Path) -> None:
    """Put a checked copy in the place of the records, in one transaction. Doing it again changes nothing.

    Raises:
        BackupError: It failed; the records are as they were.
    """
    if kind_of(database) == "sqlite":
        _replace_sqlite(database.address, file)
    else:
        _replace_postgresql(database, file)


def _replace_sqlite(address: str, file: Path) -> None:
    try:
        _pour(file, address)
    except (sqlite3.Error, SQLAlchemyError) as error:
        cause = error.__cause__ if isinstance(error, SQLAlchemyError) else error
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise BackupError(f"The records could not be replaced: {error}. They are as they were.") from error
        path = make_url(address).database or ""
        for each in (path, f"{path}-wal", f"{path}-shm"):
            Path(each).unlink(missing_ok=True)
        _pour(file, address)


def _pour(file: Path, address: str) -> None:
    """Copy every page in one transaction, which other processes see as one change."""
    engine = open_engine(address)
    try:
        with closing(sqlite3.connect(file)) as copy, closing(engine.raw_connection()) as live:
            copy.backup(live.driver_connection)  # type: ignore[arg-type]  # it is a sqlite3.Connection
    finally:
        engine.dispose()


def _replace_postgresql(database: RecordsDatabase, file: Path) -> None:
    require_programs()
    drop = file.with_suffix(".drop.sql")
    drop.write_text(str(_DROP_TABLES))
    run_scripts(database.address, [drop, file.with_suffix(".sql")])
    engine = open_engine(database.address)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
