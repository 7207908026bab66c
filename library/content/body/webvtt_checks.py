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
                f"Add captions. A caption is a line of times ({EXAMPLE_TIMES}) with the words below it.",
            )
        ]
    return found


def _no_signature(text: str) -> str:
    if ARROW in text:
        return (
            "Convert this file to WebVTT. It looks like SRT. Start it with a line WEBVTT and a blank line, "
            f"and write times with a full stop: {EXAMPLE_TIMES}."
        )
    return "Start the file with the word WEBVTT on its own line, then a blank line."


def _wrong_blocks(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each mistake; ``previous`` is the latest start so far."""
    previous = 0.0
    for block in blocks:
        if block.times is None:
            if not _NOT_A_CUE.match("\n".join(block.before)):
                yield (
                    block.line,
                    f"Add a line of times above these words, such as {EXAMPLE_TIMES}.",
                )
            continue
        times = times_of(block.times)
        if times is None or not _STRICT_TIMES.fullmatch(block.times):
            yield block.times_line, _wrong_times(block.times)
            continue
        start, end = times
        if end <= start:
            yield (
                block.times_line,
                f"Check the times. This caption ends at {_clock(end)} but starts at {_clock(start)}.",
            )
        if start < previous:
            yield (
                block.times_line,
                f"Put the captions in order. This starts at {_clock(start)}, one above it at {_clock(previous)}.",
            )
        previous = max(previous, start)


def _wrong_times(line: str) -> str:
    """Return what is wrong with a line that has an arrow, the likeliest cause first."""
    if _COMMA_TIMES.search(line):
        return f"Write a full stop instead of each comma: {EXAMPLE_TIMES}. This line looks like SRT."
    if _NO_THOUSANDTHS.search(line):
        return f"Add the thousandths of a second, three digits after a full stop: {EXAMPLE_TIMES}."
    if times_of(line) is not None:
        return f"Put a space before and after the arrow, and none before the first time: {EXAMPLE_TIMES}."
    return f"Write minutes and seconds with two digits, below 60: {EXAMPLE_TIMES}."


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
