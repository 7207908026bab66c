"""Reading and playing times, calculated in one way everywhere."""

from __future__ import annotations

from enum import StrEnum
from math import ceil

# Words a minute for adults reading English non-fiction: 238 silently, 183 aloud.
# Source: Brysbaert 2019, "How many words do we read per minute?", Journal of Memory and Language 109.
WORDS_A_MINUTE_SILENT = 238
WORDS_A_MINUTE_ALOUD = 183


class Length(StrEnum):
    """How long a document takes: the ``length`` facet."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


def minutes_to_read(words: int) -> int:
    """Return whole minutes to read silently, at least 1."""
    return max(1, round(words / WORDS_A_MINUTE_SILENT))


def minutes_aloud(words: int) -> int:
    """Return whole minutes to read aloud, rounded up, because people pause for breath."""
    return max(1, ceil(words / WORDS_A_MINUTE_ALOUD))


def minutes_to_play(seconds: int) -> int:
    """Return whole minutes to play, at least 1."""
    return max(1, round(seconds / 60))


def length_of(minutes: int) -> Length:
    """Return the facet value: up to 3 minutes is short, up to 10 medium, the rest long."""
    if minutes <= 3:
        return Length.SHORT
    return Length.MEDIUM if minutes <= 10 else Length.LONG
