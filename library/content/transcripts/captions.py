"""Cues → WebVTT of our own, with nothing of the file that they came from but words, times and speakers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from library.content.transcripts.clock import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.content.transcripts.cues import Cue

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def captions_of(cues: Iterable[Cue]) -> bytes:
    """Return a WebVTT file.

    Args:
        cues: In order of time.

    Returns:
        UTF-8 with Unix line ends. Cues with the same times are one, with a line for each speaker.
    """
    return "\n\n".join(["WEBVTT", *_blocks(cues)]).encode() + b"\n"


def _blocks(cues: Iterable[Cue]) -> Iterator[str]:
    for (start, end), together in groupby(cues, key=lambda cue: (clock(cue.start), clock(cue.end))):
        yield "\n".join([f"{start} --> {end}", *map(_said, together)])


def _said(cue: Cue) -> str:
    words = cue.text.translate(_ESCAPED)
    return f"<v {cue.speaker.translate(_ESCAPED)}>{words}</v>" if cue.speaker else words
