"""Records are copied while they are in use and put back in one transaction, in SQLite and in PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Table, func, insert, inspect, make_url, select, text

from library.errors import BackupError
from library.model.pack import Pack
from library.storage.people_tables import AUDIT, INVITATION, JOB, METADATA, PERSON, SESSION, SIGN_IN, SIGN_IN_ATTEMPT
from library.storage.postgresql_programs import dump
from library.storage.records import Records
from library.storage.records_copy import NEVER_COPIED, are_in_use, check_copy, copy_database, kind_of, replace_database
from library.storage.records_database import RecordsDatabase
from library.storage.records_engine import HEAD, open_engine
from tests.storage.databases import address, postgresql
from tests.storage.test_records_migrated import make_old, migrate

__all__ = ["address", "postgresql"]

DAY = date(2026, 11, 29)
ANN = {"id": 1, "email": "ann@example.org", "name": "Ann", "role": "administrator", "language": "en", "joined_at": 1}
# What lets someone in for a while. A copy must not hold the mark, which each of their secrets has.
SHORT_LIVED = (SESSION, SIGN_IN, SIGN_IN_ATTEMPT, INVITATION, JOB)
MARK = "secret-mark"


def row_of(table: Table) -> dict[str, object]:
    """Return a row with a value in every column that needs one."""
    values: dict[type, object] = {int: 1, bool: False, str: MARK, bytes: f"{MARK} padded to thirty-two".encode()}
    needed = [column for column in table.columns if not column.nullable and column.name != "id"]
    return {column.name: values[column.type.python_type] for column in needed} | (
        {"person_id": 1} if "person_id" in table.columns else {}
    )


# What a copy holds. A new table needs a decision: here, or in ``NEVER_COPIED``.
COPIED = {
    "audit",
    "event_count",
    "pack",
    "pack_carried",
    "pack_edition",
    "pack_item",
    "pack_version",
    "person",
    "recovery_code",
}


def test_of_every_table_it_is_decided_whether_it_is_copied() -> None:
    never = {table.name for table in NEVER_COPIED}
    assert COPIED | never == set(METADATA.tables)
    assert COPIED.isdisjoint(never)
    assert never == {table.name for table in SHORT_LIVED}


@pytest.fixture
def database(address: str) -> RecordsDatabase:
    """Records with a person, a pack, and everything that lets someone in for a while."""
    database = RecordsDatabase(address)
    Records(database).add_pack(Pack(title="Tuesday"), "0" * 13, "edit", DAY)
    with database.writing() as connection:
        connection.execute(insert(PERSON).values(ANN))
        for table in SHORT_LIVED:
            connection.execute(insert(table).values(row_of(table)))
    return database


def counts(database: RecordsDatabase) -> dict[str, int]:
    """Return how many rows each table has, without empty ones."""
    with database.reading() as connection:
        every = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.sorted_tables
        }
    return {name: count for name, count in every.items() if count}


def copied(database: RecordsDatabase, folder: Path) -> Path:
    """Copy the records, and check the copy as a restore does."""
    file = folder / f"copy.{kind_of(database)}"
    assert copy_database(database, file) == HEAD
    check_copy(kind_of(database), HEAD, file)
    return file


def test_a_copy_brings_back_people_and_packs_but_no_session_and_no_link(
    database: RecordsDatabase, tmp_path: Path
) -> None:
    assert set(counts(database)) > {table.name for table in SHORT_LIVED}
    file = copied(database, tmp_path)
    with database.writing() as connection:
        connection.execute(insert(PERSON).values(ANN | {"id": 2, "email": "later@example.org"}))
    replace_database(database, file)
    left = counts(database)
    assert left["person"] == left["pack"] == 1
    assert set(left).isdisjoint(table.name for table in SHORT_LIVED)
    assert Records(database).pack_with_code("0" * 13) is not None
    database.close()


def test_no_byte_of_a_session_or_link_is_in_a_copy(database: RecordsDatabase, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    copy_database(database, file)
    if kind_of(database) == "postgresql":  # whose copy is compressed
        check_copy(kind_of(database), HEAD, file)
        file = file.with_suffix(".sql")
    held = file.read_bytes()
    assert b"ann@example.org" in held
    assert MARK.encode() not in held
    assert MARK.encode().hex().encode() not in held
    database.close()


def test_a_copy_can_be_put_back_twice_and_be_written_to(database: RecordsDatabase, tmp_path: Path) -> None:
    file = copied(database, tmp_path)
    replace_database(database, file)
    replace_database(database, file)
    with database.writing() as connection:
        connection.execute(
            insert(AUDIT).values(
                at=1, actor_kind="terminal", action="tested", subject_kind="library", subject="", details="{}"
            )
        )
    assert Records(database).add_pack(Pack(title="After"), "1" * 13, "more", DAY).id != 1
    database.close()


def test_a_copy_is_one_moment_although_others_write(database: RecordsDatabase, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.execute(insert(PERSON).values(ANN | {"id": 2, "email": "open@example.org"}))
        file = copied(database, tmp_path)
    assert counts(database)["person"] == 2
    replace_database(database, file)
    assert counts(database)["person"] == 1
    database.close()


def test_records_are_in_use_once_they_hold_anything(address: str) -> None:
    database = RecordsDatabase(address)
    assert not are_in_use(database)
    with database.reading():
        pass
    assert not are_in_use(database)
    with database.writing() as connection:
        connection.execute(insert(PERSON).values(ANN))
    assert are_in_use(database)
    database.close()


def test_a_copy_of_a_newer_version_is_refused(database: RecordsDatabase, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    copy_database(database, file)
    with pytest.raises(BackupError, match="Install the newest version"):
        check_copy(kind_of(database), "9999", file)
    database.close()


@pytest.mark.parametrize("revision", ["0002", "0003"])
def test_a_copy_of_an_older_version_is_brought_up_to_date(address: str, tmp_path: Path, revision: str) -> None:
    file = tmp_path / "older"
    if address.startswith("sqlite"):
        make_old(f"sqlite:///{file}", "0002")
        migrate(f"sqlite:///{file}", revision)
    else:
        make_old(address, "0002")
        migrate(address, revision)
        dump(address, file, [])
    database = RecordsDatabase(address)
    with database.writing() as connection:
        connection.execute(insert(PERSON).values(ANN))
    check_copy(kind_of(database), revision, file)
    replace_database(database, file)
    assert Records(database).pack_to_edit("edit") is not None
    assert "person" not in counts(database)
    database.close()


def test_records_of_a_newer_version_are_replaced_with_all_their_tables(
    database: RecordsDatabase, tmp_path: Path
) -> None:
    file = copied(database, tmp_path)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY)"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = RecordsDatabase(database.address)
    assert are_in_use(newer)
    replace_database(newer, file)
    assert counts(newer)["person"] == 1
    with newer.reading() as connection:
        assert not inspect(connection).has_table("later")
    newer.close()
    database.close()


@pytest.mark.parametrize("damage", [b"not a database", b""])
def test_a_damaged_copy_is_refused(database: RecordsDatabase, tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "copy"
    copy_database(database, file)
    file.write_bytes(damage * 400 + file.read_bytes()[2_000:] if damage else file.read_bytes()[:3_000])
    with pytest.raises(BackupError, match=r"damaged|pg_restore failed"):
        check_copy(kind_of(database), HEAD, file)
    assert counts(database)["person"] == 1
    database.close()


def test_postgresql_that_fails_halfway_stays_as_it_was(postgresql: str, tmp_path: Path) -> None:
    database = RecordsDatabase(postgresql)
    with database.writing() as connection:
        connection.execute(insert(PERSON).values(ANN))
    file = copied(database, tmp_path)
    script = file.with_suffix(".sql")
    script.write_text(f"{script.read_text()}\nSELECT 1 / 0;\n")
    with database.writing() as connection:
        connection.execute(insert(PERSON).values(ANN | {"id": 2, "email": "later@example.org"}))
    with pytest.raises(BackupError, match=r"psql failed: .*division by zero"):
        replace_database(database, file)
    assert counts(database)["person"] == 2
    with database.writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()


def test_an_ordinary_role_that_owns_its_database_can_copy_and_replace(postgresql: str, tmp_path: Path) -> None:
    server = open_engine(postgresql).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE ROLE ordinary LOGIN"))
        connection.execute(text("CREATE DATABASE ordinary OWNER ordinary"))
    address = make_url(postgresql).set(username="ordinary", database="ordinary").render_as_string()
    database = RecordsDatabase(address)
    with database.writing() as connection:
        connection.execute(insert(PERSON).values(ANN))
    file = copied(database, tmp_path)
    replace_database(database, file)
    assert counts(database) == {"person": 1}
    database.close()
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE ordinary"))
        connection.execute(text("DROP ROLE ordinary"))
    server.dispose()


def test_a_trigger_of_the_database_comes_back_with_it(postgresql: str, tmp_path: Path) -> None:
    database = RecordsDatabase(postgresql)
    with database.writing() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'no'; END $$; "
                "CREATE TRIGGER refuse BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse()"
            )
        )
    file = copied(database, tmp_path)
    replace_database(database, file)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM pg_trigger WHERE tgname = 'refuse'")).scalar() == 1
    with database.writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()


def test_missing_programs_of_postgresql_are_named_with_their_package(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = RecordsDatabase(postgresql)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match=r"apt-get install postgresql-client.*pg_dump, pg_restore, psql"):
        copy_database(database, tmp_path / "copy")
    database.close()


def test_the_password_of_postgresql_is_in_no_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@" > "$0.arguments"\necho "$PGPASSWORD" > "$0.password"\nenv > "$0.env"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LIBRARY_SECRET_KEY", "a key")
    dump("postgresql://ann:pass%2Fword@127.0.0.1:1/records", tmp_path / "copy", ["session"])
    arguments = (tmp_path / "pg_dump.arguments").read_text()
    assert "--dbname=postgresql://ann@127.0.0.1:1/records" in arguments
    assert not any(secret in arguments for secret in ("pass/word", "pass%2Fword"))
    assert (tmp_path / "pg_dump.password").read_text() == "pass/word\n"
    assert "a key" not in (tmp_path / "pg_dump.env").read_text()


def test_a_copy_of_sqlite_is_one_file_without_a_log(tmp_path: Path) -> None:
    database = RecordsDatabase(f"sqlite:///{tmp_path / 'records.sqlite'}")
    (tmp_path / "folder").mkdir()
    copied(database, tmp_path / "folder")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["copy.sqlite"]
    with closing(sqlite3.connect(tmp_path / "folder/copy.sqlite")) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    database.close()
