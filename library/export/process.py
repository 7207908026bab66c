"""Writes a file in a process of its own, so that no pack can use up the time, the memory or the life of a server.

A server has threads, so it is never forked: a new Python starts (0.3 s with the writer), is given the finished
workshop, and answers with the file. ``library.export.worker`` says how it limits itself; the clock is watched here.
"""

from __future__ import annotations

import logging
import math
import os
import signal
import sys
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import TYPE_CHECKING

from library.errors import ExportFailed, FileTooLarge, FileTooSlow
from library.export.worker import NO_MEMORY, REFUSED, encoded

if TYPE_CHECKING:
    from library.model.workshop import Report, Workshop

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the making of one file may take.

    Attributes:
        seconds: By the clock, and of processor time.
        megabytes: Of memory.
    """

    seconds: float
    megabytes: int


def write_file(name: str, made: Workshop | Report, limits: Limits) -> bytes:
    """Return a file.

    Args:
        name: A key of ``library.export.writers.WRITERS``.
        made: What it is made of.
        limits: What it may take.

    Raises:
        FileTooSlow: It takes longer than it may.
        FileTooLarge: It needs more memory than it may.
        ExportFailed: It cannot be made, or its process was ended.
    """
    seconds = str(math.ceil(limits.seconds))
    command = [sys.executable, "-P", "-m", "library.export.worker", name, str(os.getpid()), seconds]
    with Popen(  # noqa: S603 - our own module, with a key of ours and numbers
        [*command, str(limits.megabytes)], stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment()
    ) as process:
        try:
            body, _ = process.communicate(encoded(made), limits.seconds)
        except TimeoutExpired as error:
            raise FileTooSlow(limits.seconds) from error
        finally:
            process.kill()
    if process.returncode:
        _log.error("%s was not made: its process ended with %d %s", name, process.returncode, body[:300].decode())
        raise _failure(process.returncode, limits)
    return body


def _failure(code: int, limits: Limits) -> ExportFailed:
    """Return what the end of a process means; a negative code is a signal."""
    if code == -signal.SIGXCPU:
        return FileTooSlow(limits.seconds)
    # Typst, like all that is written in Rust, aborts where it gets no memory.
    if code in {NO_MEMORY, -signal.SIGABRT}:
        return FileTooLarge(limits.megabytes)
    return ExportFailed("the PDF could not be laid out" if code == REFUSED else "it stopped before it was finished")


def _environment() -> dict[str, str]:
    """Return all that a worker finds in its environment: where Python looks, and one thread, one arena of memory."""
    paths = os.pathsep.join(filter(None, sys.path))
    return {"PYTHONPATH": paths, "RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
