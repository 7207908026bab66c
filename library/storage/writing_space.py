"""The space that writing takes, and making room in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from library.errors import TextTooLong, WritingFull
from library.model.revision import Change
from library.storage.writing_tables import DRAFT, REVISION

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from library.storage.writing_database import WritingDatabase

# How many automatic saves are deleted together when there is no room.
_ROOM = 200


class LimitedTexts:
    """Texts in the database of writing: each has a limit, and all of them together."""

    def __init__(self, database: WritingDatabase, most_text: int, most_bytes: int) -> None:
        """Store where the texts are.

        Args:
            database: Of writing.
            most_text: The bytes that a text may have.
            most_bytes: The bytes that all writing may take; 0 for no limit.
        """
        self._database = database
        self._most_text = most_text
        self._most_bytes = most_bytes

    def _require_short(self, text: bytes) -> None:
        if len(text) > self._most_text:
            raise TextTooLong(self._most_text)

    def _require_room(self, connection: Connection, size: int) -> None:
        require_room(connection, size, self._most_bytes)


def writing_size(connection: Connection) -> int:
    """Return the bytes that all drafts and revisions take."""
    sums = (select(func.coalesce(func.sum(table.c.size), 0)) for table in (DRAFT, REVISION))
    return sum(int(connection.execute(each).scalar_one()) for each in sums)


def require_room(connection: Connection, size: int, most: int) -> None:
    """Make room for a text: the oldest automatic saves go, nothing that someone chose to save.

    Args:
        connection: To the database of writing, for writing.
        size: Of the text, in bytes.
        most: That all writing may take, in bytes; 0 for no limit.

    Raises:
        WritingFull: There is no room, even without automatic saves.
    """
    while most and writing_size(connection) + size > most:
        oldest = (
            select(REVISION.c.id)
            .where(REVISION.c.what == Change.AUTOSAVED.value)
            .order_by(REVISION.c.at, REVISION.c.id)
            .limit(_ROOM)
        )
        ids = connection.execute(oldest).scalars().all()
        if not ids:
            raise WritingFull
        connection.execute(delete(REVISION).where(REVISION.c.id.in_(ids)))
