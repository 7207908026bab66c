"""Descriptions of what is seen: a file of cues beside the transcript, for people who cannot see the recording.

They are read like any transcript, but nobody says them: they are not in the captions, and in the transcript they are
between the words of others, under the name *Description*.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.content.transcripts.cues import Cue

# What a description is called in a transcript, by language.
NAMES = {"en": "Description", "cy": "Disgrifiad", "gd": "Tuairisgeul"}


def unnamed(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Return descriptions without speakers, in the same order."""
    return tuple(replace(cue, speaker="") for cue in cues)


def described(cues: Iterable[Cue], descriptions: Iterable[Cue], language: str) -> tuple[Cue, ...]:
    """Return a transcript with descriptions between its cues.

    Args:
        cues: In order of start.
        descriptions: In order of start.
        language: Of both.

    Returns:
        All of them in order of start; of those that start together, descriptions are last.
    """
    name = NAMES.get(language, NAMES["en"])
    seen = (replace(cue, speaker=name) for cue in descriptions)
    return tuple(sorted([*cues, *seen], key=lambda cue: cue.start))
