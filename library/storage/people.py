"""The people with an account.

What changes a person takes a connection, so that the change and its line in the audit log are one transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, or_, select, update

from library.model.person import Person
from library.model.viewer import Role
from library.storage.people_tables import PERSON, RECOVERY_CODE

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection, Row

    from library.storage.records_database import RecordsDatabase

_SECONDS_A_DAY = 86_400


def add_person(connection: Connection, email: str, name: str, role: Role, language: str, now: int) -> Person:
    """Store a new person.

    Args:
        connection: To the records, for writing.
        email: As ``normalised_email`` gives it; nobody else has it.
        name: As ``person_name`` gives it.
        role: Not ``anyone``.
        language: Of mails to them.
        now: In Unix seconds.
    """
    row = {"email": email, "name": name, "role": role.value, "language": language, "joined_at": now}
    added = insert(PERSON).values(row).returning(PERSON.c.id)
    return Person(connection.execute(added).scalar_one(), email, name, role, language, now)


def find_person(connection: Connection, person_id: int) -> Person | None:
    """Return a person by id, or ``None``."""
    return _found(connection, PERSON.c.id == person_id)


def find_person_by_email(connection: Connection, email: str) -> Person | None:
    """Return a person by address, as ``normalised_email`` gives it, or ``None``."""
    return _found(connection, PERSON.c.email == email)


def emails_of_people(connection: Connection, emails: Collection[str]) -> frozenset[str]:
    """Return those addresses that belong to people with an account."""
    asked = select(PERSON.c.email).where(PERSON.c.email.in_(emails))
    return frozenset(connection.execute(asked).scalars())


def lock_administrators(connection: Connection) -> frozenset[int]:
    """Return the ids of all administrators; nobody else changes their roles until the transaction ends.

    Two who remove each other at the same moment come one after the other: SQLite has one writer, and PostgreSQL reads
    the rows again after waiting for the first.
    """
    asked = select(PERSON.c.id).where(PERSON.c.role == Role.ADMINISTRATOR.value).order_by(PERSON.c.id)
    return frozenset(connection.execute(asked.with_for_update()).scalars())


def set_role(connection: Connection, person_id: int, role: Role) -> None:
    """Change the role of a person."""
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(role=role.value))


def set_name_and_language(connection: Connection, person_id: int, name: str, language: str) -> None:
    """Change what a person is called, and the language of mails to them."""
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(name=name, language=language))


def clear_second_factor(connection: Connection, person_id: int) -> None:
    """Delete the password, app and recovery codes of a person."""
    empty = {"password_hash": None, "totp_secret": None, "totp_step": None}
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(empty))
    connection.execute(delete(RECOVERY_CODE).where(RECOVERY_CODE.c.person_id == person_id))


def mark_seen(connection: Connection, person_id: int, now: int) -> None:
    """Record that a person was here; only the day, so at most one row changes a day.

    Args:
        connection: To the records, for writing.
        person_id: Of the person.
        now: In Unix seconds.
    """
    day = now - now % _SECONDS_A_DAY
    earlier = or_(PERSON.c.seen_on.is_(None), PERSON.c.seen_on < day)
    connection.execute(update(PERSON).where(PERSON.c.id == person_id, earlier).values(seen_on=day))


def delete_person(connection: Connection, person_id: int) -> None:
    """Delete a person; their sessions, recovery codes and requests to sign in go with them."""
    connection.execute(delete(PERSON).where(PERSON.c.id == person_id))


class People:
    """The people with an account, to read. Threads and processes can share it."""

    def __init__(self, database: RecordsDatabase) -> None:
        """Store where the people are."""
        self._database = database

    def find(self, person_id: int) -> Person | None:
        """Return a person by id, or ``None``."""
        with self._database.reading() as connection:
            return find_person(connection, person_id)

    def find_by_email(self, email: str) -> Person | None:
        """Return a person by address, as ``normalised_email`` gives it, or ``None``."""
        with self._database.reading() as connection:
            return find_person_by_email(connection, email)

    def with_ids(self, ids: Collection[int]) -> dict[int, Person]:
        """Return people by id, without those who have no account now."""
        with self._database.reading() as connection:
            rows = connection.execute(select(PERSON).where(PERSON.c.id.in_(ids)))
            return {row.id: _person(row) for row in rows}

    def count(self, role: Role | None = None, words: str = "") -> int:
        """Return how many people have a role, or any role, and these words in their name or address."""
        asked = select(func.count()).select_from(PERSON).where(*_conditions(role, words))
        with self._database.reading() as connection:
            return connection.execute(asked).scalar_one()

    def listed(self, words: str = "", start: int = 0, most: int = 50) -> tuple[Person, ...]:
        """Return some people in the order of their addresses.

        Args:
            words: That their name or address has, in any case; empty for everyone.
            start: How many to leave out at the beginning.
            most: How many to return.
        """
        asked = select(PERSON).where(*_conditions(None, words)).order_by(PERSON.c.email).offset(start).limit(most)
        with self._database.reading() as connection:
            return tuple(map(_person, connection.execute(asked)))


def _conditions(role: Role | None, words: str) -> tuple[ColumnElement[bool], ...]:
    found: list[ColumnElement[bool]] = [PERSON.c.role == role.value] if role else []
    # SQLite folds only ASCII here, so a name is found as it is spelled too.
    for word in words.split():
        fits = (column.icontains(word, autoescape=True) for column in (PERSON.c.name, PERSON.c.email))
        found.append(or_(*fits))
    return tuple(found)


def _found(connection: Connection, condition: ColumnElement[bool]) -> Person | None:
    row = connection.execute(select(PERSON).where(condition)).one_or_none()
    return _person(row) if row else None


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(
        row.id,
        row.email,
        row.name,
        Role(row.role),
        row.language,
        row.joined_at,
        row.seen_on,
        has_second_factor=bool(row.password_hash and row.totp_secret),
        mail_was_refused=row.mail_refused_at is not None,
    )
