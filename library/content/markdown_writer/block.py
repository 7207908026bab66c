"""The blocks of a text, between HTML and Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Words within a line that have the same emphasis.

    Attributes:
        text: Without line ends.
        marks: ``strong``, ``em``, ``s``, ``sub``, ``sup``, ``code``, ``lang-cy`` and so on.
        href: Where it links to, or empty.
        note: The number of the footnote that is marked here, with no text; 0 for none.
    """

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""
    note: int = 0


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words, on at least one line."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the text."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """A list.

    Attributes:
        items: The blocks of each item; none is empty.
        start: The number of the first item, or ``None`` for bullets.
    """

    items: tuple[tuple[Block, ...], ...]
    start: int | None


@dataclass(frozen=True, slots=True)
class Definitions:
    """A list of definitions: each has its terms and the blocks of its meanings."""

    entries: tuple[tuple[tuple[Line, ...], tuple[tuple[Block, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        rows: Each of the same width, at least two; the first is the head. A cell is a sequence of lines.
    """

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What someone else said or wrote."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a file beside the text.

    Attributes:
        source: What the HTML calls it.
        alt: What it shows, or empty.
        caption: Words below it, or empty.
    """

    source: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that stay exactly as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A break between scenes."""


Block: TypeAlias = Paragraph | Heading | Listing | Definitions | Grid | Quotation | Picture | Code | Rule


def text_of(line: Line) -> str:
    """Return the words of a line."""
    return "".join(run.text for run in line)
