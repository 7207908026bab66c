"""Times as people and programs write them, and as we write them."""

from __future__ import annotations

import re
from typing import NamedTuple

# At least one colon, or four numbers: ``1:31``, ``00:01:31.250``, ``0:0:9,4``, ``00.02:32.000``, ``00:00:05:12``.
TIME = r"[0-9]{1,9}(?:[:.,;][0-9]{1,9}){1,3}"
_TIME = re.compile(TIME)
FRAMES = 25  # a second, where a file counts frames and does not say how many

_STANDARD = re.compile(r"(?:[0-9]+:)?[0-9]{2}:[0-9]{2}[.,][0-9]{3}")


class Time(NamedTuple):
    """A time that was read.

    Attributes:
        seconds: From the start.
        guess: What had to be guessed, or empty.
    """

    seconds: float
    guess: str = ""


_SHORT = "Check these times. They are not written in full, such as 00:01:31.000, and were read as best they could be."
_TOO_BIG = "Check these times. Minutes or seconds are over 59, so they were added up."
_FRAMES = f"Check these times. The fourth number was read as frames, {FRAMES} to a second."


def read_time(text: str) -> Time | None:
    """Read a time that has a colon, or four numbers.

    Args:
        text: Such as ``1:31``, ``00:01:31.250``, ``0:0:9,4`` or ``00:00:05:12``.

    Returns:
        The time, or ``None`` if this is none.
    """
    numbers, signs = re.findall("[0-9]+", text), "".join(re.findall("[^0-9]", text))
    if not _TIME.fullmatch(text) or (":" not in signs and len(numbers) < 4):
        return None
    *whole, fraction = numbers if _has_fraction(signs) else [*numbers, ""]
    frames = signs[-1] == ":" and len(numbers) == 4 and len(fraction) < 3
    hours, minutes, seconds = (0, 0, 0, *map(int, whole))[-3:]
    rest = int(fraction or 0) / (FRAMES if frames else 10 ** len(fraction))
    value = hours * 3600 + minutes * 60 + seconds + rest
    too_big = seconds > 59 or (minutes > 59 and len(whole) > 2)
    sentence = _FRAMES if frames else _TOO_BIG if too_big else "" if _STANDARD.fullmatch(text) else _SHORT
    return Time(value, sentence)


def _has_fraction(signs: str) -> bool:
    return len(signs) == 3 or signs[-1] != ":"


def clock(seconds: float) -> str:
    """Return a time as WebVTT has it: ``00:01:31.250``."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
