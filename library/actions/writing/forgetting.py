"""Deleting everything that was written about documents, when they are withdrawn or their files are deleted.

The promise that withdrawn words leave the disk wins over history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.storage.forgetting import forget_writing

if TYPE_CHECKING:
    from library.actions.library import Library


def forget(library: Library, *paths: str) -> None:
    """Delete drafts, history and comments of documents; all of it leaves the disk. Doing it again does no harm.

    Args:
        library: Its database of writing.
        paths: Of the documents, relative to the content folder.

    Raises:
        RecordsUnavailable: Nothing was deleted.
    """
    if paths:
        forget_writing(library.writing, paths)
