"""Writes a file in a separate process, so that no pack can use up a server's time or memory or crash it.

The process gets the finished workshop and returns the file (0.3 s with the writer): see ``library.process``.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from library.errors import ExportFailed, FileTooLarge, FileTooSlow
from library.export.worker import encoded
from library.process.child import REFUSED
from library.process.parent import run

if TYPE_CHECKING:
    from library.model.workshop import Report, Workshop
    from library.process.parent import Ended, Limits

_log = logging.getLogger(__name__)


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
    ended = run("library.export.worker", [name], encoded(made), limits)
    if not ended.is_done:
        if ended.code is not None:
            _log.error("%s was not made: its process ended with %d %s", name, ended.code, ended.output[:300].decode())
        raise _failure(ended, limits)
    return ended.output


def _failure(ended: Ended, limits: Limits) -> ExportFailed:
    if ended.was_too_slow:
        return FileTooSlow(limits.seconds)
    if ended.was_too_large:
        return FileTooLarge(limits.megabytes)
    refused = ended.code == REFUSED
    return ExportFailed("the PDF could not be laid out" if refused else "it stopped before it was finished")
