"""How long a workshop takes: the minutes of each item, and clock times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.model.pack import ItemKind, Way
from library.model.reading_time import minutes_aloud, minutes_to_play, minutes_to_read

if TYPE_CHECKING:
    from library.model.usable import UsableItem

DAY = 24 * 60
CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.]?([0-5][0-9]))?")
HALF_DAY = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]?([0-5][0-9]))? ?([ap])\.?m\.?", re.IGNORECASE)
# ``90``, ``60 mins``, ``1 hour`` or ``1 hour 30 minutes``; a large number is told from a wrong entry by the caller.
LENGTH = re.compile(r"(?:(\d{1,9}) ?(?:h|hrs?|hours?))?(?: ?(\d{1,9}) ?(?:m|mins?|minutes?)?)?", re.IGNORECASE)

# Default minutes: a link is shown and discussed, a question needs time to answer.
USUAL = {
    ItemKind.QUESTION: 5,
    ItemKind.ACTIVITY: 10,
    ItemKind.GROUND_RULES: 3,
    ItemKind.BREAK: 10,
    ItemKind.DEBRIEF: 5,
    ItemKind.NOTE: 2,
}
TO_SHOW_A_LINK = 2

# Minutes to talk about a document, proposed when it is added: a story is read in three and talked about for ten.
TO_DISCUSS = 10
TO_DISCUSS_A_LINK = 5


def minutes_of(each: UsableItem) -> int:
    """Return how many minutes an item takes, with its discussion; 0 if it cannot be used."""
    return 0 if each.refusal else minutes_before_discussion(each) + each.item.discussion


def minutes_before_discussion(each: UsableItem) -> int:
    """Return how many minutes an item that can be used takes by itself: as chosen, otherwise our estimate."""
    item = each.item
    if item.minutes is not None:
        return item.minutes
    if item.kind is not ItemKind.DOCUMENT or each.document is None:
        return USUAL.get(item.kind, TO_SHOW_A_LINK)
    if each.is_link:
        return TO_SHOW_A_LINK
    if item.way is Way.PLAY and each.document.media:
        return minutes_to_play(each.document.media.duration)
    words = sum(len(passage.text.split()) for passage in each.passages)
    return minutes_to_read(words) if item.way is Way.SILENT else minutes_aloud(words)


def read_clock(typed: str) -> str | None:
    """Return a time such as ``9:05``, ``930`` or ``2.30 pm`` as ``HH:MM``; ``None`` if it is none, empty if empty."""
    typed = typed.strip()
    if not typed:
        return ""
    found = CLOCK.fullmatch(typed)
    if found:
        return f"{int(found[1]):02}:{found[2] or '00'}"
    half = HALF_DAY.fullmatch(typed)
    if half:
        return f"{int(half[1]) % 12 + (12 if half[3].lower() == 'p' else 0):02}:{half[2] or '00'}"
    return None


def read_minutes(typed: str) -> int | None:
    """Return a length such as ``90``, ``60 mins`` or ``1 hour 30 minutes`` in minutes; ``None`` if it is not one."""
    found = LENGTH.fullmatch(typed.strip())
    if not found or found[1] is found[2] is None:
        return None
    return 60 * int(found[1] or 0) + int(found[2] or 0)


def at(starts: str, minutes: int) -> str:
    """Return the clock time some minutes after the start, past midnight too; ``0:05`` without a start."""
    if not starts:
        return f"{minutes // 60}:{minutes % 60:02}"
    hours, start = starts.split(":")
    total = (int(hours) * 60 + int(start) + minutes) % DAY
    return f"{total // 60:02}:{total % 60:02}"
