"""What people prove who they are with: stored once, used once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from library.model.viewer import Role
from library.storage.credentials import (
    Credentials,
    StoredCredentials,
    set_password_hash,
    set_recovery_codes,
    set_totp,
    use_recovery_code,
    use_totp_step,
)
from library.storage.people import People, add_person, clear_second_factor
from library.storage.records_database import RecordsDatabase
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

CODES = (b"1" * 32, b"2" * 32)


@pytest.fixture
def database(address: str) -> Iterator[RecordsDatabase]:
    opened = RecordsDatabase(address)
    with opened.writing() as connection:
        for email in ("ann@example.org", "bob@example.org"):
            add_person(connection, email, "", Role.COORDINATOR, "en", 0)
    yield opened
    opened.close()


def ids(database: RecordsDatabase) -> tuple[int, int]:
    first, second = People(database).listed()
    return first.id, second.id


def give_all(database: RecordsDatabase, person_id: int) -> None:
    with database.writing() as connection:
        set_password_hash(connection, person_id, "hash")
        set_totp(connection, person_id, b"sealed", 100)
        set_recovery_codes(connection, person_id, CODES)


def test_someone_new_has_nothing_and_neither_has_nobody(database: RecordsDatabase) -> None:
    ann, _ = ids(database)
    assert Credentials(database).of(ann) == StoredCredentials() == Credentials(database).of(0)


def test_what_was_set_is_theirs_alone(database: RecordsDatabase) -> None:
    ann, bob = ids(database)
    give_all(database, ann)
    assert Credentials(database).of(ann) == StoredCredentials("hash", b"sealed", 2)
    assert Credentials(database).of(bob) == StoredCredentials()


def test_no_code_of_an_app_is_used_twice_nor_one_before_it(database: RecordsDatabase) -> None:
    ann, _ = ids(database)
    give_all(database, ann)
    used = []
    for step in (100, 101, 101, 99, 103, 102):
        with database.writing() as connection:
            used.append(use_totp_step(connection, ann, step))
    assert used == [False, True, False, False, True, False]


def test_a_recovery_code_is_used_once(database: RecordsDatabase) -> None:
    ann, bob = ids(database)
    give_all(database, ann)
    used = []
    for person, code in ((bob, CODES[0]), (ann, b"3" * 32), (ann, CODES[0]), (ann, CODES[0]), (ann, CODES[1])):
        with database.writing() as connection:
            used.append(use_recovery_code(connection, person, code, 5))
    assert used == [False, False, True, False, True]
    assert Credentials(database).of(ann).recovery_codes == 0


def test_of_eight_who_use_one_code_together_one_succeeds(database: RecordsDatabase) -> None:
    ann, _ = ids(database)
    give_all(database, ann)

    def use(_: int) -> tuple[bool, bool]:
        with database.writing() as connection:
            return use_totp_step(connection, ann, 200), use_recovery_code(connection, ann, CODES[0], 5)

    with ThreadPoolExecutor(8) as pool:
        used = list(pool.map(use, range(8)))
    assert [sum(each) for each in zip(*used, strict=True)] == [1, 1]


def test_new_recovery_codes_replace_the_ones_before(database: RecordsDatabase) -> None:
    ann, _ = ids(database)
    give_all(database, ann)
    with database.writing() as connection:
        set_recovery_codes(connection, ann, [b"4" * 32])
    with database.writing() as connection:
        assert not use_recovery_code(connection, ann, CODES[0], 5)
        assert use_recovery_code(connection, ann, b"4" * 32, 5)


def test_someone_who_lost_their_phone_starts_again_with_nothing(database: RecordsDatabase) -> None:
    ann, _ = ids(database)
    give_all(database, ann)
    with database.writing() as connection:
        clear_second_factor(connection, ann)
    assert Credentials(database).of(ann) == StoredCredentials()
