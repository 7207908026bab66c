"""Sessions: who is signed in, where else they are, and signing out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.session import Session

_SECRET = re.compile(r"[A-Za-z0-9_-]{20,64}")


def session_of(library: Library, secret: str, now: float) -> Session | None:
    """Return the session of a browser, or ``None`` if it has none that lasts, or the records do not answer.

    Args:
        library: Whose records hold the sessions.
        secret: From the browser's cookie, whatever that holds.
        now: In Unix seconds.
    """
    return library.sessions.open(secret, int(now)) if _SECRET.fullmatch(secret) else None


def sessions_of(library: Library, session: Session, now: float) -> tuple[Session, ...]:
    """Return every session of the person who asks, their own first, then those used last first."""
    found = library.sessions.of_person(session.person_id, int(now))
    return tuple(sorted(found, key=lambda each: each.id != session.id))


def end_session(library: Library, session: Session, session_id: str) -> bool:
    """End one session of the person who asks, possibly this one; return whether they had it.

    Raises:
        RecordsUnavailable: It could not be ended.
    """
    return library.sessions.end(session.person_id, session_id)


def end_other_sessions(library: Library, session: Session) -> int:
    """End every other session of the person who asks, and return how many that were.

    Raises:
        RecordsUnavailable: They could not be ended; none was.
    """
    return library.sessions.end_others(session.person_id, session.id)
