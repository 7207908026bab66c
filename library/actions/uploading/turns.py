"""Turns: a Word file or a zip file is read when no other file is, because each may need much memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from library.errors import ExportFailed, FileBusy, ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import Library

_BUSY = "Other files are being read. Try again in a minute."
_NOT_STORED = "The data folder cannot be written, so no file can be read. Tell the people who run the site."


@contextmanager
def turn(library: Library, by: int) -> Iterator[None]:
    """Wait until no other upload, Word file or zip file is read, and keep others waiting meanwhile.

    Args:
        library: Gives turns.
        by: The id of the person who sent the file; one of theirs is read or waits at a time.

    Raises:
        ImportRefused: The turn did not come; the message says what to do.
    """
    try:
        with library.upload_leases.hold(f"file of {by}", waiter=f"file of {by}"):
            yield
    except FileBusy as error:
        raise ImportRefused(_BUSY) from error
    except ExportFailed as error:
        raise ImportRefused(_NOT_STORED) from error
