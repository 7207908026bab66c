"""Sessions: what a cookie opens, for how long, and with which role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from library.model.viewer import Role, Viewer
from library.storage.people_tables import PERSON, SESSION
from library.storage.records_database import RecordsDatabase
from library.storage.sessions import (
    BY_MAIL,
    DAY,
    LONGEST,
    MOST_SESSIONS,
    SEEN_EVERY,
    WITH_PASSWORD,
    Sessions,
    delete_ended_sessions,
    end_other_sessions,
    end_session,
    end_sessions,
    start_session,
)
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

NOON = 1_800_000_000
SECRET = "a-secret-of-a-browser"


@pytest.fixture
def database(address: str) -> Iterator[RecordsDatabase]:
    opened = RecordsDatabase(address)
    yield opened
    opened.close()


@pytest.fixture
def sessions(database: RecordsDatabase) -> Sessions:
    return Sessions(database)


def person(database: RecordsDatabase, role: Role = Role.MEMBER, email: str = "morag@example.org") -> int:
    row = {"email": email, "name": "Morag", "role": role, "language": "cy", "joined_at": NOON}
    with database.writing() as connection:
        return int(connection.execute(insert(PERSON).values(row).returning(PERSON.c.id)).scalar_one())


def start(
    database: RecordsDatabase, person_id: int, secret: str = SECRET, at: int = NOON, *, with_password: bool = False
) -> None:
    with database.writing() as connection:
        start_session(connection, person_id, secret, "Firefox, Windows", at, with_password=with_password)


def give_role(database: RecordsDatabase, person_id: int, role: Role) -> None:
    with database.writing() as connection:
        connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(role=role))


def test_a_secret_opens_the_session_of_one_person(database: RecordsDatabase, sessions: Sessions) -> None:
    morag, iain = person(database), person(database, email="iain@example.org")
    start(database, morag)
    start(database, iain, "another-secret-of-a-browser")
    found = sessions.open(SECRET, NOON + 1)
    assert found
    assert (found.person_id, found.name, found.language, found.device) == (morag, "Morag", "cy", "Firefox, Windows")
    assert found.viewer == Viewer(Role.MEMBER, morag)
    assert sessions.open("a-secret-that-nobody-has", NOON + 1) is None


def test_the_records_hold_no_secret_that_opens_a_session(database: RecordsDatabase, sessions: Sessions) -> None:
    start(database, person(database))
    with database.reading() as connection:
        (row,) = connection.execute(select(SESSION)).all()
    assert SECRET not in repr(row)
    found = sessions.open(SECRET, NOON)
    assert found
    assert found.id == row.digest.hex()
    assert sessions.open(found.id, NOON) is None


@pytest.mark.parametrize(("with_password", "unused"), [(False, BY_MAIL), (True, WITH_PASSWORD)])
def test_a_session_lasts_longer_each_time_it_is_used_but_not_for_ever(
    database: RecordsDatabase, sessions: Sessions, with_password: bool, unused: int
) -> None:
    start(database, person(database), with_password=with_password)
    now = NOON
    while now + unused - 1 < NOON + LONGEST:
        now += unused - 1
        assert sessions.open(SECRET, now)
    assert sessions.open(SECRET, NOON + LONGEST - 1)
    assert sessions.open(SECRET, NOON + LONGEST) is None


@pytest.mark.parametrize(("with_password", "unused"), [(False, BY_MAIL), (True, WITH_PASSWORD)])
def test_a_session_that_is_not_used_ends(
    database: RecordsDatabase, sessions: Sessions, with_password: bool, unused: int
) -> None:
    start(database, person(database), with_password=with_password)
    assert sessions.open(SECRET, NOON + unused) is None


def test_use_is_written_at_most_every_five_minutes(database: RecordsDatabase, sessions: Sessions) -> None:
    start(database, person(database))
    seen = []
    for later in (1, SEEN_EVERY - 1, SEEN_EVERY, SEEN_EVERY + 1, 2 * SEEN_EVERY):
        sessions.open(SECRET, NOON + later)
        with database.reading() as connection:
            seen.append(connection.execute(select(SESSION.c.seen_at)).scalar_one() - NOON)
    assert seen == [0, 0, SEEN_EVERY, SEEN_EVERY, 2 * SEEN_EVERY]


def test_a_person_was_last_seen_on_the_day_of_their_last_use(database: RecordsDatabase, sessions: Sessions) -> None:
    start(database, person(database))
    sessions.open(SECRET, NOON + 3 * DAY)
    with database.reading() as connection:
        assert connection.execute(select(PERSON.c.seen_on)).scalar_one() == (NOON + 3 * DAY) // DAY * DAY


def test_the_role_is_read_with_each_request(database: RecordsDatabase, sessions: Sessions) -> None:
    person_id = person(database, Role.ADMINISTRATOR)
    start(database, person_id, with_password=True)
    for role in (Role.ADMINISTRATOR, Role.COORDINATOR, Role.MEMBER):
        give_role(database, person_id, role)
        found = sessions.open(SECRET, NOON)
        assert found
        assert found.role is role


def test_a_session_by_mail_is_a_members_whatever_role_its_person_has(
    database: RecordsDatabase, sessions: Sessions
) -> None:
    person_id = person(database)
    start(database, person_id)
    give_role(database, person_id, Role.ADMINISTRATOR)
    found = sessions.open(SECRET, NOON)
    assert found
    assert (found.role, found.person_role) == (Role.MEMBER, Role.ADMINISTRATOR)
    # Password and second factor start another session, and raise none.
    sessions.confirm(found.id, NOON + 1)
    found = sessions.open(SECRET, NOON + 1)
    assert found
    assert found.role is Role.MEMBER


def test_giving_password_and_second_factor_again_is_recorded(database: RecordsDatabase, sessions: Sessions) -> None:
    start(database, person(database, Role.COORDINATOR), with_password=True)
    before = sessions.open(SECRET, NOON)
    assert before
    sessions.confirm(before.id, NOON + 60)
    after = sessions.open(SECRET, NOON + 61)
    assert after
    assert (before.confirmed_at, after.confirmed_at) == (NOON, NOON + 60)


def test_sessions_are_listed_and_ended_for_their_person_alone(database: RecordsDatabase, sessions: Sessions) -> None:
    morag, iain = person(database), person(database, email="iain@example.org")
    for number in range(3):
        start(database, morag, f"a-secret-of-browser-{number}", NOON + number)
    start(database, iain, "another-secret-of-a-browser")
    newest, middle, oldest = sessions.of_person(morag, NOON + 5)
    (other,) = sessions.of_person(iain, NOON + 5)
    with database.writing() as connection:
        assert not end_session(connection, morag, other.id)
        assert not end_session(connection, morag, "no id at all")
        assert end_session(connection, morag, middle.id)
    assert [each.id for each in sessions.of_person(morag, NOON + 5)] == [newest.id, oldest.id]
    with database.writing() as connection:
        assert end_other_sessions(connection, morag, oldest.id) == 1
    assert [each.id for each in sessions.of_person(morag, NOON + 5)] == [oldest.id]
    with database.writing() as connection:
        end_sessions(connection, morag)
    assert sessions.of_person(morag, NOON + 5) == ()
    assert sessions.of_person(iain, NOON + 5) == (other,)


def test_one_person_can_have_so_many_sessions_and_the_oldest_ends(
    database: RecordsDatabase, sessions: Sessions
) -> None:
    morag, iain = person(database), person(database, email="iain@example.org")
    start(database, iain, "another-secret-of-a-browser")
    for number in range(MOST_SESSIONS + 1):
        start(database, morag, f"a-secret-of-browser-{number}", NOON + number)
    now = NOON + MOST_SESSIONS
    assert len(sessions.of_person(morag, now)) == MOST_SESSIONS
    assert sessions.open("a-secret-of-browser-0", now) is None
    assert sessions.open("a-secret-of-browser-1", now)
    assert sessions.open("another-secret-of-a-browser", now)


def test_a_session_that_has_just_started_stays_though_many_started_in_the_same_second(
    sessions: Sessions, database: RecordsDatabase
) -> None:
    morag = person(database)
    for number in range(2 * MOST_SESSIONS):
        start(database, morag, f"a-secret-of-browser-{number}")
        assert sessions.open(f"a-secret-of-browser-{number}", NOON)
    assert len(sessions.of_person(morag, NOON)) == MOST_SESSIONS


def test_sessions_that_have_ended_leave_the_records(database: RecordsDatabase) -> None:
    morag = person(database)
    start(database, morag)
    start(database, morag, "another-secret-of-a-browser", NOON + 1)
    with database.writing() as connection:
        delete_ended_sessions(connection, NOON + BY_MAIL)
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(SESSION)).scalar_one() == 1


def test_without_records_nobody_is_signed_in_and_none_are_made(tmp_path: Path) -> None:
    place = tmp_path / "records.sqlite"
    assert Sessions(RecordsDatabase(f"sqlite:///{place}")).open(SECRET, NOON) is None
    assert not place.exists()
