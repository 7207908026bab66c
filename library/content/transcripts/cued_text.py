"""WebVTT, SRT and SBV: a line of times with the words below it.

What the W3C's reader keeps is read as the W3C says (``webvtt``). What it would drop is words of a person that nobody
would find again, so here it is kept and reported. Only what was never meant to be read is left out: comments
(``NOTE``), style sheets, regions, settings, and the names and numbers of cues.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from library.content.mistakes import quoted
from library.content.transcripts.clock import TIME, read_time
from library.content.transcripts.cues import Draft
from library.content.transcripts.markup import said_in
from library.content.transcripts.turns import is_name
from library.content.transcripts.webvtt import ARROW, SIGNATURE, after_header, times_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.transcripts.clock import Time
    from library.content.transcripts.findings import Findings

_ARROWS = r"(?:-{1,4}>|[–—]+>|[→⇒➔])"
_SIGN = re.compile(_ARROWS)
_NAMED_TIME = re.compile(r"(?:(?P<name>\S.{0,60}?)[ \t]+[\[(]?)?(?P<time>\S+)")
_FIRST = re.compile(rf"({TIME})(.*)", re.DOTALL)
_TIMELIKE = re.compile(r"\S*[0-9:]\S*")
# SBV, and SubViewer, which has hundredths.
_PAIR = re.compile(r"([0-9]+:[0-9]{2}:[0-9]{2}\.[0-9]{2,3}),([0-9]+:[0-9]{2}:[0-9]{2}\.[0-9]{2,3})")
_HAS_PAIR = re.compile(rf"^{_PAIR.pattern}[ \t]*$", re.MULTILINE)
_HAS_ARROW = re.compile(rf"^.{{0,60}}{TIME}[\])]?[ \t]*{_ARROWS}[ \t]*[\[(]?{TIME}", re.MULTILINE)
_SPACED = re.compile(r"[0-9:.,]+[ \t]+-->[ \t]+[0-9:.,]+(?:[ \t].*)?")
_COMMENT = re.compile(r"NOTE(?:[ \t].*)?")
_STYLING = re.compile(r"(?:STYLE|REGION)[ \t]*")
_NUMBER = re.compile(r"\s*[0-9]{1,6}\s*")
_NAME_OF_CUE = re.compile(r"\s*(?:\S*[0-9]\S*|\S{20,})\s*")
_SETTING = re.compile(
    r"\S*:\S*|[\d.,%-]+|align|center|end|left|line|middle|position|region|right|rl|lr|size|start|vertical"
)
_METADATA = re.compile(r"[\w-]+\s*[:=].*")
_BREAK = "[br]"
_BRACKETS = " \t\v\f\xa0[]()"

_ONE_TIME = "Check this time, which cannot be read. It was worked out from the captions before and after."
_ARROW = f"Check these times. {ARROW} is missing between them, but they were read as if it were there."
_SPACES = f"Put one space before and after {ARROW}, and none before the times. The times were read all the same."
_NO_GAP = "Put a blank line above the number of this caption. It was read as if there were one."
_STRAY = "Check these words. They have no times, so they were added to the caption above."
_ASIDE = "Check these words. They have no times and follow a comment (NOTE) or a style sheet, so they were left out."
_BEFORE = "Check these words. They are above the first times, so they were left out: {}."
_NAMED = "If the line above these times is said, move it below them. It was left out as the name of the caption."
_COMMENTED = "Check this line. It starts with NOTE, so it and what follows it were left out as a comment."
_COMMENTED_OUT = "If this comment should hide the words below the times, delete them. A comment ends at times."
_AFTER_TIMES = "Check what follows the times on this line. It was left out with the settings for captions."
_ON_THE_LINE = "Move the words below the times. They are on the same line, but were read."


class _Times(NamedTuple):
    """A line of times; a time that cannot be read is ``None``.

    Attributes:
        start: Seconds.
        end: Seconds.
        guesses: Sentences.
        rest: What follows on the line.
        speaker: A name before the times, or empty.
    """

    start: float | None
    end: float | None
    guesses: tuple[str, ...] = ()
    rest: str = ""
    speaker: str = ""

    @property
    def is_sure(self) -> bool:
        """Tell whether both times can be read, so that the line can be nothing else."""
        return self.start is not None and self.end is not None


def is_cued(text: str) -> bool:
    """Tell whether a file has lines with two times."""
    return bool(SIGNATURE.match(text) or _HAS_ARROW.search(text) or _HAS_PAIR.search(text))


def name_of(text: str) -> str:
    """Return what a file of this shape is called."""
    if SIGNATURE.match(text):
        return "WebVTT"
    return "SRT" if _HAS_ARROW.search(text) else "SBV"


def read_cued(text: str, findings: Findings) -> Iterator[Draft]:
    """Read WebVTT, SRT or SBV.

    Args:
        text: The whole file.
        findings: Where guesses go.

    Yields:
        Cues in the order of the file, each speaker's words by themselves.
    """
    yield from _Reader(text, findings).drafts()


class _Reader:
    """Reads block after block. A block is the lines between two empty lines."""

    def __init__(self, text: str, findings: Findings) -> None:
        self._lines = text.split("\n")
        self._findings = findings
        self._is_webvtt = bool(SIGNATURE.match(text))
        self._last: Draft | None = None
        self._is_aside = False  # whether the last block was a comment or a style sheet

    def drafts(self) -> Iterator[Draft]:
        """Yield the cues of all blocks."""
        at = self._after_header() if self._is_webvtt else 0
        while at < len(self._lines):
            end = next((n for n in range(at, len(self._lines)) if not self._lines[n]), len(self._lines))
            for draft in self._block(at, end):
                self._last = draft
                yield draft
            at = end + 1

    def _after_header(self) -> int:
        end = after_header(self._lines)
        for at in range(1, end):
            if not (_METADATA.fullmatch(self._lines[at]) or _COMMENT.fullmatch(self._lines[at])):
                self._leave_out(at, at + 1)
        return end

    def _block(self, first: int, end: int) -> Iterator[Draft]:
        if self._is_webvtt and _STYLING.fullmatch(self._lines[first]):
            self._is_aside = True
            return
        if _COMMENT.fullmatch(self._lines[first]):
            self._is_aside = True
            first = self._after_comment(first, end)
        at = self._find_times(first, end)
        yield from self._above(first, at, end)
        while at < end:
            following = self._find_times(at + 1, end, inside=True)
            yield from self._cue(at, self._without_number(at, following, end))
            at = following

    def _after_comment(self, first: int, end: int) -> int:
        """Return where a comment ends: at times that are sure, or with its block."""
        at = next((at for at in range(first + 1, end) if self._is_sure(at)), end)
        if at == first + 1 < end:
            self._findings.add(first + 1, _COMMENTED_OUT)
        return at

    def _is_sure(self, at: int) -> bool:
        times = _times(self._lines[at])
        return times is not None and times.is_sure

    def _find_times(self, first: int, end: int, *, inside: bool = False) -> int:
        """Return the first line of times; a doubtful one counts only as the first or second line of a block."""
        for at in range(first, end):
            times = _times(self._lines[at])
            if times and (times.is_sure or (not inside and at <= first + 1)):
                return at
        return end

    def _above(self, first: int, at: int, end: int) -> Iterator[Draft]:
        """Read what is above the first times of a block: the name of a cue, or words without times."""
        words = at
        if at < end and first < at and (at == first + 1 or _NAME_OF_CUE.fullmatch(self._lines[at - 1])):
            words = at - 1
            if not _NAME_OF_CUE.fullmatch(self._lines[words]) and self._lines[words].strip():
                self._findings.add(at + 1, _NAMED)
        is_number = words == first + 1 and _NUMBER.fullmatch(self._lines[first])
        if first < words and not is_number and any(line.strip() for line in self._lines[first:words]):
            yield from self._stray(first, words)

    def _stray(self, first: int, end: int) -> Iterator[Draft]:
        if self._is_aside:
            # It may be the second paragraph of a private comment, which no browser shows.
            self._findings.add(first + 1, _ASIDE)
            return
        if self._last is None:
            self._leave_out(first, end)
            return
        self._findings.add(first + 1, _STRAY)
        for speaker, words in self._said(first, end):
            yield Draft(first + 1, self._last.start, self._last.end, words, speaker or self._last.speaker)

    def _leave_out(self, first: int, end: int) -> None:
        words = " ".join(self._lines[first:end])
        if words.strip():
            self._findings.add(first + 1, _BEFORE.format(quoted(words)))

    def _without_number(self, at: int, following: int, end: int) -> int:
        """Return where the words of a cue end: before the number of the next, which lacks a blank line above it."""
        if following == end or not _NUMBER.fullmatch(self._lines[following - 1]) or following - 1 == at:
            return following
        if self._lines[following - 2].strip():
            self._findings.add(following + 1, _NO_GAP)
        return following - 1

    def _cue(self, at: int, end: int) -> Iterator[Draft]:
        times = _times(self._lines[at])
        if times is None:
            return
        for guess in times.guesses:
            self._findings.add(at + 1, guess)
        said = list(self._said(at + 1, self._before_comment(at + 1, end)))
        if not all(map(_SETTING.fullmatch, times.rest.split())):
            if said:
                self._findings.add(at + 1, _AFTER_TIMES)
            else:
                self._findings.add(at + 1, _ON_THE_LINE)
                said = list(said_in(times.rest, at + 1, self._findings, is_webvtt=self._is_webvtt))
        # Words below a blank line are this cue's too, even if it has no others.
        self._last, self._is_aside = Draft(at + 1, times.start, times.end, ""), False
        for speaker, words in said:
            yield Draft(at + 1, times.start, times.end, words, speaker or times.speaker)

    def _before_comment(self, first: int, end: int) -> int:
        """Return where words end: before a comment that lacks a blank line above it."""
        if not self._is_webvtt:
            return end
        at = next((at for at in range(first, end) if _COMMENT.fullmatch(self._lines[at])), end)
        if at < end:
            self._findings.add(at + 1, _COMMENTED)
        return at

    def _said(self, first: int, end: int) -> Iterator[tuple[str, str]]:
        raw = "\n".join(self._lines[first:end]).replace(_BREAK, "\n")
        return said_in(raw, first + 1, self._findings, is_webvtt=self._is_webvtt)


def _times(line: str) -> _Times | None:
    """Read a line of times, or return ``None`` if it is none."""
    sure = times_of(line)
    if sure:
        rest = line.partition(ARROW)[2]
        spaced = () if _SPACED.fullmatch(line) else (_SPACES,)
        return _Times(*sure, spaced, _FIRST.sub(r"\2", rest.strip(), count=1))
    pair = _PAIR.fullmatch(line.strip())
    if pair:
        return _Times(_seconds(read_time(pair[1])), _seconds(read_time(pair[2])))
    sign = _SIGN.search(line)
    return None if sign is None else _joined(line[: sign.start()], sign[0], line[sign.end() :])


def _joined(before: str, sign: str, after: str) -> _Times | None:
    """Read what is before and after an arrow."""
    left, right = _NAMED_TIME.fullmatch(before.strip(_BRACKETS)), after.strip(_BRACKETS)
    first = _FIRST.fullmatch(right)
    name = (left["name"] or "").strip(":") if left else ""
    is_named = bool(name) and is_name(name)
    if name and not is_named and not _NUMBER.fullmatch(name):
        left = None
    start, end = read_time(left["time"]) if left else None, read_time(first[1]) if first else None
    if start is None and end is None:
        sides = (_TIMELIKE.fullmatch(before.strip()), _TIMELIKE.match(right))
        is_likely = any(sides) if sign == ARROW else all(sides)
        return _Times(None, None, (_ONE_TIME,)) if is_likely else None
    if start is None and before.strip() and left is None:
        return None
    guesses = [time.guess if time else _ONE_TIME for time in (start, end)]
    if sign != ARROW:
        guesses.append(_ARROW)
    elif not _SPACED.fullmatch(f"{before}{sign}{after}"):
        guesses.append(_SPACES)
    rest = (first[2] if first else right).strip(_BRACKETS)
    sentences = tuple(dict.fromkeys(filter(None, guesses)))
    return _Times(_seconds(start), _seconds(end), sentences, rest, name if is_named else "")


def _seconds(time: Time | None) -> float | None:
    return None if time is None else time.seconds
