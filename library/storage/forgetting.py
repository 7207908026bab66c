"""Forgetting everything that was written about documents: drafts, history, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.storage.comments import forget_comments
from library.storage.drafts import drop_drafts
from library.storage.revisions import forget_revisions

if TYPE_CHECKING:
    from collections.abc import Collection

    from library.storage.writing_database import WritingDatabase


def forget_writing(database: WritingDatabase, paths: Collection[str]) -> None:
    """Delete drafts, history and comments of documents, together; all of it leaves the disk.

    Args:
        database: Of writing.
        paths: Of the documents, relative to the content folder.

    Raises:
        RecordsUnavailable: Nothing was deleted.
    """
    if not database.exists():
        return
    with database.writing() as connection:
        for forget in (drop_drafts, forget_revisions, forget_comments):
            forget(connection, paths)
    database.scrub()
