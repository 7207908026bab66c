"""Starts a process that does one piece of work and ends; waits for it, but not for ever.

A server has threads, so it is never forked: a new Python starts. ``library.process.child`` limits itself; this module
watches the clock.
"""

from __future__ import annotations

import math
import os
import signal
import sys
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import TYPE_CHECKING, BinaryIO

from library.process.child import NO_MEMORY

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one piece of work.

    Attributes:
        seconds: Of clock time, and of processor time.
        megabytes: Of memory.
    """

    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended.

    Attributes:
        output: What it wrote.
        code: Its exit code; a negative one is a signal, ``None`` if the clock stopped it.
    """

    output: bytes
    code: int | None

    @property
    def is_done(self) -> bool:
        """Return whether it finished its work."""
        return self.code == 0

    @property
    def was_too_slow(self) -> bool:
        """Return whether it ran out of time."""
        return self.code is None or self.code == -signal.SIGXCPU

    @property
    def was_too_large(self) -> bool:
        """Return whether it ran out of memory."""
        # A program in Rust or C++, as Typst and PDFium are, aborts or traps if it gets no memory.
        return self.code in {NO_MEMORY, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL}


def run(module: str, arguments: Sequence[str], given: bytes | BinaryIO, limits: Limits) -> Ended:
    """Run one of our modules in a new process and wait until it ends.

    Args:
        module: Its full name; its ``main`` calls ``library.process.child.work``.
        arguments: Its own arguments, before those that limit it.
        given: Its standard input: bytes, or an open file.
        limits: Of its time and memory.
    """
    seconds = str(math.ceil(limits.seconds))
    command = [sys.executable, "-P", "-m", module, *arguments, str(os.getpid()), seconds, str(limits.megabytes)]
    message, stdin = (given, PIPE) if isinstance(given, bytes) else (None, given)
    with Popen(  # noqa: S603 - our own module, with arguments of ours and numbers
        command, stdin=stdin, stdout=PIPE, stderr=DEVNULL, env=_environment()
    ) as process:
        try:
            output, _ = process.communicate(message, limits.seconds)
        except TimeoutExpired:
            return Ended(b"", None)
        finally:
            process.kill()
    return Ended(output, process.returncode)


def _environment() -> dict[str, str]:
    """Return the environment of the process: Python's path, and one thread and one arena of memory."""
    paths = os.pathsep.join(filter(None, sys.path))
    return {"PYTHONPATH": paths, "RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
