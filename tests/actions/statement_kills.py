"""A process of its own that is killed at a counted statement: the same instant on every machine, however busy it is."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from sqlalchemy import Engine, event

from tests.waiting import end_in_time

# Before and after each statement, and before each commit.
INSTANTS = ("before_cursor_execute", "after_cursor_execute", "commit")


def in_a_process(act: Callable[[], object], kill_at: int = 0) -> int:
    """Act in a process of its own and kill it at an instant, counted from 1; return its id; 0 for not at all.

    The records must be closed before, because a connection cannot be shared.
    """
    child = os.fork()
    if child:
        return child
    left = kill_at

    def pass_instant(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    end_in_time()
    for each in INSTANTS:
        event.listen(Engine, each, pass_instant)
    try:
        act()
    finally:
        os._exit(0)


def was_killed(child: int) -> bool:
    """Wait for the process to end, and return whether it was killed."""
    _, status = os.waitpid(child, 0)
    is_killed = os.WIFSIGNALED(status)
    assert not is_killed or os.WTERMSIG(status) == signal.SIGKILL, "The process did not end."
    return is_killed
