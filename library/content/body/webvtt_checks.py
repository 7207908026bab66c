"""Mistakes in an author's WebVTT file, each with a line and how to correct it.

Anything that ``webvtt.parse`` would drop is a mistake here, because someone's words would be lost.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from library.content.body.webvtt import ARROW, SIGNATURE, Block, blocks_of, cue_of, times_of
from library.content.mistakes import MOST
from library.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


EXAMPLE_TIMES = "00:01:31.000 --> 00:01:35.500"
_STRICT_TIMES = re.compile(r"[0-9:.]+[ \t]+-->[ \t]+[0-9:.]+(?:[ \t].*)?")
_NOT_A_CUE = re.compile(r"NOTE(?:[ \t\n]|\Z)|(?:STYLE|REGION)[ \t]*(?:\n|\Z)")
_COMMA_TIMES = re.compile(r"[0-9]{2}:[0-9]{2},[0-9]{1,3}")
_NO_THOUSANDTHS = re.compile(r"[0-9]{1,2}:[0-9]{2}(?![0-9:.])|[0-9]\.[0-9]{1,2}(?![0-9])")


def mistakes_in(text: str, path: str) -> list[Mistake]:
    """Return the mistakes in a file, with lines; may be empty."""
    if not SIGNATURE.match(text):
        return [Mistake(path, 1, _no_signature(text))]
    blocks = list(blocks_of(text.split("\n")))
    found = [Mistake(path, line, sentence) for line, sentence in islice(_wrong_blocks(blocks), MOST)]
    if not found and not any(cue and cue.text.strip() for cue in map(cue_of, blocks)):
        found = [
            Mistake(
                path,
                1,
                f"There is no cue with words. A cue is a line of times ({EXAMPLE_TIMES}) and the words below it.",
            )
        ]
    return found


def _no_signature(text: str) -> str:
    if ARROW in text:
        return (
            "The first line is not WEBVTT; this looks like SRT. Add that line and a blank line after it, "
            f"and write times with a full stop: {EXAMPLE_TIMES}."
        )
    return "The first line has to be the word WEBVTT, with a blank line after it."


def _wrong_blocks(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
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
        times = times_of(block.times)
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
    """Return what is wrong with a line that has an arrow, the likeliest cause first."""
    if _COMMA_TIMES.search(line):
        return f"The times have commas; this looks like SRT. WebVTT has a full stop there: {EXAMPLE_TIMES}."
    if _NO_THOUSANDTHS.search(line):
        return f"A time lacks its thousandths of a second, three digits after a full stop: {EXAMPLE_TIMES}."
    if times_of(line) is not None:
        return f"Leave a space before and after the arrow, and none before the first time: {EXAMPLE_TIMES}."
    return f"These times cannot be read. Minutes and seconds have two digits and are below 60: {EXAMPLE_TIMES}."


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
