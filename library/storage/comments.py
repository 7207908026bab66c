"""Comments on passages, for those who edit a document. They go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from library.errors import WritingFull
from library.model.comment import MOST_COMMENT, MOST_WORDS, Comment
from library.storage.writing_tables import COMMENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from library.storage.writing_database import WritingDatabase

# On one document.
MOST_COMMENTS = 500


class Comments:
    """The comments. Threads and processes can share them."""

    def __init__(self, database: WritingDatabase) -> None:
        """Store where the comments are."""
        self._database = database

    def add(self, path: str, text: str, by: int, now: int, *, anchor: str = "", words: str = "") -> Comment:
        """Store a comment.

        Args:
            path: Of the document, relative to the content folder.
            text: Cut off after ``MOST_COMMENT`` characters.
            by: The id of the person.
            now: In Unix seconds.
            anchor: A lasting link to the passage; empty for the whole document.
            words: Of the passage; cut off after ``MOST_WORDS`` characters.

        Raises:
            WritingFull: The document has ``MOST_COMMENTS`` already.
            RecordsUnavailable: It could not be stored.
        """
        words, text = words[:MOST_WORDS], text[:MOST_COMMENT]
        values = {"path": path, "anchor": anchor, "words": words, "text": text, "by": by, "at": now}
        with self._database.writing() as connection:
            count = select(func.count()).select_from(COMMENT).where(COMMENT.c.path == path)
            if connection.execute(count).scalar_one() >= MOST_COMMENTS:
                raise WritingFull
            added = insert(COMMENT).values(values).returning(COMMENT.c.id)
            return Comment(connection.execute(added).scalar_one(), path, anchor, words, text, by, now)

    def of(self, path: str) -> tuple[Comment, ...]:
        """Return the comments on a document, oldest first; may be empty."""
        asked = select(COMMENT).where(COMMENT.c.path == path).order_by(COMMENT.c.id)
        with self._database.reading() as connection:
            return tuple(Comment(**row._mapping) for row in connection.execute(asked))

    def open_on(self) -> dict[str, int]:
        """Return how many open comments each document has; only documents that have some."""
        asked = (
            select(COMMENT.c.path, func.count().label("number"))
            .where(COMMENT.c.resolved_at.is_(None))
            .group_by(COMMENT.c.path)
        )
        with self._database.reading() as connection:
            return {row.path: row.number for row in connection.execute(asked)}

    def resolve(self, path: str, comment: int, by: int | None, now: int | None) -> bool:
        """Record that a comment is done with, or open it again.

        Args:
            path: Of the document.
            comment: The id of the comment.
            by: Who says so; ``None`` to open it again.
            now: In Unix seconds; ``None`` to open it again.

        Returns:
            Whether there is such a comment on this document.

        Raises:
            RecordsUnavailable: Nothing was changed.
        """
        mine = (COMMENT.c.id == comment, COMMENT.c.path == path)
        with self._database.writing() as connection:
            done = connection.execute(update(COMMENT).where(*mine).values(resolved_at=now, resolved_by=by))
        return done.rowcount == 1

    def delete(self, path: str, comment: int) -> bool:
        """Delete a comment; its words leave the disk.

        Args:
            path: Of the document.
            comment: The id of the comment.

        Returns:
            Whether there was such a comment on this document.

        Raises:
            RecordsUnavailable: Nothing was changed.
        """
        with self._database.writing() as connection:
            done = connection.execute(delete(COMMENT).where(COMMENT.c.id == comment, COMMENT.c.path == path))
        self._database.scrub()
        return done.rowcount == 1


def forget_comments(connection: Connection, paths: Iterable[str]) -> None:
    """Delete the comments on documents."""
    connection.execute(delete(COMMENT).where(COMMENT.c.path.in_(list(paths))))
