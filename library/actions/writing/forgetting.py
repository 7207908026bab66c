"""Deleting everything that was written about documents, when they are withdrawn or their files are deleted.

The promise that withdrawn words leave the disk wins over history.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from library.actions.uploading.placing import forget_uploads
from library.errors import NotFound
from library.storage.forgetting import forget_writing

if TYPE_CHECKING:
    from library.actions.library import Library


def forget(library: Library, *paths: str) -> None:
    """Delete drafts, uploads, history and comments of documents; all of it leaves the disk. It can be done twice.

    Args:
        library: Its database of writing, and its uploads.
        paths: Of the documents, relative to the content folder.

    Raises:
        RecordsUnavailable: Nothing but uploads was deleted.
    """
    for path in paths:
        # A file whose name is no address has no uploads.
        with suppress(NotFound):
            forget_uploads(library, path)
    if paths:
        forget_writing(library.writing, paths)
