"""What was guessed or left out in a transcript, by line; and the error of one that cannot be read at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.mistakes import MOST
from library.errors import Advice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_LINES = 12  # that are listed after the first


class Unreadable(Exception):
    """Nothing in a file can be used as a transcript.

    Attributes:
        line: The line, counted from 1.
        sentence: Why, and what to do, for an author.
    """

    def __init__(self, sentence: str, line: int = 1) -> None:
        """Store line and sentence."""
        self.line = line
        self.sentence = sentence
        super().__init__(sentence)


class Findings:
    """Collects what was guessed. The same guess on many lines is one piece of advice that lists the lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}
        self._forgotten = 0

    def add(self, line: int, sentence: str) -> None:
        """Record a guess.

        Args:
            line: Counted from 1.
            sentence: What was read as what, for an author; ends with a full stop.
        """
        if sentence in self._lines or len(self._lines) < MOST:
            self._lines.setdefault(sentence, []).append(line)
        else:
            self._forgotten += 1

    def advice(self, path: str) -> tuple[Advice, ...]:
        """Return everything that was recorded, by line.

        Args:
            path: The file, for messages.
        """
        return tuple(sorted(self._advice(path)))

    def _advice(self, path: str) -> Iterator[Advice]:
        for sentence, lines in self._lines.items():
            yield Advice(path, lines[0], f"{sentence}{_also(lines[1:])}")
        if self._forgotten:
            yield Advice(path, 1, f"Correct these first. There is more to check on {self._forgotten} other lines.")


def _also(lines: Sequence[int]) -> str:
    """Return where else the same was found."""
    if not lines:
        return ""
    listed = ", ".join(map(str, lines[:MOST_LINES]))
    more = len(lines) - MOST_LINES
    others = f" and {more} others" if more > 0 else ""
    return f" Also on {'line' if len(lines) == 1 else 'lines'} {listed}{others}."
