"""From the lines of a PDF's pages to paragraphs. A PDF has lines and their places, but no paragraphs.

A new paragraph begins after a larger gap, in another size of type, at a bullet, or at an indented line after a full
stop. A line that most pages have at the top or bottom is left out: it is a running head or a page number.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Lines of one paragraph are as far apart as most lines are, within this.
_GAP = 1.25
_SIZE = 0.1
_INDENT = 0.8

# How many lines at the top and at the bottom of a page can be running heads.
EDGE = 2
# A line is one if this many pages, and half of all pages, have it.
MOST_OFTEN = 3

# PDFium's sign for a hyphen at the end of a line.
HYPHEN = "\ufffe"
_BROKEN = re.compile(rf"([^\W\d_]+){HYPHEN}([^\W\d_]+)")

_PAGE_NUMBER = re.compile(r"^\d+\b|\b\d+(?:\s*(?:/|of|o|de)\s*\d+)?$")

_BULLET = re.compile(r"(?:[•●▪◦‣∙–*-]|\d{1,2}[.)]|[a-z][.)])\s")
_ENDED = re.compile(r"[.!?…:][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Attributes:
        text: Its words.
        left: Its left edge, in points.
        top: Its upper edge, in points from the bottom of the page.
        size: The size of its type, in points.
    """

    text: str
    left: float
    top: float
    size: float


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page without those that pages repeat at the top and bottom."""
    often = Counter(name for page in pages for name in {_name(page[at]) for at in _edges(page)})
    repeated = {name for name, count in often.items() if count >= MOST_OFTEN and 2 * count >= len(pages)}
    return [_without(page, repeated) for page in pages]


def _without(page: Sequence[Line], repeated: set[str]) -> list[Line]:
    edges = _edges(page)
    return [line for at, line in enumerate(page) if at not in edges or _name(line) not in repeated]


def _edges(page: Sequence[Line]) -> set[int]:
    """Return the positions of the lines at the top and at the bottom, except headings, which are in larger type."""
    order = sorted(range(len(page)), key=lambda at: -page[at].top)
    usual = median(line.size for line in page) if page else 0.0
    return {at for at in (*order[:EDGE], *order[-EDGE:]) if page[at].size <= (1 + _SIZE) * usual}


def _name(line: Line) -> str:
    """Return the same for two lines that differ only in a page number, which is first or last."""
    return _PAGE_NUMBER.sub("", line.text).casefold().strip()


def paragraphs_of(page: Sequence[Line], hyphened: Iterable[str] = ()) -> Iterator[str]:
    """Yield the paragraphs of a page.

    Args:
        page: Its lines, in reading order.
        hyphened: Words with a hyphen, folded, that the file has within lines: these keep it at the end of a line.
    """
    pitch = _pitch(page)
    words = frozenset(hyphened)
    paragraph: list[str] = []
    for before, line in zip((None, *page), page, strict=False):
        if before and _begins(before, line, pitch):
            yield _joined(paragraph, words)
            paragraph = []
        paragraph.append(line.text)
    if paragraph:
        yield _joined(paragraph, words)


def _pitch(page: Sequence[Line]) -> float:
    """Return how far apart most lines are, in points; 0 if there are too few."""
    gaps = [before.top - line.top for before, line in pairwise(page) if before.top > line.top]
    return median(gaps) if gaps else 0.0


def _begins(before: Line, line: Line, pitch: float) -> bool:
    """Return whether a line begins a paragraph."""
    gap = before.top - line.top
    if gap < 0:  # the next column
        return bool(_ENDED.search(before.text))
    is_other = abs(before.size - line.size) > _SIZE * max(before.size, line.size)
    is_indented = line.left > before.left + _INDENT * line.size and bool(_ENDED.search(before.text))
    return gap > _GAP * max(pitch, line.size) or is_other or is_indented or bool(_BULLET.match(line.text))


def _joined(lines: Iterable[str], hyphened: frozenset[str]) -> str:
    """Return lines as one text, with words that were broken at the end of a line whole again."""

    def whole(found: re.Match[str]) -> str:
        with_hyphen = f"{found[1]}-{found[2]}"
        return with_hyphen if with_hyphen.casefold() in hyphened else found[1] + found[2]

    text = "".join(line if line.endswith(HYPHEN) else f"{line} " for line in lines).strip()
    return _BROKEN.sub(whole, text).replace(HYPHEN, "-")
