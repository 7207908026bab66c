"""Space on the disk reserved for withdrawals.

A narrowing writes to the catalogue's log before it frees anything, so it would fail on a full disk. A file of ``SIZE``
is kept, to be deleted when space is needed. At 10,000 documents of 600 words, one withdrawal writes 3.4 MB of log, ten
at once 8.9 MB, a hundred 15.4 MB, and SQLite needs 32 KB to open it. The file is filled with random bytes, because
zeros take no space on file systems that compress.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from library.storage.file_permissions import make_private_folder

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 24 * 1024 * 1024
_STEP = 1024 * 1024


def make_reserve(data: Path) -> None:
    """Create the reserve, unless it exists or would leave less free space than its own size."""
    reserve = data / "reserve"
    with suppress(OSError):
        if not _is_whole(reserve) and _free(data) >= 2 * SIZE:
            _fill(reserve)


def release_reserve(data: Path) -> None:
    """Free the reserved space."""
    with suppress(OSError):
        (data / "reserve").unlink()


def _is_whole(reserve: Path) -> bool:
    return reserve.exists() and reserve.stat().st_size == SIZE


def _free(data: Path) -> int:
    make_private_folder(data)
    disk = os.statvfs(data)
    return disk.f_bavail * disk.f_frsize


def _fill(reserve: Path) -> None:
    beside = reserve.with_name("reserve.new")
    try:
        with beside.open("wb") as file:
            for _ in range(SIZE // _STEP):
                file.write(os.urandom(_STEP))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(reserve)
    finally:
        beside.unlink(missing_ok=True)
