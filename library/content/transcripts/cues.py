"""A cue of a transcript: some words and when they are said."""

from __future__ import annotations

from dataclasses import dataclass

# An hour of talk has about 1,500 cues. A file with more than this is no transcript of one recording.
MOST_CUES = 20_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A cue as its file has it.

    Attributes:
        line: Where its times are in the file, counted from 1.
        start: Seconds from the start, or ``None`` if it cannot be read.
        end: Seconds from the start, or ``None`` if the file does not say.
        text: Plain text with line breaks; may be empty.
        speaker: Who speaks, or empty.
    """

    line: int
    start: float | None
    end: float | None
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that is ready to be shown.

    Attributes:
        line: Where it is in its file, counted from 1.
        start: Seconds from the start, with thousandths.
        end: Seconds from the start, with thousandths; after ``start``.
        text: Plain text with line breaks, no line empty; never empty itself.
        speaker: Who speaks, or empty.
        opens_turn: Whether someone else begins to speak here, even if nobody is named.
    """

    line: int
    start: float
    end: float
    text: str
    speaker: str = ""
    opens_turn: bool = False


def tidy(text: str) -> str:
    """Return text without empty lines, and without white space around each line."""
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
