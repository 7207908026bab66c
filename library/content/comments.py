"""Private comments in an author's text: ``%%…%%`` and ``<!-- … -->``, which readers never get.

A comment may hold a name that nobody agreed to publish. So it is removed when a file is divided into header and body,
and when text in the header is read. It is in no passage, hash, page, search or file. Where we could not know what the
author meant, more is hidden and not less:

* A comment that has no end hides everything after it, and is a mistake.
* Only code that has an end protects the marks in it: a fenced block, or a code span that holds whole comments or
  nothing but a mark. An indented block does not, because it is often a paragraph that was meant to be text.

Line ends stay, so that line numbers do. The time is linear: nothing is searched for twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDS = {"<!--": "-->", "%%": "%%"}
# A longer code span is more likely two stray backticks.
LONGEST_SPAN = 2_000

_TOKEN = re.compile(r"^ {0,3}(?P<fence>`{3,20}(?=[^`\n]*$)|~{3,20})|(?<!\\)(?P<span>`+)|<!--|%%", re.MULTILINE)
_FENCE_END = re.compile(r"^ {0,3}(`{3,}|~{3,}) *$", re.MULTILINE)
_RUN = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A private comment.

    Attributes:
        start: Where it begins, counted in characters from 0.
        end: The position after it.
        mark: How it begins: ``%%`` or ``<!--``.
        is_open: Whether it has no end of its own and so hides everything after it.
    """

    start: int
    end: int
    mark: str
    is_open: bool

    @property
    def sentence(self) -> str:
        """Return what to tell its author, without its words: it may hold a name.

        A comment without an end is a mistake and not advice: half of a story may be missing, and nobody would know.
        """
        end = ENDS[self.mark]
        if self.is_open:
            sentence = (
                f"Add {end} where this private comment ends. Without it, {self.mark} hides all the text after it."
            )
            return f"{sentence} If it is not a comment, put it in backticks: `{self.mark}`."
        sentence = f"Readers do not get this private comment ({self.mark} … {end}), and search does not find it."
        return f"{sentence} If they should get it, delete {self.mark} and {end}."


def comments_in(text: str) -> tuple[Comment, ...]:
    """Return every private comment of a text, in order; may be empty."""
    if not any(mark in text for mark in ENDS):
        return ()
    code, found, at = _Code(text), list[Comment](), 0
    while token := _TOKEN.search(text, at):
        if token[0] not in ENDS:
            at = code.end(token)
            continue
        end = text.find(ENDS[token[0]], token.end())
        at = len(text) if end < 0 else end + len(ENDS[token[0]])
        found.append(Comment(token.start(), at, token[0], is_open=end < 0))
    return tuple(found)


def without(text: str, comments: Sequence[Comment]) -> str:
    """Return a text without its comments, with as many lines as before.

    The line ends of a comment inside a paragraph move to the end of the paragraph, which would be cut in two otherwise.
    """
    kept, at, begins, waiting = list[str](), 0, False, 0
    for comment in comments:
        words, is_first = text[at : comment.start], begins and comment.start == at
        kept.append(_with_line_ends(words, waiting))
        waiting = waiting if kept[-1] is words else 0
        waiting += text.count("\n", comment.start, comment.end)
        begins = is_first or _begins_line(text, comment.start)
        if begins or _BLANK_LINE.search(text, comment.start, comment.end):
            kept.append("\n" * waiting)
            begins, waiting = True, 0
        # At the start of a line, spaces after it would make the words code.
        at = _after_spaces(text, comment.end) if begins else comment.end
    words = text[at:]
    rest = _with_line_ends(words, waiting)
    return "".join([*kept, rest, "\n" * waiting if rest is words else ""])


def _with_line_ends(words: str, count: int) -> str:
    """Return words with more line ends at their first blank line; the same words if there is none."""
    blank = _BLANK_LINE.search(words) if count else None
    return words[: blank.end()] + "\n" * count + words[blank.end() :] if blank else words


def _begins_line(text: str, at: int) -> bool:
    while at > 0 and text[at - 1] in " \t":
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def _after_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t":
        at += 1
    return at


@dataclass
class _Code:
    """The code of a text, as far as it protects the marks of comments."""

    text: str
    # By fence character, the shortest fence that has no end: a longer one later has none either.
    _endless: dict[str, int] = field(default_factory=dict)

    def end(self, token: re.Match[str]) -> int:
        """Return the position after the code that a token begins, or after the token if it protects nothing."""
        end = self._fence_end(token) if token["fence"] else self._span_end(token)
        return token.end() if end is None else end

    def _fence_end(self, token: re.Match[str]) -> int | None:
        mark, length = token["fence"][0], len(token["fence"])
        if length >= self._endless.get(mark, length + 1):
            return None
        for end in _FENCE_END.finditer(self.text, token.end()):
            if end[1][0] == mark and len(end[1]) >= length:
                return end.end()
        self._endless[mark] = length
        return None

    def _span_end(self, token: re.Match[str]) -> int | None:
        runs = self._runs.get(len(token["span"]), [])
        after = bisect_left(runs, token.end())
        if after == len(runs) or runs[after] - token.end() > LONGEST_SPAN:
            return None
        if self._has_blank_line(token.end(), runs[after]):
            return None
        words = self.text[token.end() : runs[after]]
        return runs[after] + len(token["span"]) if _is_whole(words) else None

    def _has_blank_line(self, start: int, end: int) -> bool:
        after = bisect_left(self._blank_lines, start)
        return after < len(self._blank_lines) and self._blank_lines[after] < end

    @cached_property
    def _runs(self) -> dict[int, list[int]]:
        """Return where runs of backticks begin, by their length."""
        found: dict[int, list[int]] = {}
        for run in _RUN.finditer(self.text):
            found.setdefault(len(run[0]), []).append(run.start())
        return found

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [match.start() for match in _BLANK_LINE.finditer(self.text)]


def _is_whole(code: str) -> bool:
    """Return whether code holds whole comments, or nothing but a mark."""
    if code.strip() in {*ENDS, *ENDS.values()}:
        return True
    return code.count("%%") % 2 == 0 and code.rfind("<!--") <= code.rfind("-->")
