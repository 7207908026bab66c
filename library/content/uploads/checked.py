"""What the check of one file found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked.

    Attributes:
        ending: Of its name, from its content, such as ``.mp4``; empty if it cannot be used.
        problem: Why it cannot be used, as a sentence for its sender; empty if it can.
        advice: Lines, counted from 1 and 0 for none, with what its sender should know.
        summary: What was read, for a transcript; otherwise empty.
        seconds: How long a recording plays, or ``None`` if that is not known.
    """

    ending: str = ""
    problem: str = ""
    advice: tuple[tuple[int, str], ...] = ()
    summary: str = ""
    seconds: int | None = None
