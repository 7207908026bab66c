"""The processes that write files, as this process sees them."""

from __future__ import annotations

import os
import time
from pathlib import Path

# A safety net only: nothing here is measured.
MOST_SECONDS = 60


def worker_of(parent: int = 0) -> int:
    """Return the id of the worker that a process has started, by default this one; wait until there is one."""
    deadline = time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline:
        for folder in Path("/proc").glob("[0-9]*"):
            if _parent(folder) == (parent or os.getpid()) and b"library.export.worker" in _read(folder / "cmdline"):
                return int(folder.name)
        time.sleep(0.01)
    raise AssertionError("No worker was started.")


def wait_until_gone(process: int) -> None:
    """Wait until a process has ended."""
    deadline = time.monotonic() + MOST_SECONDS
    while _parent(Path("/proc") / str(process)) is not None:
        assert time.monotonic() < deadline, "The process goes on."
        time.sleep(0.01)


def environment_of(process: int) -> dict[str, str]:
    """Return the environment that a process was started with."""
    found = _read(Path("/proc") / str(process) / "environ").decode()
    return dict(each.partition("=")[::2] for each in found.split("\0") if each)


def _parent(folder: Path) -> int | None:
    """Return the parent of a process that runs, or ``None`` where it has ended."""
    after = _read(folder / "stat").rpartition(b")")[2].split()
    return int(after[1]) if after and after[0] not in {b"Z", b"X"} else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
