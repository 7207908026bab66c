"""Waiting for processes and threads, never for ever. Nothing is measured here: the limits are safety nets."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

# Seconds, many times what a busy machine takes.
PATIENCE = 120


def wait_for(condition: Callable[[], T], said: Callable[[], str] = str) -> T:
    """Wait until something is true, and return what it gave.

    Args:
        condition: Asked every 50 ms.
        said: Gives what a failed wait reports, such as a log.
    """
    until = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < until, f"Not so in {PATIENCE} s. {said()}"
        time.sleep(0.05)
    return found


def stop(process: subprocess.Popen[Any]) -> None:
    """Ask a process to end, as systemd does, and wait for it. One that does not end is killed, and the test fails."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE)
        raise AssertionError(f"Still running {PATIENCE} s after SIGTERM: {process.args!r}") from None


def end_in_time() -> None:
    """Let a forked process end when its time is over, whatever it waits for.

    A lock that another thread of the parent held stays locked for ever in its child.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(PATIENCE)
