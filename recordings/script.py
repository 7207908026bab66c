"""What a recording is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is said, or what is seen and described.

    Attributes:
        speaker: Who says it; empty for a description.
        en: The words, in English; these are spoken.
        cy: The same in Welsh.
        pause: Seconds of silence before it.
        scene: The picture from here on, or empty if it stays.
    """

    speaker: str
    en: str
    cy: str
    pause: float = 0.6
    scene: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a speaker sounds.

    Attributes:
        name: Of a voice of ``espeak-ng``.
        pitch: 0 to 99.
        pace: Words a minute.
    """

    name: str
    pitch: int
    pace: int = 150


@dataclass(frozen=True, slots=True)
class Script:
    """A recording.

    Attributes:
        slug: Of its document, which names its files.
        title: Of the poster.
        voices: By speaker; that of descriptions has an empty name.
        lines: In order.
        films: Whether it has pictures.
    """

    slug: str
    title: str
    voices: dict[str, Voice]
    lines: tuple[Line, ...]
    films: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """A line and when it is said.

    Attributes:
        line: The line.
        start: Seconds from the start of the recording.
        end: The same.
    """

    line: Line
    start: float
    end: float
