"""Passwords, authenticator apps and recovery codes of coordinators and administrators.

Each is used under a condition in the same statement, so of two who use one code at the same moment only one succeeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, or_, select, update

from library.storage.people_tables import PERSON, RECOVERY_CODE

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from library.storage.records_database import RecordsDatabase


@dataclass(frozen=True, slots=True)
class StoredCredentials:
    """What a person proves who they are with.

    Attributes:
        password_hash: Argon2id, or empty.
        totp_sealed: The key of their authenticator app, sealed, or empty.
        recovery_codes: How many recovery codes are not used yet.
    """

    password_hash: str = ""
    totp_sealed: bytes = b""
    recovery_codes: int = 0


def set_password_hash(connection: Connection, person_id: int, password_hash: str) -> None:
    """Store the hash of a new password."""
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(password_hash=password_hash))


def set_totp(connection: Connection, person_id: int, sealed: bytes, step: int) -> None:
    """Store the key of an authenticator app, sealed, and the time step of the code that proved it."""
    values = {"totp_secret": sealed, "totp_step": step}
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(values))


def use_totp_step(connection: Connection, person_id: int, step: int) -> bool:
    """Use up the code of a time step and those before it; return whether it was still unused."""
    is_later = or_(PERSON.c.totp_step.is_(None), PERSON.c.totp_step < step)
    used = connection.execute(update(PERSON).where(PERSON.c.id == person_id, is_later).values(totp_step=step))
    return used.rowcount == 1


def set_recovery_codes(connection: Connection, person_id: int, digests: Collection[bytes]) -> None:
    """Store new recovery codes; the ones before open nothing."""
    connection.execute(delete(RECOVERY_CODE).where(RECOVERY_CODE.c.person_id == person_id))
    connection.execute(insert(RECOVERY_CODE), [{"person_id": person_id, "digest": digest} for digest in digests])


def use_recovery_code(connection: Connection, person_id: int, digest: bytes, now: int) -> bool:
    """Use up a recovery code; return whether there was such a code, still unused.

    Args:
        connection: To the records, for writing.
        person_id: Whose code it is.
        digest: Of the code.
        now: In Unix seconds.
    """
    code = (RECOVERY_CODE.c.person_id == person_id, RECOVERY_CODE.c.digest == digest, RECOVERY_CODE.c.used_at.is_(None))
    return connection.execute(update(RECOVERY_CODE).where(*code).values(used_at=now)).rowcount == 1


def lock_credentials(connection: Connection, person_id: int) -> bool:
    """Return whether a person has a password; nobody else changes it until the transaction ends."""
    asked = select(PERSON.c.password_hash).where(PERSON.c.id == person_id).with_for_update()
    return bool(connection.execute(asked).scalar())


def has_credentials(connection: Connection, person_id: int, read: StoredCredentials) -> bool:
    """Return whether a person still has the password and app that were read before; so it stays in the transaction."""
    asked = select(PERSON.c.password_hash, PERSON.c.totp_secret).where(PERSON.c.id == person_id).with_for_update()
    row = connection.execute(asked).one_or_none()
    return row is not None and (row[0] or "", row[1] or b"") == (read.password_hash, read.totp_sealed)


class Credentials:
    """What people prove who they are with, to read. Threads and processes can share it."""

    def __init__(self, database: RecordsDatabase) -> None:
        """Store where they are."""
        self._database = database

    def of(self, person_id: int) -> StoredCredentials:
        """Return what a person has; nothing if there is no such person."""
        unused = (RECOVERY_CODE.c.person_id == person_id, RECOVERY_CODE.c.used_at.is_(None))
        count = select(func.count()).select_from(RECOVERY_CODE).where(*unused).scalar_subquery()
        asked = select(PERSON.c.password_hash, PERSON.c.totp_secret, count).where(PERSON.c.id == person_id)
        with self._database.reading() as connection:
            row = connection.execute(asked).one_or_none()
        return StoredCredentials(row[0] or "", row[1] or b"", row[2]) if row else StoredCredentials()
