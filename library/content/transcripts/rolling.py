"""Rolling captions → each line once.

Live captions scroll: a cue shows the line before again above the new one. YouTube's show each line three times. A file
is taken for rolling only if most of its cues begin with what was just shown, because people do repeat themselves.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.content.transcripts.cues import Draft
    from library.content.transcripts.findings import Findings

LEAST_PAIRS = 3
SHARE = 0.3
GAP = 0.1  # seconds between two cues that scroll
MOST_LINES = 8  # that a caption shows at once

_ROLLING = "These captions scroll, and show each line several times. Each was kept once."


def unrolled(drafts: Sequence[Draft], findings: Findings) -> Sequence[Draft]:
    """Return cues with each line of rolling captions once, at the time it first appears.

    Args:
        drafts: In the order of the file.
        findings: Where guesses go.

    Returns:
        The same cues if they do not roll.
    """
    pairs = list(pairwise(drafts))
    rolling = sum(_rolls(before, after) for before, after in pairs)
    if rolling < LEAST_PAIRS or rolling < SHARE * len(pairs):
        return drafts
    findings.add(drafts[0].line, _ROLLING)
    return list(_new_lines(drafts))


def _rolls(before: Draft, after: Draft) -> bool:
    """Tell whether a cue shows the one before it again, and something new below."""
    return before.text != after.text and _touch(before, after) and _again(before, after) > 0


def _again(before: Draft, after: Draft) -> int:
    return _shown_again(before.text.split("\n"), after.text.split("\n"))


def _touch(before: Draft, after: Draft) -> bool:
    """Tell whether a cue takes the place of the one before it."""
    if before.speaker != after.speaker or before.end is None or after.start is None:
        return False
    return abs(after.start - before.end) <= GAP or before.start == after.start


def _new_lines(drafts: Sequence[Draft]) -> Iterator[Draft]:
    before: Draft | None = None
    for draft in drafts:
        lines = draft.text.split("\n")
        if before is not None and _touch(before, draft):
            shown = before.text.split("\n")
            again = _shown_again(shown, lines)
            grown = _grown(shown[-1], lines[again - 1]) if again else ""
            lines = [grown, *lines[again:]] if grown else lines[again:]
        before = draft
        if lines:
            yield replace(draft, text="\n".join(lines))


def _shown_again(shown: Sequence[str], lines: Sequence[str]) -> int:
    """Return how many lines at the top of a cue are the last lines of the one before; the last may have grown."""
    for count in range(min(len(shown), len(lines), MOST_LINES), 0, -1):
        *whole, last = shown[-count:]
        if lines[: count - 1] == whole and _begins(lines[count - 1], last):
            return count
    return 0


def _begins(line: str, before: str) -> bool:
    return line == before or line.startswith(f"{before} ")


def _grown(before: str, line: str) -> str:
    """Return the words that a line has gained."""
    return line[len(before) :].strip()
