"""From runs of text to a line of Markdown.

Emphasis is written with stars. Where stars would touch those of a neighbour and be read as one mark, the neighbour gets
HTML tags, which mean the same.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from library.content.markdown_writer.block import Run
from library.content.markdown_writer.escapes import address, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from library.content.markdown_writer.block import Line

_STARS = {"strong": "**", "em": "*"}
_TAGS = ("s", "sub", "sup")


def markdown_line(line: Line) -> str:
    """Return a line of Markdown, without escapes for its start."""
    written = ""
    groups = [(href, tuple(runs)) for href, runs in groupby(line, key=lambda run: run.href)]
    for at, (href, runs) in enumerate(groups):
        follower = groups[at + 1][1][0] if at + 1 < len(groups) else Run("")
        words = _words((*runs, follower), written, in_link=bool(href))
        written += _link(words, href) if href else words
    return written


def _link(words: str, href: str) -> str:
    text = words.strip(" ")
    if not text:
        return words
    before, after = words[: len(words) - len(words.lstrip(" "))], words[len(words.rstrip(" ")) :]
    return f"{before}[{text}]({address(href)}){after}"


def _words(runs: Sequence[Run], before: str, *, in_link: bool) -> str:
    """Return the words of all runs but the last, which is what comes after them."""
    written = ""
    for run, follower in pairwise(runs):
        if run.note:
            written += f"[^{run.note}]"
            continue
        touches = (before + written).endswith("*") or (_has_stars(follower) and not run.text.endswith(" "))
        written += _marked(run, _bracket(follower, run), touches=touches, in_link=in_link)
    return written


def _bracket(follower: Run, run: Run) -> str:
    """Return the sign that could make the words before it a link, or nothing."""
    if follower.note or (follower.href and follower.href != run.href):
        return "["
    return follower.text[:1] if follower.text[:1] in {"(", "[", ":"} else ""


def _has_stars(run: Run) -> bool:
    return bool(run.marks & _STARS.keys()) and not run.text.startswith(" ")


def _marked(run: Run, bracket: str, *, touches: bool, in_link: bool) -> str:
    """Return the words of a run inside its marks, with spaces at the ends outside."""
    words = run.text.strip(" ")
    if not words:
        return run.text
    before, after = run.text[: len(run.text) - len(run.text.lstrip(" "))], run.text[len(run.text.rstrip(" ")) :]
    written = _code(words) if "code" in run.marks else escaped(words, "" if after else bracket, in_link=in_link)
    for mark in ("em", "strong"):
        if mark in run.marks:
            written = f"<{mark}>{written}</{mark}>" if touches else f"{_STARS[mark]}{written}{_STARS[mark]}"
    for tag in _TAGS:
        if tag in run.marks:
            written = f"<{tag}>{written}</{tag}>"
    for language in sorted(mark.removeprefix("lang-") for mark in run.marks if mark.startswith("lang-")):
        written = f'<span lang="{language}">{written}</span>'
    return f"{before}{written}{after}"


def _code(words: str) -> str:
    if "`" not in words:
        return f"`{words}`"
    fence = "`" * (_longest_ticks(words) + 1)
    return f"{fence} {words} {fence}"


def _longest_ticks(words: str) -> int:
    return max((len(list(group)) for sign, group in groupby(words) if sign == "`"), default=0)
