"""People and the audit log, in SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from library.errors import RecordsUnavailable
from library.model.audit import SITE, TERMINAL, Action, AuditFilter, AuditLine, by
from library.model.person import Person
from library.model.viewer import Role
from library.storage.audit import AuditLog, delete_lines_before, record
from library.storage.people import (
    People,
    add_person,
    delete_person,
    emails_of_people,
    lock_administrators,
    mark_seen,
    set_name_and_language,
    set_role,
)
from library.storage.records_database import RecordsDatabase
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

DAY = 86_400


@pytest.fixture
def database(address: str) -> Iterator[RecordsDatabase]:
    opened = RecordsDatabase(address)
    yield opened
    opened.close()


def add(database: RecordsDatabase, email: str, role: Role = Role.MEMBER, name: str = "") -> Person:
    with database.writing() as connection:
        return add_person(connection, email, name, role, "en", 100)


def test_a_person_is_found_by_id_and_address_and_listed_in_pages(database: RecordsDatabase) -> None:
    people = People(database)
    ann, bob = add(database, "ann@example.org", name="Ann"), add(database, "bob@example.org", Role.COORDINATOR)
    assert people.find(ann.id) == people.find_by_email("ann@example.org") == ann
    assert people.find(99) is people.find_by_email("eve@example.org") is None
    assert people.with_ids([ann.id, bob.id, 99]) == {ann.id: ann, bob.id: bob}
    assert people.listed() == (ann, bob)
    assert people.listed(start=1, most=1) == (bob,)
    assert (people.count(), people.count(Role.COORDINATOR), people.count(Role.ADMINISTRATOR)) == (2, 1, 0)
    assert people.listed("ANN example") == (ann,)
    assert (people.count(words="bob"), people.listed("%"), people.listed("ann bob")) == (1, (), ())
    with database.reading() as connection:
        assert emails_of_people(connection, ["ann@example.org", "eve@example.org"]) == {"ann@example.org"}


def test_two_people_never_have_one_address(database: RecordsDatabase) -> None:
    add(database, "ann@example.org")
    with pytest.raises(RecordsUnavailable):
        add(database, "ann@example.org")
    assert People(database).count() == 1


def test_an_id_is_never_used_again(database: RecordsDatabase) -> None:
    ann = add(database, "ann@example.org")
    with database.writing() as connection:
        delete_person(connection, ann.id)
    assert add(database, "bob@example.org").id > ann.id


def test_what_changes_a_person_changes_nobody_else(database: RecordsDatabase) -> None:
    ann, bob = add(database, "ann@example.org", Role.ADMINISTRATOR), add(database, "bob@example.org")
    with database.writing() as connection:
        assert lock_administrators(connection) == {ann.id}
        set_role(connection, bob.id, Role.ADMINISTRATOR)
        set_name_and_language(connection, bob.id, "Bob", "cy")
        mark_seen(connection, bob.id, 3 * DAY + 7)
        mark_seen(connection, bob.id, 2 * DAY)
        assert lock_administrators(connection) == {ann.id, bob.id}
    changed = Person(bob.id, bob.email, "Bob", Role.ADMINISTRATOR, "cy", 100, 3 * DAY)
    assert People(database).listed() == (ann, changed)


def test_the_log_is_read_newest_first_and_filtered(database: RecordsDatabase) -> None:
    log = AuditLog(database)
    lines = [
        AuditLine(1, TERMINAL, Action.PERSON_INVITED, "3", {"role": "member"}),
        AuditLine(2, by(7), Action.INVITATION_ACCEPTED, "3", {"role": "member"}),
        AuditLine(3, by(8), Action.ROLE_CHANGED, "7", {"role": "coordinator", "former_role": "member"}),
        AuditLine(4, SITE, Action.BACKUP_MADE),
    ]
    with database.writing() as connection:
        for line in lines:
            record(connection, line)
    read = log.lines()
    assert [(each.at, each.actor, each.action, each.subject, each.details) for each in reversed(read)] == [
        (each.at, each.actor, each.action, each.subject, each.details) for each in lines
    ]
    assert [each.at for each in log.lines(AuditFilter(person_id=7))] == [3, 2]
    assert [each.at for each in log.lines(AuditFilter(action=Action.BACKUP_MADE))] == [4]
    assert log.lines(AuditFilter(document="7")) == ()
    assert [each.at for each in log.lines(start=1, most=2)] == [3, 2]
    assert log.count() == 4
    assert log.accepted_by(["3", "4"]) == {"3": 7}


def test_every_line_is_read_in_batches_without_those_added_meanwhile(
    database: RecordsDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library.storage.audit._BATCH", 3)
    with database.writing() as connection:
        for at in range(7):
            record(connection, AuditLine(at, SITE, Action.BACKUP_MADE))
    found = AuditLog(database).batches()
    first = next(found)
    with database.writing() as connection:
        record(connection, AuditLine(9, SITE, Action.BACKUP_MADE))
    assert [[each.at for each in lines] for lines in (first, *found)] == [[6, 5, 4], [3, 2, 1], [0]]


def test_only_lines_whose_retention_is_over_are_deleted(database: RecordsDatabase) -> None:
    with database.writing() as connection:
        for at in (10, 20, 30):
            record(connection, AuditLine(at, SITE, Action.BACKUP_MADE))
    with database.writing() as connection:
        assert delete_lines_before(connection, 20) == 1
    assert [each.at for each in AuditLog(database).lines()] == [30, 20]


def test_a_change_and_its_line_are_there_together_or_not_at_all(database: RecordsDatabase) -> None:
    ann = add(database, "ann@example.org")
    details = {"role": "administrator", "former_role": "member"}

    def change_and_fail() -> None:
        with database.writing() as connection:
            set_role(connection, ann.id, Role.ADMINISTRATOR)
            record(connection, AuditLine(1, SITE, Action.ROLE_CHANGED, str(ann.id), details))
            connection.execute(text("SELECT * FROM nowhere"))

    with pytest.raises(RecordsUnavailable):
        change_and_fail()
    assert (People(database).find(ann.id), AuditLog(database).count()) == (ann, 0)
