"""Text with a time before the words and no end: Otter, Zoom, Teams, YouTube's own list, and what people type.

::

    Rowan Petrie  0:05          [00:00:05] Rowan: Can you …       0:05
    Can everybody hear me?      00:05 Can everybody hear me?      Can everybody hear me?

A file keeps to one way, so the way that most lines keep to decides: a paragraph that begins *10:30 is late* is words.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from library.content.mistakes import quoted
from library.content.transcripts.clock import read_time
from library.content.transcripts.cues import Draft, tidy
from library.content.transcripts.turns import LONGEST_NAME, is_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.content.transcripts.findings import Findings

_CLOCK = r"(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?"
_IN_BRACKETS = rf"[\[({{]\s*(?P<time>{_CLOCK})\s*[\])}}]"
_NAME = rf"(?P<name>[^\s\[(][^:\[(\n]{{0,{LONGEST_NAME}}}?)"
_CREDIT = re.compile(r"(?:transcribed|transcript|captions?|subtitles) by .{1,80}|https?://\S+", re.IGNORECASE)
_RECORDING = re.compile(r".{1,60} (?:started|stopped) (?:transcription|recording)", re.IGNORECASE)


class Way(Enum):
    """A way of writing a time. Each has a name for the time, the speaker and the words, where it has them."""

    NAME_BEFORE = re.compile(rf"\[?{_NAME}\]?:?[\s,–-]+(?:{_IN_BRACKETS}|(?P<bare>{_CLOCK})):?")
    IN_BRACKETS = re.compile(rf"{_IN_BRACKETS}\s*[-–—:]?\s*(?P<words>.*)")
    RANGE = re.compile(rf"[\[(]?(?P<time>{_CLOCK})\s*(?:-{{1,2}}|[–—]|to)\s*(?P<end>{_CLOCK})[\])]?[\s:]*(?P<words>.*)")
    NAME_AND_BRACKETS = re.compile(rf"{_NAME}:?\s*{_IN_BRACKETS}:?\s+(?P<words>\S.*)")
    NAME_AND_BARE = re.compile(rf"{_NAME}:?[ \t]+(?P<time>{_CLOCK})[ \t]+(?P<words>\S.*)")
    BARE = re.compile(rf"(?P<time>{_CLOCK})(?:\s+[-–—:]\s*|\s+|\s*[-–—]\s+|$)(?P<words>.*)")


_LEFT_OUT = "Check this line. It is above the first time, so it was left out: {}."
_NO_WORDS = "This line was left out, because the program that made the transcript added it: {}."
_NO_ENDS = "Times here say when people begin. Others were worked out from the number of words."
LEAST = 2  # lines with times, unless a file has few lines


class _Marked(NamedTuple):
    """A line that has a time."""

    seconds: float
    end: float | None
    name: str
    words: str


def has_times(text: str) -> bool:
    """Tell whether a file has lines with a time at their start or end."""
    return _way_of(text.split("\n")) is not None


def read_timed_lines(text: str, findings: Findings) -> Iterator[Draft]:
    """Read lines with times.

    Args:
        text: The whole file.
        findings: Where guesses go.

    Yields:
        Cues, most of them without an end, in the order of the file.
    """
    lines = text.split("\n")
    way = _way_of(lines)
    marks = {at: marked for at, line in enumerate(lines) if way and (marked := _marked(line, way))}
    places = sorted(marks)
    above = _names_above(lines, marks)
    _leave_out(lines, above.get(places[0], places[0]) if places else len(lines), findings)
    if places and way is not Way.RANGE:
        findings.add(places[0] + 1, _NO_ENDS)
    for at, end in zip(places, [*places[1:], len(lines)], strict=False):
        words = [marks[at].words, *_words(lines, at + 1, above.get(end, end), findings)]
        name = lines[above[at]].strip() if at in above else marks[at].name
        yield Draft(at + 1, marks[at].seconds, marks[at].end, tidy("\n".join(words)), name)


def _way_of(lines: Sequence[str]) -> Way | None:
    """Return the way in which most lines are written."""
    counted = {way: sum(_marked(line, way) is not None for line in lines) for way in Way}
    best = max(Way, key=lambda way: counted[way])
    few = sum(bool(line.strip()) for line in lines) <= LEAST
    return best if counted[best] >= LEAST or (few and counted[best]) else None


def _marked(line: str, way: Way) -> _Marked | None:
    match = way.value.fullmatch(line.strip())
    if match is None:
        return None
    found = match.groupdict()
    time, end = read_time(found["time"] or found.get("bare") or ""), read_time(found.get("end") or "")
    name = (found.get("name") or "").strip()
    if time is None or (name and not is_name(name)):
        return None
    return _Marked(time.seconds, end.seconds if end else None, name, found.get("words") or "")


def _names_above(lines: Sequence[str], marks: Mapping[int, _Marked]) -> Mapping[int, int]:
    """Return for each time the line of the speaker above it, if every time is alone and below a name."""
    above = {at: next((n for n in range(at - 1, -1, -1) if lines[n].strip()), -1) for at in marks}
    alone = all(not marked.words and not marked.name for marked in marks.values())
    return above if alone and all(n >= 0 and is_name(lines[n].strip()) for n in above.values()) else {}


def _leave_out(lines: Sequence[str], end: int, findings: Findings) -> None:
    for at, line in enumerate(lines[:end]):
        if line.strip():
            findings.add(at + 1, _LEFT_OUT.format(quoted(line)))


def _words(lines: Sequence[str], first: int, end: int, findings: Findings) -> Iterator[str]:
    for at in range(first, end):
        line = lines[at].strip()
        if _CREDIT.fullmatch(line) or _RECORDING.fullmatch(line):
            findings.add(at + 1, _NO_WORDS.format(quoted(line)))
        else:
            yield line
