"""Invitations that wait: each opens an account once, for whoever has its link, until it expires.

Of the link only a digest is stored. Accepting deletes the row, so that of two who accept at once only one can.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Row, delete, func, select, text, update

from library.model.invitation import Invitation
from library.model.viewer import Role
from library.storage.people_tables import INVITATION

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

    from library.storage.records_database import RecordsDatabase

# The same SQL in SQLite and PostgreSQL: if someone else invites the same address at the same moment, nothing happens.
_ADD = text(
    "INSERT INTO invitation (digest, email, name, role, invited_by, made_at, expires_at)"
    " VALUES (:digest, :email, :name, :role, :invited_by, :made_at, :expires_at)"
    " ON CONFLICT (email) DO NOTHING RETURNING id"
)


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation to store.

    Attributes:
        secret: Of its link, at least 128 random bits; only a digest is stored.
        email: As ``normalised_email`` gives it.
        name: As ``person_name`` gives it; may be empty.
        role: That the person will have.
        invited_by: The id of a person, or ``None`` for the terminal.
        made_at: In Unix seconds.
        expires_at: In Unix seconds.
    """

    secret: str
    email: str
    name: str
    role: Role
    invited_by: int | None
    made_at: int
    expires_at: int


def add_invitation(connection: Connection, new: NewInvitation) -> int | None:
    """Store an invitation and return its id, or ``None`` if the address has one already."""
    row = {
        "digest": _digest(new.secret),
        "email": new.email,
        "name": new.name,
        "role": new.role.value,
        "invited_by": new.invited_by,
        "made_at": new.made_at,
        "expires_at": new.expires_at,
    }
    found: int | None = connection.execute(_ADD, row).scalar_one_or_none()
    return found


def renew_invitation(
    connection: Connection, invitation_id: int, secret: str, now: int, expires_at: int
) -> Invitation | None:
    """Give an invitation a new link, which replaces the earlier one; return it, or ``None`` if there is none now."""
    values = {"digest": _digest(secret), "made_at": now, "expires_at": expires_at, "mail_refused_at": None}
    changed = update(INVITATION).where(INVITATION.c.id == invitation_id).values(values).returning(INVITATION)
    row = connection.execute(changed).one_or_none()
    return _invitation(row) if row else None


def use_invitation(connection: Connection, secret: str, now: int) -> Invitation | None:
    """Delete the invitation of a link, and return it; ``None`` if nothing waits there now."""
    one = (INVITATION.c.digest == _digest(secret), INVITATION.c.expires_at > now)
    row = connection.execute(delete(INVITATION).where(*one).returning(INVITATION)).one_or_none()
    return _invitation(row) if row else None


def delete_invitation(connection: Connection, invitation_id: int) -> bool:
    """Delete an invitation; return whether it still waited."""
    return connection.execute(delete(INVITATION).where(INVITATION.c.id == invitation_id)).rowcount > 0


def delete_expired_invitations(connection: Connection, now: int) -> None:
    """Delete invitations that can no longer be accepted, ``now`` being in Unix seconds."""
    connection.execute(delete(INVITATION).where(INVITATION.c.expires_at <= now))


def find_invitation_by_email(connection: Connection, email: str) -> Invitation | None:
    """Return the invitation of an address, expired or not, or ``None``."""
    return _found(connection, INVITATION.c.email == email)


def count_invitations(connection: Connection) -> int:
    """Return how many invitations wait or have expired."""
    return connection.execute(select(func.count()).select_from(INVITATION)).scalar_one()


class Invitations:
    """The invitations that wait, to read. Threads and processes can share it."""

    def __init__(self, database: RecordsDatabase) -> None:
        """Store where the invitations are."""
        self._database = database

    def open(self, secret: str, now: int) -> Invitation | None:
        """Return the invitation of a link without using it up; ``None`` if nothing waits there now."""
        with self._database.reading() as connection:
            return _found(connection, (INVITATION.c.digest == _digest(secret)) & (INVITATION.c.expires_at > now))

    def find(self, invitation_id: int) -> Invitation | None:
        """Return an invitation by id, expired or not, or ``None``."""
        with self._database.reading() as connection:
            return _found(connection, INVITATION.c.id == invitation_id)

    def count(self) -> int:
        """Return how many invitations there are."""
        with self._database.reading() as connection:
            return count_invitations(connection)

    def listed(self, start: int = 0, most: int = 50) -> tuple[Invitation, ...]:
        """Return some invitations in the order of their addresses, those that expired too.

        Args:
            start: How many to leave out at the beginning.
            most: How many to return.
        """
        asked = select(INVITATION).order_by(INVITATION.c.email).offset(start).limit(most)
        with self._database.reading() as connection:
            return tuple(map(_invitation, connection.execute(asked)))

    def with_ids(self, ids: Collection[int]) -> dict[int, Invitation]:
        """Return invitations by id, without those that nobody can accept now."""
        with self._database.reading() as connection:
            rows = connection.execute(select(INVITATION).where(INVITATION.c.id.in_(ids)))
            return {row.id: _invitation(row) for row in rows}


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _found(connection: Connection, condition: ColumnElement[bool]) -> Invitation | None:
    row = connection.execute(select(INVITATION).where(condition)).one_or_none()
    return _invitation(row) if row else None


def _invitation(row: Row[tuple[object, ...]]) -> Invitation:
    was_refused = row.mail_refused_at is not None
    return Invitation(row.id, row.email, row.name, Role(row.role), row.made_at, row.expires_at, was_refused)
