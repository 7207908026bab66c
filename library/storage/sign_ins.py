"""Requests to sign in by mail, one row each until half an hour later.

Whatever uses one up does so by a condition in the same statement. Of two who enter the right code at the same moment,
only one is signed in: SQLite has one writer, and PostgreSQL reads the row again after waiting for the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from library.model.sign_in import MOST_TRIES, SignIn
from library.storage.people_tables import SIGN_IN

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row

    from library.storage.records_database import RecordsDatabase

# Over this, someone floods the site; about 5 MB.
MOST_LIVE = 10_000


class SignIns:
    """The stored requests, to read. Threads and processes can share it."""

    def __init__(self, database: RecordsDatabase) -> None:
        """Store where they are."""
        self._database = database

    def with_link(self, link_digest: bytes, now: int) -> SignIn | None:
        """Return the request that a link can still complete, or ``None``; this uses up nothing."""
        with self._database.reading() as connection:
            asked = select(SIGN_IN).where(*_live(now), SIGN_IN.c.link_digest == link_digest)
            row = connection.execute(asked).one_or_none()
        return _sign_in(row) if row else None


def add_sign_in(connection: Connection, new: SignIn, now: int, *, is_trusted: bool) -> bool:
    """Store a new request; return whether there was room for it.

    Requests whose time is over are deleted first, so a flood takes half an hour of space at most.

    Args:
        connection: To the records, for writing.
        new: The request; its ``id`` does not count.
        now: In Unix seconds.
        is_trusted: Whether there is always room for it, so that a flood stops strangers only.
    """
    connection.execute(delete(SIGN_IN).where(SIGN_IN.c.expires_at <= now))
    live = connection.execute(select(func.count()).select_from(SIGN_IN)).scalar_one()
    if live >= MOST_LIVE and not is_trusted:
        return False
    row = {
        "link_digest": new.link_digest,
        "browser_digest": new.browser_digest,
        "code_digest": new.code_digest,
        "account_key": new.account_key,
        "person_id": new.person_id,
        "tries": 0,
        "made_at": now,
        "expires_at": new.expires_at,
        "next": new.next,
    }
    connection.execute(insert(SIGN_IN).values(row))
    return True


def count_try(connection: Connection, browser_digest: bytes, now: int) -> tuple[SignIn, ...]:
    """Count one try of a code for every request of a browser; return those that it may be the code of, newest first."""
    mine = (*_live(now), SIGN_IN.c.browser_digest == browser_digest, SIGN_IN.c.tries < MOST_TRIES)
    tried = update(SIGN_IN).where(*mine).values(tries=SIGN_IN.c.tries + 1).returning(SIGN_IN)
    found = map(_sign_in, connection.execute(tried))
    return tuple(sorted(found, key=lambda each: each.id, reverse=True))


def use_link(connection: Connection, link_digest: bytes, browser_digest: bytes, now: int) -> SignIn | None:
    """Use up a link in the browser that asked for it, or in any if it is for any; return the request or ``None``."""
    right = SIGN_IN.c.browser_digest.is_(None) | (SIGN_IN.c.browser_digest == browser_digest)
    wanted = (*_live(now), SIGN_IN.c.link_digest == link_digest, right)
    used = update(SIGN_IN).where(*wanted).values(used_at=now).returning(SIGN_IN)
    row = connection.execute(used).one_or_none()
    return _sign_in(row) if row else None


def use_up(connection: Connection, sign_in: SignIn, now: int) -> None:
    """Use up a request, and with it every other of the same browser."""
    same = SIGN_IN.c.id == sign_in.id
    if sign_in.browser_digest is not None:
        same |= SIGN_IN.c.browser_digest == sign_in.browser_digest
    connection.execute(update(SIGN_IN).where(same, SIGN_IN.c.used_at.is_(None)).values(used_at=now))


def delete_expired_sign_ins(connection: Connection, now: int) -> None:
    """Delete the requests whose time is over, ``now`` being in Unix seconds."""
    connection.execute(delete(SIGN_IN).where(SIGN_IN.c.expires_at <= now))


def _live(now: int) -> tuple[ColumnElement[bool], ...]:
    return (SIGN_IN.c.used_at.is_(None), SIGN_IN.c.expires_at > now)


def _sign_in(row: Row[Any]) -> SignIn:
    return SignIn(
        id=row.id,
        link_digest=row.link_digest,
        browser_digest=row.browser_digest,
        code_digest=row.code_digest,
        account_key=row.account_key,
        person_id=row.person_id,
        next=row.next,
        expires_at=row.expires_at,
        tries=row.tries,
    )
