"""Leases: exclusive locks for all threads and processes that share a data folder.

A lease is a lock on one byte of an empty file. The system releases it when its holder releases it or dies in any way.
Nothing about the holder is written: the position of the byte is the hash of a name. The locks belong to an open file
(``F_OFD_SETLK``, Linux 3.15), because older locks do not distinguish the threads of a process.
"""

from __future__ import annotations

import fcntl
import os
import struct
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING

from library.errors import ExportFailed, FileBusy, FilesReadOnly
from library.storage.file_permissions import is_read_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Bytes before this one are the places that all holders share; names use those after it.
_NAMES = 1 << 20

# struct flock on 64-bit Linux: type, whence, start, length, process.
_FLOCK = "hhqqi4x"


class Leases:
    """A limited number of places for all holders, and names that one holder at a time can have."""

    def __init__(self, path: Path, places: int) -> None:
        """Store the path of the file; the first lease creates it.

        Args:
            path: The file.
            places: How many leases can be held at once.
        """
        self._path = path
        self._places = places

    @contextmanager
    def hold(self, *names: str) -> Iterator[None]:
        """Hold some names and one of the places, or raise an error at once.

        Raises:
            FileBusy: Another holds one of the names, or all places are taken.
            FilesReadOnly: The data folder is read-only.
            ExportFailed: The file cannot be opened.
        """
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            if is_read_only(self._path.parent):
                raise FilesReadOnly from error
            raise ExportFailed("the data folder cannot be written") from error
        try:
            if not all(_lock(file, _byte_of(name)) for name in names):
                raise FileBusy
            if not any(_lock(file, place) for place in range(self._places)):
                raise FileBusy
            yield
        finally:
            os.close(file)


def _lock(file: int, byte: int) -> bool:
    """Try to lock a byte of a file; return whether it was free."""
    try:
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0))
    except BlockingIOError:
        return False
    return True


def _byte_of(name: str) -> int:
    """Return the byte for a name: 56 bits of its hash."""
    return _NAMES + int.from_bytes(blake2b(name.encode(), digest_size=7).digest())
