"""Transcripts: from cues to passages, each with its start time.

Cues end where a line is full. Passages end where a sentence or a turn does, so that words on both sides of a cue's end
are found together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from library.model.passage import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.content.transcripts.cues import Cue


# A passage of speech is about as long as a paragraph: long enough to be found by its words, short enough that a player
# starting at its first second soon reaches them.
MAX_WORDS = 40
MAX_SECONDS = 20.0
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*\Z")


def passages_of(cues: Sequence[Cue], language: str) -> tuple[Passage, ...]:
    """Join cues into passages.

    Args:
        cues: In order of start; each is one speaker's.
        language: Of the passages.

    Returns:
        Passages in order of time, each with a unique anchor: ``t=`` and whole seconds, of its start or, if another
        speaker's passage has that second, of the next that is free. A sentence that runs over several cues stays whole
        if it fits into ``MAX_WORDS`` and ``MAX_SECONDS``. Different speakers are never joined.
    """
    return tuple(moment.passage(language) for moment in _moments(cues))


@dataclass(slots=True)
class _Moment:
    """Cues of one speaker that become one passage; at least one."""

    second: int
    cues: list[Cue] = field(default_factory=list)

    def passage(self, language: str) -> Passage:
        words = [" ".join(cue.text.split()) for cue in self.cues]
        starts, at = [], 0
        for cue, said in zip(self.cues, words, strict=True):
            starts.append((at, cue.start))
            at += len(said) + 1
        return Passage(
            Part.TRANSCRIPT,
            f"t={self.second}",
            " ".join(words),
            language,
            start=self.cues[0].start,
            end=max(cue.end for cue in self.cues),
            speaker=self.cues[0].speaker,
            cues=tuple(starts[1:]),
        )


def _moments(cues: Sequence[Cue]) -> list[_Moment]:
    """Group cues, sorted by start, into moments; no two moments begin in the same second."""
    moments: list[_Moment] = []
    for turn in _turns(cues):
        for at, group in enumerate(_cut(turn)):
            free = moments[-1].second + 1 if moments else 0
            if at and int(group[0].start) < free:
                moments[-1].cues.extend(group)
            else:
                moments.append(_Moment(max(free, int(group[0].start)), list(group)))
    return moments


def _turns(cues: Sequence[Cue]) -> Iterator[Sequence[Cue]]:
    """Yield runs of cues with one speaker."""
    first = 0
    for at in range(1, len(cues) + 1):
        if at == len(cues) or cues[at].speaker != cues[first].speaker or cues[at].opens_turn:
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
