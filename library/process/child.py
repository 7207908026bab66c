"""What a separate process does first: it limits its processor time, memory and priority before it reads anything.

The work may loop, need gigabytes or abort; the parent only sees how the process ended. It has no settings, secrets or
connections: ``library.process.parent`` makes its environment, and everything else comes through standard input.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Exit codes, besides 0 for done and 1 for an unexpected error.
REFUSED, NO_MEMORY = 3, 4

# Beyond this share of its memory, any error means that it ran out: libxml2 then reports valid XML as broken.
FULL = 0.8

# Pages of the site have priority over this work for the processor.
NICENESS = 5

_MB = 1_000_000
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def work(do: Callable[[Sequence[str], BinaryIO], bytes], refusal: type[Exception]) -> int:
    """Do the work that the command line asks for, write its result, and return the exit code.

    If the code is 1, the output says where it failed, never in which words.

    Args:
        do: Takes the arguments of the module and standard input.
        refusal: What it raises if it knows why it cannot be done; the code is then ``REFUSED``.
    """
    *arguments, parent, seconds, megabytes = sys.argv[1:]
    end_with(int(parent))
    limit(int(seconds), int(megabytes))
    try:
        output, code = do(arguments, sys.stdin.buffer), 0
    except refusal:
        return REFUSED
    except MemoryError:
        return NO_MEMORY
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent has to know that it was
        output, code = (b"", NO_MEMORY) if _is_full(int(megabytes)) else (_place_of(error).encode(), 1)
    sys.stdout.buffer.write(output)
    return code


def limit(seconds: int, megabytes: int) -> None:
    """Limit this process.

    Args:
        seconds: Of processor time; then the system ends the process.
        megabytes: Of private memory; mapped fonts and libraries do not count. Allocating more fails.
    """
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * _MB, megabytes * _MB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with(parent: int) -> None:
    """Make this process end at once when its parent ends in any way."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def _is_full(megabytes: int) -> bool:
    """Return whether this process has used nearly all of its memory."""
    try:
        return _peak() > FULL * megabytes * _MB
    except MemoryError:
        return True  # not even enough memory left to check


def _peak() -> int:
    """Return the peak memory of this program, in bytes.

    On Linux ``ru_maxrss`` is no use, because it includes the memory of the server that started this program.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _place_of(error: Exception) -> str:
    """Return the kind and place of an error, but never its message, which may have words of a story."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.filename}:{last.lineno}"
