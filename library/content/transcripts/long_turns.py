"""Long turns → cues short enough to be captions, and for search to find the moment of a word.

Transcripts made for reading have one time for everything that someone says. Times within it are worked out: each piece
takes its share of the time by the number of its words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.content.transcripts.cues import Cue

LONGEST = 40  # words of a cue; as many as a passage has
PIECE = 16  # words: two lines of captions
SHORTEST = 0.001  # seconds
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")


def in_captions(cues: Iterable[Cue]) -> list[Cue]:
    """Cut cues that are too long for captions, and give several speakers of one time a share of it each.

    Args:
        cues: In order of start.

    Returns:
        The same words in the same order. Cues that are short enough and have their time to themselves are as they were.
    """
    together = groupby(cues, key=lambda cue: (cue.line, cue.start, cue.end))
    return [piece for _, turns in together for piece in _pieces(list(turns))]


def _pieces(turns: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the pieces of turns that share one time."""
    first, words = turns[0], sum(len(turn.text.split()) for turn in turns)
    if len(turns) == 1 and words <= LONGEST:
        yield first
        return
    each = (first.end - first.start) / words
    said = 0
    for turn in turns:
        for at, piece in enumerate(_texts(turn)):
            length = len(piece.split())
            start, end = (round(first.start + each * count, 3) for count in (said, said + length))
            yield replace(
                turn, start=start, end=max(end, start + SHORTEST), text=piece, opens_turn=turn.opens_turn and not at
            )
            said += length


def _texts(turn: Cue) -> Iterator[str]:
    words = turn.text.split()
    if len(words) <= LONGEST:
        yield turn.text
    else:
        yield from map(" ".join, _cut(words))


def _cut(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield pieces of a few words, cut after a sentence where it is not too short."""
    first = 0
    for at, word in enumerate(words, start=1):
        length = at - first
        if length == PIECE or at == len(words) or (2 * length > PIECE and _SENTENCE_END.search(word)):
            yield words[first:at]
            first = at
