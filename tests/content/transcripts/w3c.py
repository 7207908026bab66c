"""WebVTT as a browser reads it, to compare with: https://www.w3.org/TR/webvtt1/#file-parsing.

``parse`` drops what it cannot read. Blocks are found by https://www.w3.org/TR/webvtt1/#collect-a-webvtt-block.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


ARROW = "-->"
SIGNATURE = re.compile(r"\ufeff?WEBVTT(?:[ \t\n]|\Z)")
_STAMP = r"(?:([0-9]+):)?([0-9]{2}):([0-9]{2})\.([0-9]{3})(?![0-9])"
# Settings for drawing captions follow; they are ignored.
_TIMES = re.compile(rf"[ \t\f]*{_STAMP}[ \t\f]*-->[ \t\f]*{_STAMP}")
_TAG = re.compile(r"<([^>]*)(?:>|\Z)")
_VOICE = re.compile(r"v(?:\.[^ \t\n\f]*)?[ \t\n\f]+(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption.

    Attributes:
        start: Seconds from the start, with thousandths.
        end: Seconds from the start, with thousandths; ``parse`` also returns cues that end before they start.
        text: Plain text with the cue's own line breaks, tags removed, entities decoded; may be empty.
        speaker: The name in ``<v Name>``; several in one cue are joined by ``, ``; empty if nobody is named.
        identifier: The line above the times, or empty; need not be unique.
    """

    start: float
    end: float
    text: str
    speaker: str
    identifier: str = ""


class Block(NamedTuple):
    """Lines between blank lines, as the specification groups them.

    ``times`` is the line with the arrow or ``None``; ``before`` is above it, ``after`` below it.
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
        text: The whole file, decoded; a byte order mark and any kind of line ending are allowed.

    Returns:
        The cues in the order of the file; empty if the file does not begin with ``WEBVTT``.
        Source: https://www.w3.org/TR/webvtt1/#file-parsing
    """
    text = normalise(text)
    if not SIGNATURE.match(text):
        return ()
    cues = (cue_of(block) for block in blocks_of(text.split("\n")))
    return tuple(cue for cue in cues if cue is not None)


def normalise(text: str) -> str:
    """Return the text with one kind of line ending and without NUL, as the specification's first steps say."""
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def blocks_of(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks after the first line; an arrow ends the block before it even without a blank line."""
    at = after_header(lines)
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        block, at = _collect(lines, at)
        yield block


def after_header(lines: Sequence[str]) -> int:
    """Return the index of the first line after the header: a blank line or an arrow ends it."""
    at = 1
    while at < len(lines) and lines[at] and ARROW not in lines[at]:
        at += 1
    return at


def _collect(lines: Sequence[str], first: int) -> tuple[Block, int]:
    """Return the block that begins at an index and the index after it."""
    arrow = next((at for at in (first, first + 1) if at < len(lines) and lines[at] and ARROW in lines[at]), None)
    end = first if arrow is None else arrow + 1
    while end < len(lines) and lines[end] and ARROW not in lines[end]:
        end += 1
    if arrow is None:
        return Block(first + 1, None, 0, tuple(lines[first:end]), ()), end
    before, after = tuple(lines[first:arrow]), tuple(lines[arrow + 1 : end])
    return Block(first + 1, lines[arrow], arrow + 1, before, after), end


def cue_of(block: Block) -> Cue | None:
    """Return the block's cue, or ``None`` if it is not a cue or its times cannot be read."""
    times = times_of(block.times) if block.times is not None else None
    if times is None:
        return None
    raw = "\n".join(block.after)
    return Cue(*times, _plain(raw), _speaker(raw), "\n".join(block.before))


def times_of(line: str) -> tuple[float, float] | None:
    """Return start and end in seconds, or ``None`` if one is malformed."""
    match = _TIMES.match(line)
    if match is None:
        return None
    start, end = (_seconds(*match.groups("0")[first : first + 4]) for first in (0, 4))
    return None if start is None or end is None else (start, end)


def _seconds(hours: str, minutes: str, seconds: str, thousandths: str) -> float | None:
    """Return a timestamp in seconds, or ``None`` if it is not valid; hours have any number of digits."""
    # int() refuses numbers of over 4,300 digits, and no recording is that long.
    if int(minutes) > 59 or int(seconds) > 59 or len(hours) > 9:
        return None
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def _plain(raw: str) -> str:
    """Return cue text without tags and with entities decoded.

    Entities are decoded between tags, not after removing them: ``&l<b>t;`` is not ``<``.
    Source: https://www.w3.org/TR/webvtt1/#webvtt-cue-text-parsing-rules
    """
    return "".join(html.unescape(part) for part in _TAG.split(raw)[::2])


def _speaker(raw: str) -> str:
    """Return the names in ``<v Name>`` tags, each once, in order, joined by a comma."""
    voices = (_VOICE.fullmatch(tag) for tag in _TAG.findall(raw))
    names = (" ".join(html.unescape(voice[1]).split()) for voice in voices if voice)
    return ", ".join(dict.fromkeys(name for name in names if name))
