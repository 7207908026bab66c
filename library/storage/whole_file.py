"""Writing a private file in one step, in pieces of any number: whoever reads it sees the old state or the new one."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from library.storage.file_permissions import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a file beside another, which takes its place at the end; after an error, nothing has changed.

    The file is on the disk before it gets its name, and only its owner can read it. If the process is killed, the
    unfinished file remains; ``beside`` gives its name.

    Raises:
        OSError: It cannot be written.
    """
    half = beside(path, secrets.token_hex(8))
    try:
        with open(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE), "w+b") as file:  # noqa: PTH123 - the mode has to be right from the start
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
        sync_folder(path.parent)
    finally:
        half.unlink(missing_ok=True)


def beside(path: Path, name: str) -> Path:
    """Return the path of a file that is not finished, next to its place; ``name`` may be a pattern."""
    return path.with_name(f".{path.name[:100]}.{name}.unfinished")


def sync_folder(folder: Path) -> None:
    """Make changes of names in a folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
