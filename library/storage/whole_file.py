"""Writing a private file in one step, in pieces of any number: whoever reads it sees the old state or the new one."""

from __future__ import annotations

import fcntl
import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from library.storage.file_permissions import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

# Hidden, so that neither people nor programs take it for the file.
_UNFINISHED = ".{}.{}.unfinished"
_LONGEST = 100


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a file beside another, which takes its place at the end; after an error, nothing has changed.

    The file is on the disk before it gets its name, and only its owner can read it. If the process is killed, an
    unfinished file remains, which ``remove_unfinished`` deletes.

    Raises:
        OSError: It cannot be written.
    """
    half = path.with_name(_UNFINISHED.format(path.name[:_LONGEST], secrets.token_hex(8)))
    try:
        with open(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE), "w+b") as file:  # noqa: PTH123 - the mode has to be right from the start
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
        sync_folder(path.parent)
    finally:
        half.unlink(missing_ok=True)


def remove_unfinished(folder: Path, name: str) -> None:
    """Delete what killed processes have left of files in a folder; leave what another process still writes.

    Args:
        folder: The folder.
        name: Of the files; a pattern.
    """
    for half in folder.glob(_UNFINISHED.format(name[:_LONGEST], "*")):
        with half.open("rb") as file, suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            half.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make changes of names in a folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
