"""Copying a database to a file while it is in use, and putting such a copy in its place in one transaction.

SQLite is copied by its backup interface, PostgreSQL by its own programs. What lets someone in for a while is never in
a copy: sessions, links and codes to sign in, invitations, and waiting mails that hold such links. So none of these that
was used up or ended can come back with a restore. People, roles, passwords and recovery codes do, as they were.

Of the writing, a copy must not bring back what was forgotten since it was made (``Forgotten``).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import exists, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError

from library.errors import BackupError, RecordsUnavailable
from library.storage.people_tables import INVITATION, JOB, SESSION, SIGN_IN, SIGN_IN_ATTEMPT
from library.storage.people_tables import METADATA as RECORDS_TABLES
from library.storage.postgresql_programs import dump, require_programs, run_scripts, script_of
from library.storage.records_engine import RECORDS, open_engine, upgrade
from library.storage.records_tables import EVENT_COUNT
from library.storage.writing_database import WRITING
from library.storage.writing_tables import METADATA as WRITING_TABLES
from library.storage.writing_tables import PRESENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import MetaData, Table

    from library.storage.records_database import Database
    from library.storage.records_engine import Schema

# Rows that are never in a copy.
NEVER_COPIED = (SESSION, SIGN_IN, SIGN_IN_ATTEMPT, INVITATION, JOB)
# What is there during a restore in PostgreSQL goes by this name until its end.
_BEFORE = "{name}_before"
# Tables that a copy does not have, of this version or a newer one, would be in the way of later migrations.
_MAKE_WAY = text("""
DO $$ BEGIN
IF EXISTS (SELECT FROM pg_namespace WHERE nspname = '{name}') THEN ALTER SCHEMA {name} RENAME TO {name}_before;
ELSE CREATE SCHEMA {name}_before; END IF;
END $$;
CREATE SCHEMA {name};
""")
_DROP_TABLES = text("""
DO $$ DECLARE name text; BEGIN
FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
EXECUTE format('DROP TABLE public.%I CASCADE', name);
END LOOP; END $$;
""")
_UNUSABLE = "Use an earlier backup. The records in this one are damaged. Nothing was restored."
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


@dataclass(frozen=True, slots=True)
class _Contents:
    """What is particular about the tables of a database.

    Attributes:
        tables: All of them.
        never_copied: Their rows are not in a copy.
        passing: Rows that do not count as something that a restore would replace.
    """

    tables: MetaData
    never_copied: tuple[Table, ...]
    passing: tuple[Table, ...]


_CONTENTS = {
    RECORDS.name: _Contents(RECORDS_TABLES, NEVER_COPIED, (EVENT_COUNT,)),
    WRITING.name: _Contents(WRITING_TABLES, (PRESENCE,), (PRESENCE,)),
}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a copy of the writing has and must not bring back.

    Attributes:
        paths: Documents of which nothing comes back.
        only_known: Whether revisions and comments come back only if they are there now too. Nothing but a decision to
            forget them deletes what someone chose to save, and no id is used twice.
    """

    paths: tuple[str, ...] = ()
    only_known: bool = False

    def statements(self, before: str) -> Iterator[str]:
        """Yield the SQL that deletes it from a copy.

        Args:
            before: The schema that has what is there now.
        """
        listed = ", ".join("'{}'".format(path.replace("'", "''")) for path in self.paths)
        listed = listed.encode(errors="replace").decode()
        for table in ("draft", "revision", "comment"):
            if listed:
                yield f"DELETE FROM writing.{table} WHERE path IN ({listed})"  # noqa: S608 - quoted above
        if self.only_known:
            for table in ("revision", "comment"):
                yield f"DELETE FROM writing.{table} WHERE id NOT IN (SELECT id FROM {before}.{table})"  # noqa: S608
            known = f"SELECT path FROM {before}.revision UNION SELECT path FROM {before}.draft"  # noqa: S608
            yield f"DELETE FROM writing.draft WHERE path NOT IN ({known})"  # noqa: S608 - our own names


def kind_of(database: Database) -> str:
    """Return ``sqlite`` or ``postgresql``."""
    return make_url(database.address).get_backend_name()


def copy_database(database: Database, to: Path) -> str:
    """Copy a database to a new file, as it is at one moment.

    Args:
        database: Migrated first, as at any first use.
        to: The file to make.

    Returns:
        The revision of the tables.

    Raises:
        RecordsUnavailable: It cannot be read.
        BackupError: PostgreSQL's programs are missing or failed.
        OSError: The file cannot be written.
    """
    with database.reading():
        pass
    never_copied = [table.name for table in _CONTENTS[database.schema.name].never_copied]
    if kind_of(database) == "sqlite":
        _copy_sqlite(database, to, never_copied)
    else:
        require_programs()
        dump(database.address, to, never_copied, database.schema.name)
    return database.schema.head


def _copy_sqlite(database: Database, to: Path, never_copied: list[str]) -> None:
    engine = open_engine(database.address, database.schema)
    try:
        with closing(engine.raw_connection()) as live, closing(sqlite3.connect(to)) as copy:
            live.driver_connection.backup(copy)  # type: ignore[union-attr]  # it is a sqlite3.Connection
            copy.execute("PRAGMA journal_mode=DELETE")
            # Zeros replace what is deleted.
            copy.execute("PRAGMA secure_delete=ON")
            for table in never_copied:
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            copy.commit()
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise BackupError(f"Free some disk space for {to.parent}. The records could not be copied: {error}.") from error
    finally:
        engine.dispose()


def are_in_use(database: Database) -> bool:
    """Return whether a database holds anything that a restore would replace; one that cannot be read may."""
    try:
        return holds_anything(database)
    except RecordsUnavailable:
        return True


def holds_anything(database: Database) -> bool:
    """Return whether a database holds anything that a restore would replace.

    Raises:
        RecordsUnavailable: It cannot be read.
    """
    if not database.exists():
        return False
    contents = _CONTENTS[database.schema.name]
    tables = [table for table in contents.tables.sorted_tables if table not in contents.passing]
    with database.reading() as connection:
        return any(connection.execute(select(exists().select_from(table))).scalar() for table in tables)


def check_copy(kind: str, revision: str, file: Path, schema: Schema = RECORDS) -> None:
    """Check that a copy can be put in the place of a database, and bring a SQLite copy up to date.

    Args:
        kind: ``sqlite`` or ``postgresql``.
        revision: Of its tables.
        file: The copy.
        schema: What it is a copy of.

    Raises:
        BackupError: It is damaged, or a newer version of the library made it.
    """
    if not list(schema.migrations.glob(f"versions/*{revision}_*.py")):
        raise BackupError("Install the newest version of the library. A newer version than this made the backup.")
    if kind == "postgresql":
        require_programs()
        script_of(file, file.with_suffix(".sql"), schema.name)
        return
    engine = open_engine(f"sqlite:///{file}", schema)
    try:
        upgrade(engine, schema)
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            found = cursor.execute("PRAGMA integrity_check").fetchone()
            cursor.execute("PRAGMA journal_mode=DELETE")
    except (RecordsUnavailable, SQLAlchemyError, sqlite3.Error) as error:
        raise BackupError(_UNUSABLE) from error
    finally:
        engine.dispose()
    if found != ("ok",):
        raise BackupError(_UNUSABLE)


def replace_database(database: Database, file: Path, forgotten: Forgotten = Forgotten()) -> None:
    """Put a checked copy in the place of a database, in one transaction. Doing it again changes nothing.

    Args:
        database: The database.
        file: The copy; what it must not bring back is deleted from it.
        forgotten: That, if it is a copy of the writing.

    Raises:
        BackupError: It failed; the database is as it was.
    """
    if kind_of(database) == "sqlite":
        _replace_sqlite(database, file, forgotten)
    else:
        _replace_postgresql(database, file, forgotten)


def _replace_sqlite(database: Database, file: Path, forgotten: Forgotten) -> None:
    path = make_url(database.address).database or ""
    try:
        _forget_in(file, path, forgotten)
        _pour(file, database)
    except (sqlite3.Error, SQLAlchemyError) as error:
        cause = error.__cause__ if isinstance(error, SQLAlchemyError) else error
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise BackupError(f"The records could not be replaced: {error}. They are as they were.") from error
        for each in (path, f"{path}-wal", f"{path}-shm"):
            Path(each).unlink(missing_ok=True)
        _forget_in(file, path, Forgotten(forgotten.paths))
        _pour(file, database)


def _forget_in(file: Path, path: str, forgotten: Forgotten) -> None:
    """Delete from a copy of the writing what it must not bring back; ``path`` is the file that is there now."""
    if forgotten == Forgotten():
        return
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("ATTACH ? AS writing", (str(file),))
        connection.execute("PRAGMA writing.secure_delete=ON")
        if forgotten.only_known:
            connection.execute("ATTACH ? AS writing_before", (path,))
        for statement in forgotten.statements("writing_before"):
            connection.execute(statement)
        connection.commit()


def _pour(file: Path, database: Database) -> None:
    """Copy every page in one transaction, which other processes see as one change."""
    engine = open_engine(database.address, database.schema)
    try:
        with closing(sqlite3.connect(file)) as copy, closing(engine.raw_connection()) as live:
            copy.backup(live.driver_connection)  # type: ignore[arg-type]  # it is a sqlite3.Connection
    finally:
        engine.dispose()


def _replace_postgresql(database: Database, file: Path, forgotten: Forgotten) -> None:
    require_programs()
    first, last = file.with_suffix(".first.sql"), file.with_suffix(".last.sql")
    if database.schema is RECORDS:
        first.write_text(str(_DROP_TABLES))
        scripts = [first, file.with_suffix(".sql")]
    else:
        before = _BEFORE.format(name=database.schema.name)
        first.write_text(str(_MAKE_WAY).format(name=database.schema.name))
        last.write_text(";\n".join([*forgotten.statements(before), f"DROP SCHEMA {before} CASCADE", ""]))
        scripts = [first, file.with_suffix(".sql"), last]
    run_scripts(database.address, scripts)
    engine = open_engine(database.address, database.schema)
    try:
        upgrade(engine, database.schema)
    finally:
        engine.dispose()
