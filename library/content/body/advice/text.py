"""The text of a body as its advisers read it: without code, by lines and by paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from library.content.code import masked

if TYPE_CHECKING:
    from collections.abc import Iterator

# Headings and rules are paragraphs of their own, with or without blank lines around them.
_ALONE = re.compile(r" {0,3}(?:#|(?:=+|(?:[-*_] *){3,}) *$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not in a fenced block of code.

    Attributes:
        number: Its line in the file, counted from 1.
        text: With spaces for tabs, and ``x`` for code; not blank.
    """

    number: int
    text: str


class BodyText:
    """The text of a body without its code.

    Attributes:
        prose: As long as the body, with as many lines, and without code.
    """

    def __init__(self, body: str, first_line: int) -> None:
        """Read a body that begins on a line of its file, counted from 1."""
        self.prose = masked(body)
        self._first_line = first_line
        self._starts = [0, *accumulate(len(line) + 1 for line in self.prose.split("\n"))]

    def line_at(self, position: int) -> int:
        """Return the line in the file of a position in ``prose``."""
        return self._first_line + bisect_right(self._starts, position) - 1

    @cached_property
    def paragraphs(self) -> tuple[tuple[Line, ...], ...]:
        """Return each run of lines that are not blank, in order; headings and rules are runs of their own."""
        return tuple(self._runs())

    def _runs(self) -> Iterator[tuple[Line, ...]]:
        run: list[Line] = []
        for number, text in enumerate(self.prose.split("\n"), start=self._first_line):
            line = Line(number, text.expandtabs(4))
            alone = _ALONE.match(line.text) is not None
            if run and (alone or not text.strip()):
                yield tuple(run)
                run = []
            if alone:
                yield (line,)
            elif text.strip():
                run.append(line)
        if run:
            yield tuple(run)
