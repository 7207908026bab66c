"""Blocked documents: they must not be shown, although the catalogue could not be updated to say so.

This is the last way to narrow on a full disk. The file has its full size from the start and is overwritten in place,
which needs no space. (On a file system that copies what it overwrites, such as Btrfs or ZFS, it may; then nothing is
served.) Serving processes read its first number with each request, which takes a microsecond. It belongs to one build,
as the integers of documents do, and a new build starts with an empty one.
"""

from __future__ import annotations

import errno
import os
import weakref
from array import array
from contextlib import suppress
from typing import TYPE_CHECKING

from library.storage.file_permissions import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST = 16_384
_WIDTH = 4  # bytes of a number
_NONE = array("I", [0])


class Blocked:
    """The documents of one build that must not be shown."""

    def __init__(self, path: Path) -> None:
        """Open the file for reading; a build without one has no blocked documents."""
        self._descriptor: int | None = None
        with suppress(OSError):
            self._descriptor = os.open(path, os.O_RDONLY)
            weakref.finalize(self, os.close, self._descriptor)

    def ids(self) -> frozenset[int]:
        """Return the catalogue's integers of the documents that must not be shown now."""
        if self._descriptor is None or os.pread(self._descriptor, _WIDTH, 0) in {b"", _NONE.tobytes()}:
            return frozenset()
        return frozenset(_read(self._descriptor)) - {0}


def make_blocked(path: Path) -> None:
    """Create the file, empty but with all its space allocated, unless it exists.

    Raises:
        OSError: There is no space for it.
    """
    if path.exists() and path.stat().st_size == MOST * _WIDTH:
        return
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE), "wb") as file:  # noqa: PTH123 - the mode
        file.write((_NONE * MOST).tobytes())
        file.flush()
        os.fsync(file.fileno())


def block(path: Path, ids: Iterable[int]) -> None:
    """Stop every process from showing some documents, from its next request on.

    Raises:
        OSError: There is no such file, it is full, or it cannot be written.
    """
    descriptor = os.open(path, os.O_RDWR)
    try:
        before = [each for each in _read(descriptor) if each]
        after = array("I", dict.fromkeys([*before, *ids]))
        if len(after) > MOST or os.fstat(descriptor).st_size < len(after) * _WIDTH:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.pwrite(descriptor, after.tobytes(), 0)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unblock_all(path: Path) -> None:
    """Unblock all documents, because the catalogue is right again.

    Raises:
        OSError: The file cannot be written.
    """
    with suppress(FileNotFoundError):
        descriptor = os.open(path, os.O_RDWR)
        try:
            used = sum(1 for each in _read(descriptor) if each)
            if used:
                os.pwrite(descriptor, (_NONE * used).tobytes(), 0)
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read(descriptor: int) -> array[int]:
    numbers = array("I")
    whole = os.pread(descriptor, MOST * _WIDTH, 0)
    numbers.frombytes(whole[: len(whole) // _WIDTH * _WIDTH])
    return numbers
