"""Who has which document open to edit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from library.model.presence import Present
from library.storage.writing_tables import PRESENCE

if TYPE_CHECKING:
    from library.storage.writing_database import WritingDatabase

# A tab that was not heard of for longer is closed, or has no network.
PRESENT_SECONDS = 120


class Presence:
    """Who has which document open. Threads and processes can share it."""

    def __init__(self, database: WritingDatabase) -> None:
        """Store where it is recorded."""
        self._database = database

    def note(self, path: str, person: int, tab: str, now: int) -> None:
        """Record that a tab has a document open; what is older than ``PRESENT_SECONDS`` is deleted.

        Args:
            path: Of the document, relative to the content folder.
            person: Their id.
            tab: A random id of the tab.
            now: In Unix seconds.

        Raises:
            RecordsUnavailable: It could not be recorded.
        """
        mine = {"path": path, "person": person, "tab": tab}
        with self._database.writing() as connection:
            connection.execute(delete(PRESENCE).where(PRESENCE.c.seen_at < now - PRESENT_SECONDS))
            connection.execute(delete(PRESENCE).filter_by(**mine))
            connection.execute(insert(PRESENCE).values(**mine, seen_at=now))

    def on(self, path: str, now: int) -> tuple[Present, ...]:
        """Return the tabs that have a document open now, in the order of the people's ids.

        Args:
            path: Of the document.
            now: In Unix seconds.
        """
        here = (PRESENCE.c.path == path, PRESENCE.c.seen_at >= now - PRESENT_SECONDS)
        asked = select(PRESENCE.c.person, PRESENCE.c.tab, PRESENCE.c.seen_at).where(*here)
        with self._database.reading() as connection:
            return tuple(Present(*row) for row in connection.execute(asked.order_by(PRESENCE.c.person, PRESENCE.c.tab)))

    def leave(self, path: str, person: int, tab: str) -> None:
        """Record that a tab was closed.

        Raises:
            RecordsUnavailable: It could not be recorded.
        """
        with self._database.writing() as connection:
            connection.execute(delete(PRESENCE).filter_by(path=path, person=person, tab=tab))
