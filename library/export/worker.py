"""The process that writes one file and ends: a finished workshop in, bytes out.

It limits its processor time, memory and priority before it reads anything. Python, the writers and Typst may loop, need
gigabytes or abort; the server only sees how this process ended. It has no settings, secrets or connections:
``library.export.process`` makes its environment, and everything else comes through standard input.

    python -m library.export.worker NAME PARENT SECONDS MEGABYTES
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
from typing import TYPE_CHECKING

import msgspec

from library.errors import ExportFailed
from library.export.typography import typeset_all
from library.export.writers import WRITERS

if TYPE_CHECKING:
    from library.model.workshop import Report, Workshop

# Exit codes, besides 0 for done and 1 for an unexpected error.
REFUSED, NO_MEMORY = 3, 4

# Beyond this share of its memory, any error means that it ran out: libxml2 then reports valid XML as broken.
FULL = 0.8

# Pages of the site have priority over files for the processor.
NICENESS = 5

_MB = 1_000_000
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> int:
    """Write the file that the command line names, and return the exit code. If it is 1, the output says what failed."""
    name, parent, seconds, megabytes = sys.argv[1:]
    end_with(int(parent))
    limit(int(seconds), int(megabytes))
    try:
        body = written(name, sys.stdin.buffer.read())
    except ExportFailed:
        return REFUSED
    except MemoryError:
        return NO_MEMORY
    except Exception as error:  # noqa: BLE001 - whatever it is, the server has to know that it was
        body, code = (b"", NO_MEMORY) if _is_full(int(megabytes)) else (_place_of(error).encode(), 1)
    else:
        code = 0
    sys.stdout.buffer.write(body)
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


def written(name: str, message: bytes) -> bytes:
    """Return a file.

    Args:
        name: A key of ``WRITERS``.
        message: Its content, from ``encoded``.

    Raises:
        ExportFailed: The writer refuses it.
    """
    writer = WRITERS[name]
    return writer.write(typeset_all(decoded(message, writer.made_of)))


def encoded(made: Workshop | Report) -> bytes:
    """Return a workshop or a report as a message for a worker."""
    return msgspec.json.encode(made, enc_hook=str)


def decoded(message: bytes, made_of: type[Workshop | Report]) -> Workshop | Report:
    """Return the content of a message."""
    return msgspec.json.decode(message, type=made_of, dec_hook=_path)


def _path(kind: type, text: str) -> Path:
    del kind
    return Path(text)


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


if __name__ == "__main__":
    sys.exit(main())
