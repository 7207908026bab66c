"""Transcripts: WebVTT files → cues → passages that begin at a second of the recording.

Two readers share one way of finding blocks. ``parse`` is the parser of the W3C specification
(https://www.w3.org/TR/webvtt1/#file-parsing): it never fails and drops what it cannot read, as a
browser does with captions. ``read_transcript`` is for authors: whatever ``parse`` would drop is words
of a person that nobody would find again, so it is a mistake with a line and a mend.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from library.content.mistakes import MOST
from library.errors import ContentError, Mistake
from library.model.passage import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_BYTES = 2 * 1024 * 1024

# A passage of speech is about as long as a paragraph: long enough to be found by its words, short
# enough that a player that starts at its first second soon reaches them.
MAX_WORDS = 40
MAX_SECONDS = 20.0

EXAMPLE_TIMES = "00:01:31.000 --> 00:01:35.500"

_ARROW = "-->"
_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?:[ \t\n]|\Z)")
_STAMP = r"(?:([0-9]+):)?([0-9]{2}):([0-9]{2})\.([0-9]{3})(?![0-9])"
# What follows are settings for drawing captions; they are not kept.
_TIMES = re.compile(rf"[ \t\f]*{_STAMP}[ \t\f]*-->[ \t\f]*{_STAMP}")
_STRICT_TIMES = re.compile(r"[0-9:.]+[ \t]+-->[ \t]+[0-9:.]+(?:[ \t].*)?")
_NOT_A_CUE = re.compile(r"NOTE(?:[ \t\n]|\Z)|(?:STYLE|REGION)[ \t]*(?:\n|\Z)")
_TAG = re.compile(r"<([^>]*)(?:>|\Z)")
_VOICE = re.compile(r"v(?:\.[^ \t\n\f]*)?[ \t\n\f]+(.*)", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*\Z")
_COMMA_TIMES = re.compile(r"[0-9]{2}:[0-9]{2},[0-9]{1,3}")
_NO_THOUSANDTHS = re.compile(r"[0-9]{1,2}:[0-9]{2}(?![0-9:.])|[0-9]\.[0-9]{1,2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption.

    Attributes:
        start: Seconds from the start, with thousandths.
        end: Seconds from the start, with thousandths; ``parse`` keeps cues that end before they start.
        text: Plain text with the cue's own line breaks, tags removed, entities decoded; may be empty.
        speaker: The name in ``<v Name>``; several in one cue are joined by ``, ``; empty if nobody is named.
        identifier: The line above the times, or empty; need not be unique.
    """

    start: float
    end: float
    text: str
    speaker: str
    identifier: str = ""


class _Block(NamedTuple):
    """Lines between blank lines, as the specification groups them.

    ``times`` is the line with the arrow or ``None``; ``before`` stands above it, ``after`` below it.
    ``line`` is where the block begins and ``times_line`` where the arrow is, counted from 1.
    """

    line: int
    times: str | None
    times_line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def parse(text: str) -> tuple[Cue, ...]:
    """Read a WebVTT file as a browser does, dropping what is malformed.

    Args:
        text: The whole file, decoded; a byte order mark and any kind of line ending are fine.

    Returns:
        The cues in the order of the file; empty if the file does not begin with ``WEBVTT``.
        Source: https://www.w3.org/TR/webvtt1/#file-parsing
    """
    text = _normalise(text)
    if not _SIGNATURE.match(text):
        return ()
    cues = (_cue(block) for block in _blocks(text.split("\n")))
    return tuple(cue for cue in cues if cue is not None)


def read_transcript(data: bytes, path: str, language: str) -> tuple[Passage, ...]:
    """Read an author's transcript into passages, strictly.

    Args:
        data: The file, at most ``MAX_BYTES`` bytes.
        path: The file, relative to the content folder, for messages.
        language: ``en``, ``cy`` or ``gd``.

    Returns:
        At least one passage, in order of time, each with an anchor of its own (``t=`` and whole seconds).
        A sentence that runs over several cues is kept whole where it fits into ``MAX_WORDS`` and
        ``MAX_SECONDS``; nobody's words are joined to another speaker's unless they share a second.

    Raises:
        ContentError: Every mistake in the file, with its line; at most ``MOST``.
    """
    text = _normalise(_decode(data, path))
    mistakes = _mistakes(text, path)
    if mistakes:
        raise ContentError(mistakes)
    spoken = [cue for cue in parse(text) if cue.text.strip()]
    return tuple(moment.passage(language) for moment in _moments(spoken))


def _normalise(text: str) -> str:
    """Return the text with one kind of line ending and without NUL, as the specification's first steps say."""
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, path: str) -> str:
    if len(data) > MAX_BYTES:
        sentence = f"The transcript is {len(data):,} bytes long; at most {MAX_BYTES:,} are read. Is it the right file?"
        raise ContentError([Mistake(path, 1, sentence)])
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            [Mistake(path, line, "A letter here is not in UTF-8. Save the file again and choose the encoding UTF-8.")]
        ) from error


# Blocks, as https://www.w3.org/TR/webvtt1/#collect-a-webvtt-block collects them


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Yield the blocks after the first line; an arrow ends the block before it even without a blank line."""
    at = _after_header(lines)
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        block, at = _collect(lines, at)
        yield block


def _after_header(lines: Sequence[str]) -> int:
    """Return the index of the first line after the header: a blank line or an arrow ends it."""
    at = 1
    while at < len(lines) and lines[at] and _ARROW not in lines[at]:
        at += 1
    return at


def _collect(lines: Sequence[str], first: int) -> tuple[_Block, int]:
    """Return the block that begins at an index and the index after it."""
    arrow = next((at for at in (first, first + 1) if at < len(lines) and lines[at] and _ARROW in lines[at]), None)
    end = first if arrow is None else arrow + 1
    while end < len(lines) and lines[end] and _ARROW not in lines[end]:
        end += 1
    if arrow is None:
        return _Block(first + 1, None, 0, tuple(lines[first:end]), ()), end
    before, after = tuple(lines[first:arrow]), tuple(lines[arrow + 1 : end])
    return _Block(first + 1, lines[arrow], arrow + 1, before, after), end


def _cue(block: _Block) -> Cue | None:
    """Return the block's cue, or ``None`` if it is none or its times cannot be read."""
    times = _times(block.times) if block.times is not None else None
    if times is None:
        return None
    raw = "\n".join(block.after)
    return Cue(*times, _plain(raw), _speaker(raw), "\n".join(block.before))


def _times(line: str) -> tuple[float, float] | None:
    """Return start and end in seconds, or ``None`` if one is malformed."""
    match = _TIMES.match(line)
    if match is None:
        return None
    start, end = (_seconds(*match.groups("0")[first : first + 4]) for first in (0, 4))
    return None if start is None or end is None else (start, end)


def _seconds(hours: str, minutes: str, seconds: str, thousandths: str) -> float | None:
    """Return a timestamp in seconds, or ``None`` if there is no such time; hours have any number of digits."""
    # int() refuses numbers of over 4,300 digits, and no recording is that long.
    if int(minutes) > 59 or int(seconds) > 59 or len(hours) > 9:
        return None
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def _plain(raw: str) -> str:
    """Return cue text without tags and with entities decoded.

    Entities are decoded between tags, not after removing them: ``&l<b>t;`` is no ``<``.
    Source: https://www.w3.org/TR/webvtt1/#webvtt-cue-text-parsing-rules
    """
    return "".join(html.unescape(part) for part in _TAG.split(raw)[::2])


def _speaker(raw: str) -> str:
    """Return the names in ``<v Name>`` tags, each once, in order, joined by a comma."""
    voices = (_VOICE.fullmatch(tag) for tag in _TAG.findall(raw))
    names = (" ".join(html.unescape(voice[1]).split()) for voice in voices if voice)
    return ", ".join(dict.fromkeys(name for name in names if name))


# Mistakes


def _mistakes(text: str, path: str) -> list[Mistake]:
    """Return what an author should mend, with lines; may be empty."""
    if not _SIGNATURE.match(text):
        return [Mistake(path, 1, _no_signature(text))]
    blocks = list(_blocks(text.split("\n")))
    found = [Mistake(path, line, sentence) for line, sentence in islice(_wrong_blocks(blocks), MOST)]
    if not found and not any(cue and cue.text.strip() for cue in map(_cue, blocks)):
        found = [
            Mistake(
                path,
                1,
                f"There is no cue with words. A cue is a line of times ({EXAMPLE_TIMES}) and the words below it.",
            )
        ]
    return found


def _no_signature(text: str) -> str:
    if _ARROW in text:
        return (
            "The first line is not WEBVTT; this looks like SRT. Add that line and a blank line after it, "
            f"and write times with a full stop: {EXAMPLE_TIMES}."
        )
    return "The first line has to be the word WEBVTT, with a blank line after it."


def _wrong_blocks(blocks: Iterable[_Block]) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each mistake; ``previous`` is the latest start so far."""
    previous = 0.0
    for block in blocks:
        if block.times is None:
            if not _NOT_A_CUE.match("\n".join(block.before)):
                yield (
                    block.line,
                    f"These words belong to no cue. Above them a line of times is missing, such as {EXAMPLE_TIMES}.",
                )
            continue
        times = _times(block.times)
        if times is None or not _STRICT_TIMES.fullmatch(block.times):
            yield block.times_line, _wrong_times(block.times)
            continue
        start, end = times
        if end <= start:
            yield block.times_line, f"The cue ends at {_clock(end)}, which is not after its start at {_clock(start)}."
        if start < previous:
            yield (
                block.times_line,
                f"The cue starts at {_clock(start)}, before one above it at {_clock(previous)}. Put cues in order.",
            )
        previous = max(previous, start)


def _wrong_times(line: str) -> str:
    """Return what is wrong with a line that holds an arrow, the likeliest cause first."""
    if _COMMA_TIMES.search(line):
        return f"The times have commas; this looks like SRT. WebVTT has a full stop there: {EXAMPLE_TIMES}."
    if _NO_THOUSANDTHS.search(line):
        return f"A time lacks its thousandths of a second, three digits after a full stop: {EXAMPLE_TIMES}."
    if _times(line) is not None:
        return f"Leave a space before and after the arrow, and none before the first time: {EXAMPLE_TIMES}."
    return f"These times cannot be read. Minutes and seconds have two digits and are below 60: {EXAMPLE_TIMES}."


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


# Passages


@dataclass(slots=True)
class _Moment:
    """Cues that become one passage; at least one."""

    cues: list[Cue] = field(default_factory=list)

    @property
    def second(self) -> int:
        return int(self.cues[0].start)

    @property
    def end(self) -> float:
        return max(cue.end for cue in self.cues)

    def passage(self, language: str) -> Passage:
        speakers = dict.fromkeys(name for cue in self.cues for name in cue.speaker.split(", ") if name)
        return Passage(
            Part.TRANSCRIPT,
            f"t={self.second}",
            " ".join(word for cue in self.cues for word in cue.text.split()),
            language,
            start=self.cues[0].start,
            end=self.end,
            speaker=", ".join(speakers),
        )


def _moments(cues: Sequence[Cue]) -> list[_Moment]:
    """Group cues, which are in order of start, into moments of which no two begin in the same second."""
    moments: list[_Moment] = []
    for turn in _turns(cues):
        for group in _cut(turn):
            if moments and int(group[0].start) <= moments[-1].second:
                moments[-1].cues.extend(group)
            else:
                moments.append(_Moment(list(group)))
    return moments


def _turns(cues: Sequence[Cue]) -> Iterator[Sequence[Cue]]:
    """Yield runs of cues with one speaker."""
    first = 0
    for at in range(1, len(cues) + 1):
        if at == len(cues) or cues[at].speaker != cues[first].speaker:
            yield cues[first:at]
            first = at


def _cut(turn: Sequence[Cue]) -> Iterator[Sequence[Cue]]:
    """Yield pieces of a turn that keep to the limits, cut after a sentence's end where there is one."""
    first = 0
    while first < len(turn):
        fits = _fitting(turn, first)
        if fits < len(turn):
            whole = (at for at in range(fits, first, -1) if _SENTENCE_END.search(turn[at - 1].text.rstrip()))
            fits = next(whole, fits)
        yield turn[first:fits]
        first = fits


def _fitting(turn: Sequence[Cue], first: int) -> int:
    """Return the index after the last cue that fits into a moment that begins at ``first``; always one more."""
    words = len(turn[first].text.split())
    at = first + 1
    while at < len(turn):
        words += len(turn[at].text.split())
        if words > MAX_WORDS or turn[at].end - turn[first].start > MAX_SECONDS:
            break
        at += 1
    return at
