"""Transcripts: from a WebVTT file to passages, each with its start time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from library.content.body.webvtt import Cue, normalise, parse
from library.content.body.webvtt_checks import mistakes_in
from library.errors import ContentError, Mistake
from library.model.passage import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MAX_BYTES = 2 * 1024 * 1024
# A passage of speech is about as long as a paragraph: long enough to be found by its words, short enough that a player
# starting at its first second soon reaches them.
MAX_WORDS = 40
MAX_SECONDS = 20.0
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*\Z")


def read_transcript(data: bytes, path: str, language: str) -> tuple[Passage, ...]:
    """Read an author's transcript into passages, strictly.

    Args:
        data: The file, at most ``MAX_BYTES`` bytes.
        path: The file, relative to the content folder, for messages.
        language: ``en``, ``cy`` or ``gd``.

    Returns:
        At least one passage, in order of time, each with a unique anchor (``t=`` and whole seconds).
        A sentence that runs over several cues stays whole if it fits into ``MAX_WORDS`` and
        ``MAX_SECONDS``. Different speakers are never joined unless they share a second.

    Raises:
        ContentError: Every mistake in the file, with its line; at most ``MOST``.
    """
    text = normalise(_decode(data, path))
    mistakes = mistakes_in(text, path)
    if mistakes:
        raise ContentError(mistakes)
    spoken = [cue for cue in parse(text) if cue.text.strip()]
    return tuple(moment.passage(language) for moment in _moments(spoken))


def _decode(data: bytes, path: str) -> str:
    if len(data) > MAX_BYTES:
        sentence = f"Check that this is the right file. It has {len(data):,} bytes. The limit is {MAX_BYTES:,}."
        raise ContentError([Mistake(path, 1, sentence)])
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            [Mistake(path, line, "Save this file as UTF-8 (in Notepad: Save as > Encoding > UTF-8).")]
        ) from error


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
    """Group cues, sorted by start, into moments; no two moments begin in the same second."""
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
    """Yield pieces of a turn within the limits, cut at the end of a sentence if possible."""
    first = 0
    while first < len(turn):
        fits = _fitting(turn, first)
        if fits < len(turn):
            whole = (at for at in range(fits, first, -1) if _SENTENCE_END.search(turn[at - 1].text.rstrip()))
            fits = next(whole, fits)
        yield turn[first:fits]
        first = fits


def _fitting(turn: Sequence[Cue], first: int) -> int:
    """Return the index after the last cue that fits into a moment starting at ``first``; at least ``first + 1``."""
    words = len(turn[first].text.split())
    at = first + 1
    while at < len(turn):
        words += len(turn[at].text.split())
        if words > MAX_WORDS or turn[at].end - turn[first].start > MAX_SECONDS:
            break
        at += 1
    return at
