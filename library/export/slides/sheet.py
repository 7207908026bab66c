"""A slide before it is written: its title, its paragraphs, and the speaker's notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.export.slides.pages import GAP, LINE, lines_of
from library.export.slides.theme import TEXT
from library.export.wording import OURS
from library.export.xml_text import one_line, paragraphs, shortened
from library.model.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.export.slides.pages import Room
    from library.model.block import Table
    from library.model.workshop import Clip

SMALL = 18  # points: credits and addresses. Text to read from the back row is never smaller than 24.

MOST_TITLE = 200  # the most characters of a title on a slide, as in a pack; the notes have all of it

MUTED, ACCENT = "tx2", "accent1"  # of the theme


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one language and style.

    Attributes:
        text: On one line.
        language: ``en``, ``cy`` or ``gd``; ``OURS`` for our own words.
        bold: Whether it is bold.
        colour: A slot of the theme, or empty for the placeholder's own.
        link: Where it leads, or empty.
    """

    text: str
    language: str = OURS
    bold: bool = False
    colour: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph.

    Attributes:
        runs: Its text, in order.
        size: Of its font, in points.
        bullet: Its mark, or empty.
        hang: The indent of all lines after the first, in points.
        number: Of an item of a numbered list, or 0.
        indent: The indent of all its lines, in points; the first line then begins ``hang`` to the left.
        gap: Below it, in ems.
        way: The text whose first letter decides its direction; all of it if this is empty.
    """

    runs: tuple[Run, ...]
    size: int
    bullet: str = ""
    hang: int = 0
    number: int = 0
    indent: int = 0
    gap: float = GAP
    way: str = ""

    @property
    def text(self) -> str:
        """Return its text without style."""
        return "".join(run.text for run in self.runs)

    def height(self, width: float) -> float:
        """Return its height in lines of a width, all in points."""
        return self.size * (lines_of(self.text, self.size, width - max(self.hang, self.indent)) * LINE + self.gap)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table on a slide.

    Attributes:
        table: What it shows.
        size: Of its font, in points.
        language: Of its words.
        height: Of all its rows, in points.
    """

    table: Table
    size: int
    language: str
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide.

    Attributes:
        title: One line, never empty.
        lines: The content of the placeholder for text; may be empty.
        notes: The speaker's notes, a paragraph each.
        layout: Its number in the deck.
        language: Of the title.
        clip: To show on it, or ``None``.
        beside: The content of the second column; may be empty.
        table: A table below the lines, or ``None``.
        middle: Whether the text is in the middle of its placeholder instead of at the top.
    """

    title: str
    lines: tuple[Line, ...] = ()
    notes: tuple[Run, ...] = ()
    layout: int = TEXT
    language: str = OURS
    clip: Clip | None = None
    beside: tuple[Line, ...] = ()
    table: SheetTable | None = None
    middle: bool = False


def shown_title(title: str) -> str:
    """Return a title as on a slide: on one line, and cut if it is very long."""
    return shortened(one_line(title), MOST_TITLE)


def plain(text: str, size: int, *, colour: str = "", language: str = OURS) -> tuple[Line, ...]:
    """Return a text as paragraphs; without a language, as our own words."""
    return tuple(Line((Run(each, language, colour=colour),), size) for each in paragraphs(text))


def address(url: str, size: int = SMALL) -> Line:
    """Return an address, as a link if it is on the web."""
    return Line((Run(clean(url), link=url if url.startswith(("https://", "http://")) else ""),), size)


def fitted(texts: Sequence[str], sizes: Sequence[int], room: Room) -> tuple[Line, ...]:
    """Return our texts at the largest of some sizes, in points, at which all of them fit; otherwise at the last."""
    for size in sizes:
        lines = tuple(line for text in texts for line in plain(text, size))
        if height(lines, room) <= room.height:
            break
    return lines


def height(lines: Iterable[Line], room: Room) -> float:
    """Return the height of lines, in points."""
    return sum(line.height(room.width) for line in lines)


def spread(blocks: Iterable[tuple[Line, ...]], room: Room) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of each slide: blocks are not cut, and slides are filled evenly."""
    whole = tuple(blocks)
    best = _spread(whole, room)
    for share in (0.9, 0.8, 0.7, 0.6, 0.5):
        less = _spread(whole, replace(room, height=room.height * share))
        if len(less) > len(best):
            break
        best = less
    return best


def _spread(blocks: tuple[tuple[Line, ...], ...], room: Room) -> tuple[tuple[Line, ...], ...]:
    slides: list[tuple[Line, ...]] = []
    for block in blocks:
        if slides and height((*slides[-1], *block), room) <= room.height:
            slides[-1] = (*slides[-1], *block)
        else:
            slides.append(block)
    return tuple(slides)
