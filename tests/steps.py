"""How much work something is, counted in calls of functions: the same on every machine, however busy it is."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# Twice the input may take a little more than twice the steps; in a quadratic way it takes four times as many.
TWICE = 2.5

# A safety net and no measurement: what ends at all ends within this on any machine.
MINUTES = 10


def steps(work: Callable[[], object]) -> int:
    """Return how many functions are called, ours and Python's, while something is done."""
    calls = 0

    def count(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def opened(work: Callable[[], object], below: str) -> list[str]:
    """Return the files below a folder that are opened while something is done, in order."""
    names: list[str] = []
    _listeners.append(lambda name: names.append(name) if name.startswith(below) else None)
    try:
        work()
    finally:
        _listeners.pop()
    return names


@contextmanager
def patience() -> Iterator[None]:
    """End with an error what never ends."""

    def give_up(_number: int, _frame: object) -> None:
        raise AssertionError(f"This has not ended in {MINUTES} minutes.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60 * MINUTES)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


_listeners: list[Callable[[str], object]] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _listeners:
        _listeners[-1](str(arguments[0]))


# A hook stays for the life of the process; between two calls of `opened` it hears nothing.
sys.addaudithook(_hear)
