"""The code of a Markdown text: fenced blocks and code spans, whose marks mean nothing.

The rules are those of ``body.markdown_parser``. The time is linear: nothing is searched for twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

# A fence at the start of a line, or a run of backticks.
CODE = r"^ {0,3}(?P<fence>`{3,20}(?=[^`\n]*$)|~{3,20})|(?<!\\)(?P<span>`+)"
# So many backticks at the start of a line are a fence.
_FENCE = 3
# A longer code span is more likely two stray backticks.
LONGEST_SPAN = 2_000

_TOKEN = re.compile(CODE, re.MULTILINE)
_FENCE_END = re.compile(r"^ {0,3}(`{3,}|~{3,}) *$", re.MULTILINE)
_RUN = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_NOT_A_LINE_END = re.compile(r"[^\n]")


class Code:
    """The code of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        # By fence character, the shortest fence that has no end: a longer one later has none either.
        self._endless: dict[str, int] = {}

    def words(self, token: re.Match[str]) -> tuple[int, int, int] | None:
        """Return where the code that a token of ``CODE`` begins has its words, and where it ends.

        Returns:
            The start and end of the words, and the position after the code; ``None`` if it never ends.
        """
        return self._fenced(token) if token["fence"] else self._span(token)

    def _fenced(self, token: re.Match[str]) -> tuple[int, int, int] | None:
        mark, length = token["fence"][0], len(token["fence"])
        if length >= self._endless.get(mark, length + 1):
            return None
        for end in _FENCE_END.finditer(self._text, token.end()):
            if end[1][0] == mark and len(end[1]) >= length:
                return token.end(), end.start(), end.end()
        self._endless[mark] = length
        return None

    def _span(self, token: re.Match[str]) -> tuple[int, int, int] | None:
        runs, start = self._runs.get(len(token["span"]), []), token.end()
        after = bisect_left(runs, start)
        if after == len(runs) or runs[after] - start > LONGEST_SPAN or self._has_blank_line(start, runs[after]):
            return None
        if len(token["span"]) >= _FENCE and (self._begins_line(token.start()) or self._begins_line(runs[after])):
            # It may be a fence, which our parser reads first.
            return None
        return start, runs[after], runs[after] + len(token["span"])

    def _begins_line(self, at: int) -> bool:
        while at and self._text[at - 1] in " \t":
            at -= 1
        return at == 0 or self._text[at - 1] == "\n"

    def _has_blank_line(self, start: int, end: int) -> bool:
        after = bisect_left(self._blank_lines, start)
        return after < len(self._blank_lines) and self._blank_lines[after] < end

    @cached_property
    def _runs(self) -> dict[int, list[int]]:
        """Return where runs of backticks begin, by their length."""
        found: dict[int, list[int]] = {}
        for run in _RUN.finditer(self._text):
            found.setdefault(len(run[0]), []).append(run.start())
        return found

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [match.start() for match in _BLANK_LINE.finditer(self._text)]


def masked(text: str) -> str:
    """Return a text of the same length and lines without its code: spaces for fenced blocks, ``x`` for code spans.

    A fence without an end masks the rest of the text.
    """
    if "`" not in text and "~~~" not in text:
        return text
    code, pieces, at, kept = Code(text), list[str](), 0, 0
    while token := _TOKEN.search(text, at):
        found = code.words(token)
        if found is None and token["span"]:
            at = token.end()
            continue
        at = len(text) if found is None else found[2]
        pieces += (
            text[kept : token.start()],
            _NOT_A_LINE_END.sub(" " if token["fence"] else "x", text[token.start() : at]),
        )
        kept = at
    return "".join([*pieces, text[kept:]])
