"""Leases: exclusive locks for all threads and processes that share a data folder.

A lease is a lock on one byte of an empty file. The system releases it when its holder releases it or dies in any way.
Nothing about the holder is written: the position of the byte is the hash of a name. The locks belong to an open file
(``F_OFD_SETLK``, Linux 3.15), because older locks do not distinguish the threads of a process.
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING

from library.errors import ExportFailed, FileBusy, FilesReadOnly
from library.storage.file_permissions import is_read_only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# The places that all holders share are the first bytes. After them, the queue; those who wait; and the names.
_QUEUE = 1 << 18
_WAITING = 1 << 19
_NAMES = 1 << 20

# Those who wait take threads of the server, so they are few and look again ten times a second.
MOST_WAITING = 4
PAUSE = 0.1

# struct flock on 64-bit Linux: type, whence, start, length, process.
_FLOCK = "hhqqi4x"


class Leases:
    """A limited number of places for all holders, and names that one holder at a time can have.

    A few can wait for a moment, one for each waiter. Those who have their names queue for a place and get it in the
    order in which they came, so two clients who always come back do not keep the others out.
    """

    def __init__(self, path: Path, places: int, wait: float = 0, pause: Callable[[float], None] = time.sleep) -> None:
        """Store the path of the file; the first lease creates it.

        Args:
            path: The file.
            places: How many leases can be held at once.
            wait: How many seconds someone waits at most; 0 for not at all.
            pause: Waits for some seconds.
        """
        self._path = path
        self._places = places
        self._tries = round(wait / PAUSE)
        self._pause = pause

    @contextmanager
    def hold(self, *names: str, waiter: str = "") -> Iterator[None]:
        """Hold some names and one of the places.

        Args:
            names: One holder at a time has each of them.
            waiter: Who waits if they are taken: one request at a time. Empty for nobody.

        Raises:
            FileBusy: Another holds one of the names, or all places are taken, and waiting did not help.
            FilesReadOnly: The data folder is read-only.
            ExportFailed: The file cannot be opened.
        """
        file = self._opened()
        try:
            attempt = _Attempt(file, self._places, names)
            if not (attempt.succeeds() or self._waits_for(attempt, file, waiter)):
                raise FileBusy
            yield
        finally:
            os.close(file)

    def _opened(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            if is_read_only(self._path.parent):
                raise FilesReadOnly from error
            raise ExportFailed("the data folder cannot be written") from error

    def _waits_for(self, attempt: _Attempt, file: int, waiter: str) -> bool:
        """Try again and again for the time there is; return whether it succeeded."""
        is_alone = bool(waiter) and _lock(file, _byte_of(f"waiting {waiter}"))
        if not is_alone or not any(_lock(file, _WAITING + place) for place in range(MOST_WAITING)):
            return False
        for _ in range(self._tries):
            self._pause(PAUSE)
            if attempt.succeeds():
                return True
        return False


class _Attempt:
    """Gets names, then a place in the queue, then one of the places to work."""

    def __init__(self, file: int, places: int, names: tuple[str, ...]) -> None:
        self._file = file
        self._places = places
        self._names = tuple(map(_byte_of, names))
        self._position: int | None = None  # in the queue; 0 is its head

    def succeeds(self) -> bool:
        """Go as far as possible; return whether names and a place are held. What is held stays held."""
        if not self._has_names():
            return False
        self._move_up()
        if self._position != 0 or not any(_lock(self._file, place) for place in range(self._places)):
            return False
        _unlock(self._file, _QUEUE)
        return True

    def _has_names(self) -> bool:
        """Hold all names or none of them, so that nobody is kept out by one who cannot go on."""
        if all(_lock(self._file, name) for name in self._names):
            return True
        for name in self._names:
            _unlock(self._file, name)
        return False

    def _move_up(self) -> None:
        """Join the queue at its end, and go forward as long as nobody is in front."""
        ahead = MOST_WAITING if self._position is None else self._position - 1
        while ahead >= 0 and _lock(self._file, _QUEUE + ahead):
            if self._position is not None:
                _unlock(self._file, _QUEUE + self._position)
            self._position, ahead = ahead, ahead - 1


def _lock(file: int, byte: int) -> bool:
    """Try to lock a byte of a file; return whether it was free."""
    try:
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0))
    except BlockingIOError:
        return False
    return True


def _unlock(file: int, byte: int) -> None:
    """Release a byte of a file, held or not."""
    fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack(_FLOCK, fcntl.F_UNLCK, os.SEEK_SET, byte, 1, 0))


def _byte_of(name: str) -> int:
    """Return the byte for a name: 56 bits of its hash."""
    return _NAMES + int.from_bytes(blake2b(name.encode(), digest_size=7).digest())
