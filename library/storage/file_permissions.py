"""Private files, which only their owner can read: everything in ``LIBRARY_DATA``, and the records wherever they are."""

from __future__ import annotations

import os
import stat
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = 0o600
FOLDER = 0o700
_OTHERS = 0o077


class _Mask:
    """The mask of this process for new files, which all threads share: the last to leave restores it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holders = 0
        self._before = 0

    def enter(self) -> None:
        with self._lock:
            if self._holders == 0:
                self._before = os.umask(_OTHERS)
            self._holders += 1

    def leave(self) -> None:
        with self._lock:
            self._holders -= 1
            if self._holders == 0:
                os.umask(self._before)


_mask = _Mask()


@contextmanager
def private_files() -> Iterator[None]:
    """Make every file and folder private that this process and its children create meanwhile."""
    _mask.enter()
    try:
        yield
    finally:
        _mask.leave()


def is_read_only(folder: Path) -> bool:
    """Return whether a folder is read-only, or is missing and cannot be created."""
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    return nearest.is_dir() and not os.access(nearest, os.W_OK)


def make_private_folder(folder: Path) -> None:
    """Make a folder private; create it if missing."""
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    _restrict(folder, FOLDER)


def make_private_folders(folder: Path, top: Path) -> None:
    """Make a folder private, and all between it and one above it; create them if missing."""
    for each in reversed([each for each in (folder, *folder.parents) if each.is_relative_to(top)]):
        make_private_folder(each)


def make_private_file(file: Path) -> None:
    """Make a file private; create an empty one if missing.

    Raises:
        OSError: It cannot be created.
    """
    if file.exists():
        _restrict(file, FILE)
    else:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, FILE))


def make_all_private(folder: Path) -> None:
    """Make a folder and everything in it private, except what belongs to other users."""
    for here, _, files in os.walk(folder):
        _restrict(here, FOLDER)
        for name in files:
            _restrict(os.path.join(here, name), FILE)  # noqa: PTH118 - a path of each of thousands of files is slow


def _restrict(path: str | Path, mode: int) -> None:
    with suppress(OSError):
        found = os.lstat(path).st_mode
        if found & _OTHERS and not stat.S_ISLNK(found):
            os.chmod(path, mode)  # noqa: PTH101 - as above
