"""The processes that write files, as this process sees them."""

from __future__ import annotations

import os
from pathlib import Path

from tests.waiting import wait_for


def worker_of(parent: int = 0) -> int:
    """Return the id of the worker that a process has started, by default this one; wait until there is one."""
    return wait_for(lambda: _workers(parent or os.getpid()), lambda: "No worker was started.")[0]


def wait_until_gone(process: int) -> None:
    """Wait until a process has ended."""
    wait_for(lambda: _parent(Path("/proc") / str(process)) is None, lambda: "The process goes on.")


def environment_of(process: int) -> dict[str, str]:
    """Return the environment that a process was started with."""
    found = _read(Path("/proc") / str(process) / "environ").decode()
    return dict(each.partition("=")[::2] for each in found.split("\0") if each)


def _workers(parent: int) -> list[int]:
    folders = [folder for folder in Path("/proc").glob("[0-9]*") if _parent(folder) == parent]
    return [int(folder.name) for folder in folders if b"library.export.worker" in _read(folder / "cmdline")]


def _parent(folder: Path) -> int | None:
    """Return the parent of a process that runs, or ``None`` where it has ended."""
    after = _read(folder / "stat").rpartition(b")")[2].split()
    return int(after[1]) if after and after[0] not in {b"Z", b"X"} else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
