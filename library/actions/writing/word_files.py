"""Word files that coordinators send: one is read at a time, with uploads, because each may need much memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from library.content.word.archive import UnusableWordFile
from library.errors import ExportFailed, FileBusy, ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import Library

_BUSY = "Other files are being read, so this one was not. Send it again in a minute."
_NOT_STORED = "The data folder cannot be written, so this file was not read. Tell the people who run the site."


@contextmanager
def reading(library: Library, by: int) -> Iterator[None]:
    """Read a Word file when its turn has come.

    Args:
        library: Gives turns.
        by: The id of the person who sent it; one of their files is read or waits at a time.

    Raises:
        ImportRefused: It cannot be read, or its turn did not come; the message says what to do.
    """
    try:
        with library.upload_leases.hold(f"word {by}", waiter=f"word {by}"):
            yield
    except UnusableWordFile as error:
        raise ImportRefused(str(error)) from error
    except FileBusy as error:
        raise ImportRefused(_BUSY) from error
    except ExportFailed as error:
        raise ImportRefused(_NOT_STORED) from error
