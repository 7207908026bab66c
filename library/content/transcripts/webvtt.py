"""WebVTT: its first line, its header and its times, by the W3C specification.

Source: https://www.w3.org/TR/webvtt1/#file-parsing
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ARROW = "-->"
SIGNATURE = re.compile(r"WEBVTT(?:[ \t\n]|\Z)")
_STAMP = r"(?:([0-9]{1,9}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])"
# Settings for drawing captions follow; they are ignored.
_TIMES = re.compile(rf"[ \t\f]*{_STAMP}[ \t\f]*-->[ \t\f]*{_STAMP}")


def after_header(lines: Sequence[str]) -> int:
    """Return the index of the first line after the header: a blank line or an arrow ends it."""
    at = 1
    while at < len(lines) and lines[at] and ARROW not in lines[at]:
        at += 1
    return at


def times_of(line: str) -> tuple[float, float] | None:
    """Return start and end in seconds, or ``None`` if one is malformed."""
    match = _TIMES.match(line)
    if match is None:
        return None
    start, end = (_seconds(*match.groups("0")[first : first + 4]) for first in (0, 4))
    return start, end


def _seconds(hours: str, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000
