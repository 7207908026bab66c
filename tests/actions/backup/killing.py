"""Killing work in a process of its own at a counted instant: the same instant on every machine, however busy it is."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from types import FrameType

from tests.waiting import end_in_time

# What decides which state is seen: files that get their names, and connections to the records.
DECISIONS = frozenset({"os.rename", "sqlite3.connect"})
# Everything that a kill can come between.
CHANGES = DECISIONS | {"os.remove", "os.rmdir", "os.mkdir", "os.truncate"}


def kill_at_change(work: Callable[[], object], instant: int, changes: frozenset[str] = DECISIONS) -> bool:
    """Do some work in another process and kill it just before a change on the disk.

    Args:
        work: What to do.
        instant: Which change, counted from 1.
        changes: The names of Python's audit events that count.

    Returns:
        Whether it was killed; otherwise it ended well before.
    """

    def watch() -> None:
        left = instant

        def count(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in changes:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)

    return _is_killed(watch, work)


def kill_at_call(work: Callable[[], object], instant: int) -> bool:
    """Do some work in another process and kill it at a call of a function in any of its threads, counted from 1."""

    def watch() -> None:
        left = instant

        def count(_frame: FrameType, event: str, _of: object) -> None:
            nonlocal left
            left -= event in {"call", "c_call"}
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        threading.setprofile(count)
        sys.setprofile(count)

    return _is_killed(watch, work)


def _is_killed(watch: Callable[[], None], work: Callable[[], object]) -> bool:
    child = os.fork()
    if child == 0:
        code = 1
        end_in_time()
        try:
            watch()
            work()
            code = 0
        finally:
            sys.setprofile(None)
            if code:
                traceback.print_exc()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL, "The process did not end."
        return True
    assert os.WEXITSTATUS(status) == 0, "The work failed."
    return False
