"""From the elements within a line to runs of text, with signs tidied.

Curly quotation marks stay as they were typed, and no-break spaces become spaces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.content.invisible import without_invisible
from library.content.markdown_writer.block import Run
from library.content.markdown_writer.nodes import Element
from library.content.mistakes import Mistakes
from library.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.content.markdown_writer.block import Line
    from library.content.markdown_writer.nodes import Node

_MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em", "u": "u",
    "s": "s", "del": "s", "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "samp": "code",
}  # fmt: skip
# Of a heading, which is bold already.
WEIGHT = frozenset({"strong"})

_SPACE = re.compile(r"[\s\u00a0\u2007\u202f]+")


def tidy(text: str) -> str:
    """Return a text without invisible signs, and with each run of white space as one space."""
    return _SPACE.sub(" ", without_invisible(text, Mistakes("")))


def lines_of(nodes: Iterable[Node]) -> tuple[Line, ...]:
    """Return the lines of some words, split at line breaks; lines without words are left out."""
    lines: list[list[Run]] = [[]]
    for run in _runs(nodes, Run("")):
        if run is None:
            lines.append([])
        else:
            lines[-1].append(run)
    tidied = (_tidied(line) for line in lines)
    return tuple(line for line in tidied if line)


def without(line: Line, marks: frozenset[str]) -> Line:
    """Return a line without some marks."""
    return _merged(Run(run.text, run.marks - marks, run.href, run.note) for run in line)


def _runs(nodes: Iterable[Node], around: Run) -> Iterator[Run | None]:
    """Yield runs, and ``None`` for each line break."""
    for node in nodes:
        if isinstance(node, str):
            yield Run(node, around.marks, around.href)
        elif node.name == "br":
            yield None
        elif node.name == "input":
            yield Run(_box(node), around.marks, around.href)
        elif node.name == "q":
            yield from _runs(("“", *node.children, "”"), around)
        elif node.name == "note":
            yield Run("", note=int(node.attributes["number"]))
        elif node.name != "img":
            yield from _runs(node.children, _inside(node, around))


def _box(node: Element) -> str:
    if node.attributes.get("type", "").lower() != "checkbox":
        return ""
    return "☑" if "checked" in node.attributes else "☐"


def _inside(node: Element, around: Run) -> Run:
    """Return a run with the marks and the link that words in an element have."""
    marks = around.marks | ({_MARKS[node.name]} if node.name in _MARKS else set())
    language = node.attributes.get("lang", "").partition("-")[0].lower()
    if language in LANGUAGES:
        marks = frozenset(mark for mark in marks if not mark.startswith("lang-")) | {f"lang-{language}"}
    href = node.attributes.get("href", "")
    return Run("", frozenset(marks), around.href if href.startswith("#") else href or around.href)


def _tidied(line: list[Run]) -> Line:
    """Return a line with single spaces, none at its ends."""
    tidied: list[Run] = []
    space = True
    for run in map(_underlined, line):
        text = tidy(run.text)
        if space:
            text = text.lstrip(" ")
        if text:
            space = text.endswith(" ")
        if text or run.note:
            tidied.append(Run(text, run.marks if text.strip() else frozenset(), run.href, run.note))
    return _stripped(_merged(tidied))


def _underlined(run: Run) -> Run:
    """Return a run with underlining as emphasis, because a page underlines links only."""
    marks = run.marks - {"u"}
    return run if marks == run.marks else Run(run.text, marks if run.href else marks | {"em"}, run.href, run.note)


def _stripped(line: Line) -> Line:
    """Return a line without spaces at its end."""
    while line and not line[-1].note and not line[-1].text.rstrip(" "):
        line = line[:-1]
    if not line or line[-1].note:
        return line
    last = line[-1]
    return (*line[:-1], Run(last.text.rstrip(" "), last.marks, last.href))


def _merged(runs: Iterable[Run]) -> Line:
    """Return runs with neighbours joined that have the same marks and link."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and not (run.note or last.note) and (last.marks, last.href) == (run.marks, run.href):
            merged[-1] = Run(last.text + run.text, run.marks, run.href)
        else:
            merged.append(run)
    return tuple(merged)
