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
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.code import CODE, Code

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDS = {"<!--": "-->", "%%": "%%"}

_TOKEN = re.compile(rf"{CODE}|<!--|%%", re.MULTILINE)
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
    code, found, at = Code(text), list[Comment](), 0
    while token := _TOKEN.search(text, at):
        if token[0] not in ENDS:
            at = _after_code(text, code, token)
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


def _after_code(text: str, code: Code, token: re.Match[str]) -> int:
    """Return the position after the code that a token begins, or after the token if it protects nothing."""
    found = code.words(token)
    if found is None or (token["span"] and not _is_whole(text[found[0] : found[1]])):
        return token.end()
    return found[2]


def _is_whole(code: str) -> bool:
    """Return whether code holds whole comments, or nothing but a mark."""
    if code.strip() in {*ENDS, *ENDS.values()}:
        return True
    return code.count("%%") % 2 == 0 and code.rfind("<!--") <= code.rfind("-->")
