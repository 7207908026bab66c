"""Deleting everything that was written about documents, when they are withdrawn or their files are deleted.

The promise that withdrawn words leave the disk wins over history.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from library.actions.uploading.placing import forget_uploads
from library.actions.whole_files import digest_now
from library.content.permission import read_statement
from library.errors import DraftGone, NotFound
from library.model.document import Status
from library.storage.forgetting import forget_writing

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        library.upload_parts.forget(path)
    if paths:
        forget_writing(library.writing, paths)


def forget_if_withdrawn(library: Library, *paths: str) -> bool:
    """Delete the same of documents that were withdrawn while someone stored their words; call this afterwards.

    A draft that someone started from the withdrawn file stays.

    Returns:
        Whether there was any.

    Raises:
        RecordsUnavailable: Nothing but uploads was deleted.
    """
    withdrawn = [path for path in paths if is_withdrawn(library, path) and not _is_of_file(library, path)]
    forget(library, *withdrawn)
    return bool(withdrawn)


@contextmanager
def unless_withdrawn(library: Library, path: str) -> Iterator[None]:
    """Store words of a document; they leave the disk again if it was withdrawn meanwhile.

    Raises:
        DraftGone: It was withdrawn.
        RecordsUnavailable: They could not be deleted.
    """
    try:
        yield
    finally:
        if forget_if_withdrawn(library, path):
            raise DraftGone(path)


def is_withdrawn(library: Library, path: str) -> bool:
    """Return whether the file of a document says that it is withdrawn."""
    return read_statement(library.settings.content, path).permission.status is Status.WITHDRAWN


def _is_of_file(library: Library, path: str) -> bool:
    """Return whether a document has a draft that began with its file as it is now."""
    draft = library.drafts.at(path) if library.writing.exists() else None
    return draft is not None and draft.base == digest_now(library.settings.content / path)
