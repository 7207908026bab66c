"""An exclusive lock on a file; the system releases it when its holder ends in any way."""

from __future__ import annotations

import fcntl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE = 0.1


class LockHeld(Exception):
    """Another process held the lock for all of the time to wait."""


@contextmanager
def hold_lock(path: Path, seconds: float = 0) -> Iterator[None]:
    """Hold the lock on a file; create the file if missing.

    Args:
        path: The file, in a folder that exists.
        seconds: How long to wait for another holder.

    Raises:
        LockHeld: Another held it for all of that time.
        OSError: The file cannot be opened.
    """
    with path.open("a") as file:
        deadline = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    raise LockHeld from error
                time.sleep(_PAUSE)
        yield
