"""Times that are missing, wrong or out of order → cues in order, each of which ends after it starts."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from library.content.transcripts.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from library.content.transcripts.cues import Draft
    from library.content.transcripts.findings import Findings

SECONDS_A_WORD = 0.6  # 100 words a minute: slow, so that no one's words have gone before they are said
SHORTEST = 1.0  # seconds

HOUR = 3600.0
_LATE, _EARLY = 45 * 60.0, 15 * 60.0

_HOURS = (
    "Check the hours from here. The minutes start again from 0, so an hour was added to this caption and those below."
)
_ORDER = "Check the time of this caption. It is not in order, so the caption was moved to where its time belongs."
_LENGTH = "Check the times of this caption. It does not end after it starts, so it was given an end."


def timed(drafts: Sequence[Draft], findings: Findings) -> list[Cue]:
    """Put cues in order and give each a start and an end.

    Args:
        drafts: In the order of the file.
        findings: Where guesses go.

    Returns:
        As many cues, in order of start; those that start together in the order of the file.
    """
    started = _with_hours(_with_starts(drafts), findings)
    for at in _out_of_order([start for _, start, _ in started]):
        findings.add(started[at][0].line, _ORDER)
    started.sort(key=lambda each: each[1])
    following = _following([start for _, start, _ in started])
    return [
        Cue(draft.line, start, _end(draft, start, end, after, findings), draft.text, draft.speaker)
        for (draft, start, end), after in zip(started, following, strict=True)
    ]


_Started = tuple["Draft", float, "float | None"]


def _with_starts(drafts: Sequence[Draft]) -> list[_Started]:
    """Give each cue a start: a missing one is the end of the cue before."""
    started: list[_Started] = []
    before = 0.0
    for draft in drafts:
        start = before if draft.start is None else draft.start
        if draft.start is None and draft.end is not None:
            start = min(start, draft.end)
        before = max(start, draft.end or start)
        started.append((draft, start, draft.end))
    return started


def _with_hours(started: list[_Started], findings: Findings) -> list[_Started]:
    """Add the hours that a file leaves out: 59:58 is followed by 00:03."""
    if any(start >= HOUR for _, start, _ in started):
        return started
    added, whole = 0.0, []
    for at, (draft, start, end) in enumerate(started):
        if _is_new_hour(started, at):
            added += HOUR
            findings.add(draft.line, _HOURS)
        over = HOUR if end is not None and end < start - _LATE else 0.0
        whole.append((draft, start + added, None if end is None else end + added + over))
    return whole


def _is_new_hour(started: Sequence[_Started], at: int) -> bool:
    """Tell whether an hour ends before a cue; one cue alone may merely be out of order."""
    before, after = started[max(0, at - 2) : at], started[at : at + 2]
    return bool(before) and all(start >= _LATE for _, start, _ in before) and all(s <= _EARLY for _, s, _ in after)


def _out_of_order(starts: Sequence[float]) -> list[int]:
    """Return the fewest cues that would have to move, by index: those outside of a longest ordered run."""
    ends: list[float] = []
    last: list[int] = []
    previous: list[int] = []
    for at, start in enumerate(starts):
        length = bisect_right(ends, start)
        ends[length : length + 1], last[length : length + 1] = [start], [at]
        previous.append(last[length - 1] if length else -1)
    ordered, at = set[int](), last[-1] if last else -1
    while at >= 0:
        ordered.add(at)
        at = previous[at]
    return [at for at in range(len(starts)) if at not in ordered]


def _following(starts: Sequence[float]) -> list[float | None]:
    """Return for each start the next that is later, or ``None`` at the end."""
    following: list[float | None] = [None] * len(starts)
    for at in range(len(starts) - 2, -1, -1):
        following[at] = starts[at + 1] if starts[at + 1] > starts[at] else following[at + 1]
    return following


def _end(draft: Draft, start: float, end: float | None, after: float | None, findings: Findings) -> float:
    if end is not None and end > start:
        return end
    if end is not None:
        findings.add(draft.line, _LENGTH)
    spoken = start + max(SHORTEST, SECONDS_A_WORD * len(draft.text.split()))
    return spoken if after is None else min(spoken, after)
