"""Sessions: the browsers in which people are signed in, one row each.

Only a digest of the secret in the cookie is stored, so a copy of the records signs nobody in. The role is read with
each request: whoever loses it loses it at once. A session slides: it ends when it was not used for a while, and in any
case after 90 days.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from library.errors import RecordsUnavailable
from library.model.session import Session
from library.model.viewer import Role
from library.storage.people import mark_seen
from library.storage.people_tables import PERSON, SESSION

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from library.storage.records_database import RecordsDatabase

DAY = 86_400  # seconds
# How long a session lasts without use: by mail alone, and with password and second factor.
BY_MAIL = 30 * DAY
WITH_PASSWORD = DAY // 2
# How long it lasts at most.
LONGEST = 90 * DAY
# Use is written at most this often, so that reading pages seldom writes.
SEEN_EVERY = 300
# When a person signs in to one more, the session that was not used for the longest time ends.
MOST_SESSIONS = 20

# Sessions that have not ended, those used last first. Built once: every page of someone who is signed in needs one.
_LASTING = (
    select(SESSION, PERSON.c.name, PERSON.c.email, PERSON.c.role, PERSON.c.language)
    .join(PERSON, PERSON.c.id == SESSION.c.person_id)
    .where(SESSION.c.expires_at > bindparam("now"))
    .order_by(SESSION.c.seen_at.desc(), SESSION.c.digest)
)
_WITH_DIGEST = _LASTING.where(SESSION.c.digest == bindparam("digest"))
_OF_PERSON = _LASTING.where(SESSION.c.person_id == bindparam("person_id"))


class Sessions:
    """The stored sessions. Threads and processes can share this."""

    def __init__(self, database: RecordsDatabase) -> None:
        """Store where the sessions are."""
        self._database = database

    def open(self, secret: str, now: int) -> Session | None:
        """Return the session that a secret belongs to, and let it last longer.

        Args:
            secret: From the cookie.
            now: In Unix seconds.

        Returns:
            The session, or ``None`` if there is none, it has ended, or the records do not answer.
        """
        digest = digest_of(secret)
        try:
            if not self._database.exists():
                return None
            with self._database.reading() as connection:
                rows = connection.execute(_WITH_DIGEST, {"digest": digest, "now": now}).all()
        except RecordsUnavailable:
            return None
        if not rows:
            return None
        if now - rows[0].seen_at >= SEEN_EVERY:
            # On a full disk, people stay signed in.
            with suppress(RecordsUnavailable), self._database.writing() as connection:
                _renew(connection, rows[0], now)
        return _session(rows[0])

    def of_person(self, person_id: int, now: int) -> tuple[Session, ...]:
        """Return the sessions of a person that have not ended, those used last first."""
        with self._database.reading() as connection:
            rows = connection.execute(_OF_PERSON, {"person_id": person_id, "now": now}).all()
        return tuple(map(_session, rows))

    def confirm(self, session_id: str, now: int) -> None:
        """Record that the person of a session has just given password and second factor.

        Raises:
            RecordsUnavailable: It could not be recorded.
        """
        # Whoever signed in by mail has nothing to give again.
        one = (SESSION.c.digest == _digest_in(session_id), SESSION.c.confirmed_at.is_not(None))
        with self._database.writing() as connection:
            connection.execute(update(SESSION).where(*one).values(confirmed_at=now))


def digest_of(secret: str) -> bytes:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def start_session(
    connection: Connection, person_id: int, secret: str, device: str, now: int, *, with_password: bool
) -> None:
    """Sign a person in.

    Args:
        connection: To the records, for writing.
        person_id: Of the person.
        secret: For the cookie, at least 128 random bits that nobody else has seen.
        device: Such as ``Firefox, Windows``.
        now: In Unix seconds.
        with_password: Whether they gave password and second factor. Otherwise it is a member's session.
    """
    confirmed_at = now if with_password else None
    row = {
        "digest": digest_of(secret),
        "person_id": person_id,
        "started_at": now,
        "seen_at": now,
        "expires_at": _expiry(now, now, confirmed_at),
        "confirmed_at": confirmed_at,
        "device": device,
    }
    of_person = SESSION.c.person_id == person_id
    others = select(SESSION.c.digest).where(of_person).order_by(SESSION.c.seen_at.desc()).limit(MOST_SESSIONS - 1)
    # The new one is added afterwards, so none of the same second can push it out.
    connection.execute(delete(SESSION).where(of_person, SESSION.c.digest.not_in(others)))
    connection.execute(insert(SESSION).values(row))


def end_session(connection: Connection, person_id: int, session_id: str) -> bool:
    """End one session of a person, and return whether there was one."""
    one = (SESSION.c.person_id == person_id, SESSION.c.digest == _digest_in(session_id))
    return connection.execute(delete(SESSION).where(*one)).rowcount > 0


def end_other_sessions(connection: Connection, person_id: int, session_id: str) -> int:
    """End all sessions of a person but one, and return how many that were."""
    others = (SESSION.c.person_id == person_id, SESSION.c.digest != _digest_in(session_id))
    return connection.execute(delete(SESSION).where(*others)).rowcount


def end_session_with(connection: Connection, secret: str) -> None:
    """End the session that a secret belongs to, if there is one."""
    connection.execute(delete(SESSION).where(SESSION.c.digest == digest_of(secret)))


def end_sessions(connection: Connection, person_id: int) -> None:
    """End all sessions of a person, as when their role, password or second factor changes."""
    connection.execute(delete(SESSION).where(SESSION.c.person_id == person_id))


def delete_ended_sessions(connection: Connection, now: int) -> None:
    """Delete the rows of sessions that have ended by themselves, ``now`` being in Unix seconds."""
    connection.execute(delete(SESSION).where(SESSION.c.expires_at <= now))


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.digest.hex(),
        person_id=row.person_id,
        name=row.name or row.email,
        person_role=Role(row.role),
        language=row.language,
        device=row.device,
        started_at=row.started_at,
        seen_at=row.seen_at,
        confirmed_at=row.confirmed_at,
    )


def _renew(connection: Connection, row: Row[Any], now: int) -> None:
    values = {"seen_at": now, "expires_at": _expiry(row.started_at, now, row.confirmed_at)}
    connection.execute(update(SESSION).where(SESSION.c.digest == row.digest).values(values))
    mark_seen(connection, row.person_id, now)


def _expiry(started_at: int, now: int, confirmed_at: int | None) -> int:
    unused = BY_MAIL if confirmed_at is None else WITH_PASSWORD
    return min(now + unused, started_at + LONGEST)


def _digest_in(session_id: str) -> bytes:
    """Return the digest that an id names; for anything else one that no session has."""
    try:
        return bytes.fromhex(session_id)
    except ValueError:
        return b""
