"""The structure of a passage: a list, a table, a quotation or a picture, as its document has it.

The text of a passage is one line, by which it is searched and hashed. Anything that shows a passage reads its structure
as well, so that a table stays a table on paper, on slides and in a chat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BULLET = "•"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list.

    Attributes:
        text: On one line; may be empty.
        number: In a numbered list, otherwise ``None``.
        level: How deep its list is in other lists, from 0.
        is_marked: Whether it has a number or a bullet, unlike a term and its definition.
    """

    text: str
    number: int | None = None
    level: int = 0
    is_marked: bool = True

    @property
    def marker(self) -> str:
        """Return ``3.`` or a bullet; empty for an item without either."""
        if not self.is_marked:
            return ""
        return BULLET if self.number is None else f"{self.number}."

    @property
    def line(self) -> str:
        """Return the item for plain text, such as ``3. Ask first`` or ``- Ask first``, indented by its level."""
        marker = self.marker.replace(BULLET, "-")
        return "  " * self.level + " ".join(filter(None, (marker, self.text)))


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        rows: The text of each cell, on one line; all rows have equally many cells, at least one.
        heads: The titles of the columns, as many as a row has cells; empty if it has none.
        caption: May be empty.
    """

    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()
    caption: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return a line for each row, such as ``When: Sat, early; Note: All care given``."""
        caption = (self.caption,) if self.caption else ()
        return caption + tuple(self._line(row) for row in self.rows)

    def _line(self, row: tuple[str, ...]) -> str:
        heads = self.heads or ("",) * len(row)
        cells = (": ".join(filter(None, (head, cell))) for head, cell in zip(heads, row, strict=True) if cell)
        return "; ".join(cells)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a passage.

    Attributes:
        name: Of its file, among the files of its document.
        alt: What it shows; never empty.
        width: Of the file, in pixels.
        height: Of the file, in pixels.
        caption: May be empty.
        address: Root-relative, where a page finds the file; empty if it is not known yet.
        file: The file itself (JPEG or PNG), to be put into another; ``None`` if it may not or cannot be.
        small: The same of fewer pixels, for a PDF, whose typesetter decodes every picture; ``None`` as ``file``.
    """

    name: str
    alt: str
    width: int
    height: int
    caption: str = ""
    address: str = ""
    file: Path | None = None
    small: Path | None = None

    @property
    def words(self) -> str:
        """Return its description and its caption, on one line."""
        return figure_words(self.alt, self.caption)


def figure_words(alt: str, caption: str) -> str:
    """Return the text of a passage that is a picture: what it shows, then its caption as another sentence."""
    end = "" if not caption or alt.endswith((".", "!", "?", "…")) else "."
    return f"{alt}{end} {caption}".rstrip()


@dataclass(frozen=True, slots=True)
class Block:
    """The structure of one passage; a plain paragraph has none.

    Attributes:
        items: Of a list, in order, including those of lists within it; empty for anything else.
        table: Or ``None``.
        is_quoted: Whether the document quotes it.
        pictures: In it, in order. Their descriptions are in its text.
        is_figure: Whether it is one picture, perhaps with a caption, and no other words.
    """

    items: tuple[ListItem, ...] = ()
    table: Table | None = None
    is_quoted: bool = False
    pictures: tuple[Picture, ...] = ()
    is_figure: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """Return a list or a table line by line; empty for a plain paragraph."""
        return self.table.lines if self.table else tuple(item.line for item in self.items)

    @property
    def text(self) -> str:
        """Return its words on one line, without marks of items; empty for a plain paragraph."""
        return " ".join(self.table.lines if self.table else (item.text for item in self.items))

    def pieces(self) -> Iterator[Block]:
        """Yield each item or row as a block, in order; none for a plain paragraph."""
        for number, item in enumerate(self.items, start=1):
            yield replace(self, items=(item,), pictures=self.pictures if number == len(self.items) else ())
        if self.table:
            for number, row in enumerate(self.table.rows):
                table = replace(self.table, rows=(row,), caption="" if number else self.table.caption)
                yield replace(self, table=table, pictures=() if number + 1 < len(self.table.rows) else self.pictures)

    def with_more(self, piece: Block) -> Block:
        """Return this block with the items or rows of the next piece of it."""
        pictures = (*self.pictures, *piece.pictures)
        if self.table and piece.table:
            rows = (*self.table.rows, *piece.table.rows)
            return replace(self, table=replace(self.table, rows=rows), pictures=pictures)
        return replace(self, items=(*self.items, *piece.items), pictures=pictures)


PLAIN = Block()
