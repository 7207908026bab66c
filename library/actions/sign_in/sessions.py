"""Sessions: who is signed in, where else they are, and signing out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.model.audit import Action, AuditLine, by
from library.storage import sessions as storage
from library.storage.audit import record

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.session import Session
    from library.storage.records_database import Connection

_SECRET = re.compile(r"[A-Za-z0-9_-]{20,64}")


def session_of(library: Library, secret: str) -> Session | None:
    """Return the session of a browser, or ``None`` if it has none that lasts, or the records do not answer.

    Args:
        library: Whose records hold the sessions.
        secret: From the browser's cookie, whatever that holds.
    """
    return library.sessions.open(secret, library.now()) if _SECRET.fullmatch(secret) else None


def sessions_of(library: Library, session: Session) -> tuple[Session, ...]:
    """Return every session of the person who asks, their own first, then those used last first."""
    found = library.sessions.of_person(session.person_id, library.now())
    return tuple(sorted(found, key=lambda each: each.id != session.id))


def end_session(library: Library, session: Session, session_id: str) -> bool:
    """End one session of the person who asks, possibly this one; return whether they had it.

    Raises:
        RecordsUnavailable: It could not be ended.
    """
    with library.database.writing() as connection:
        ended = storage.end_session(connection, session.person_id, session_id)
        if ended:
            _record(connection, library, session, Action.SIGNED_OUT)
    return ended


def end_other_sessions(library: Library, session: Session) -> int:
    """End every other session of the person who asks, and return how many that were.

    Raises:
        RecordsUnavailable: They could not be ended; none was.
    """
    with library.database.writing() as connection:
        ended = storage.end_other_sessions(connection, session.person_id, session.id)
        if ended:
            _record(connection, library, session, Action.SESSIONS_ENDED)
    return ended


def _record(connection: Connection, library: Library, session: Session, action: Action) -> None:
    record(connection, AuditLine(library.now(), by(session.person_id), action, str(session.person_id)))
