"""Writes a file in a separate process, so that no pack can use up a server's time or memory or crash it.

A server has threads, so it is never forked: a new Python starts (0.3 s with the writer), gets the finished workshop,
and returns the file. ``library.export.worker`` limits itself; this module watches the clock.
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
    """Limits for making one file.

    Attributes:
        seconds: Of clock time, and of processor time.
        megabytes: Of memory.
    """

    seconds: float
    megabytes: int


def write_file(name: str, made: Workshop | Report, limits: Limits) -> bytes:
    """Return a file.

    Args:
        name: A key of ``library.export.writers.WRITERS``.
        made: The content of the file.
        limits: The limits for making it.

    Raises:
        FileTooSlow: It took too long.
        FileTooLarge: It needed too much memory.
        ExportFailed: It could not be made, or its process was killed.
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
    """Return the error for an exit code; a negative code is a signal."""
    if code == -signal.SIGXCPU:
        return FileTooSlow(limits.seconds)
    # Typst, like any program in Rust, aborts if it gets no memory.
    if code in {NO_MEMORY, -signal.SIGABRT}:
        return FileTooLarge(limits.megabytes)
    return ExportFailed("the PDF could not be laid out" if code == REFUSED else "it stopped before it was finished")


def _environment() -> dict[str, str]:
    """Return the environment of a worker: Python's path, and one thread and one arena of memory."""
    paths = os.pathsep.join(filter(None, sys.path))
    return {"PYTHONPATH": paths, "RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
