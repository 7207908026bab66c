"""Checks one uploaded file in a separate process, so that no file can stop or crash this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from library.content.uploads.checked import Checked
from library.process.parent import Limits, run

if TYPE_CHECKING:
    from pathlib import Path

    from library.model.upload import Purpose

# The largest picture takes 300 MB; a film of 2 GB is read once, in a few seconds from a good disk.
CHECKING = Limits(seconds=120, megabytes=600)

_TOO_MUCH = "This file takes too long or too much memory to read. Save it again, or in parts, and send that."
_DAMAGED = "This file is damaged and cannot be read. Open it, save it again and send the new file."


def check_upload(
    file: Path, purpose: Purpose, duration: float | None = None, limits: Limits = CHECKING
) -> tuple[Checked, bytes]:
    """Return what a file is, or why it cannot be used.

    Args:
        file: Where it was received.
        purpose: What it is for.
        duration: Seconds of the recording that a transcript belongs to, if known.
        limits: Of time and memory.

    Returns:
        What was found, and the bytes to store instead of the file; empty if the file itself is to be stored.

    Raises:
        OSError: It cannot be opened.
    """
    with file.open("rb") as opened:
        arguments = [purpose.value, "" if duration is None else str(duration)]
        ended = run("library.content.uploads.worker", arguments, opened, limits)
    if ended.is_done:
        found, _, data = ended.output.partition(b"\n")
        return msgspec.json.decode(found, type=Checked), data
    return Checked(problem=_TOO_MUCH if ended.was_too_slow or ended.was_too_large else _DAMAGED), b""
