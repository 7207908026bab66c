"""A table on a slide: real rows and cells, with a head that screen readers know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pptx.util import Inches, Pt

from library.export.slides.pages import LINE, set_lines_of
from library.export.slides.sheet import SheetTable
from library.export.slides.theme import BODY
from library.export.xml_text import language_tag, one_line
from library.model.characters import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.slide import Slide

    from library.export.slides.pages import Room
    from library.model.block import Table

SIZES = (28, 24, 20)  # points
MARGIN = 14.4  # points: left and right of a cell together
BOLD = 1.1  # the width of the head's letters compared with those of the rows
SPACE = 8  # points: above and below a cell's words together
LEAST, MOST = 6, 48  # characters of its longest cell that a column is as wide as


def tables_on_slides(table: Table, language: str, room: Room) -> tuple[SheetTable, ...]:
    """Return the parts of a table, each for one slide, at the largest size at which all of it fits on one.

    Args:
        table: With at least one row or head.
        language: Of its words.
        room: On each slide.
    """
    for size in SIZES:
        whole = _sized(table, size, language)
        if whole.height <= room.height:
            return (whole,)
    parts: list[SheetTable] = []
    for row in table.rows:
        if parts:
            more = replace(parts[-1].table, rows=(*parts[-1].table.rows, row))
            longer = _sized(more, SIZES[-1], language)
            if longer.height <= room.height:
                parts[-1] = longer
                continue
        parts.append(_sized(replace(table, rows=(row,)), SIZES[-1], language))
    return tuple(parts)


def draw_table(slide: Slide, shown: SheetTable, title: str, top: float) -> None:
    """Draw a table.

    Args:
        slide: To draw on.
        shown: What to draw.
        title: Of the slide: says what the table is if it has neither caption nor head.
        top: Where it begins, in inches from the top of the slide.
    """
    table = shown.table
    rows = (table.heads, *table.rows) if table.heads else table.rows
    shares = _shares(table)
    frame: Any = slide.shapes.add_table(
        len(rows), len(shares), Inches(BODY.left), Inches(top), Inches(BODY.width), Pt(shown.height)
    )
    about = table.caption or " – ".join(table.heads) or title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", one_line(about))
    drawn = frame.table
    drawn.first_row, drawn.horz_banding = bool(table.heads), False
    for column, share in zip(drawn.columns, shares, strict=True):
        column.width = round(Inches(BODY.width) * share)
    for row, cells in zip(drawn.rows, rows, strict=True):
        row.height = Pt(_row_height(cells, shown.size, _widths(table), wider=_wider(table, cells)))
        for cell, text in zip(row.cells, cells, strict=True):
            _write(cell, text, shown)


def _write(cell: Any, text: str, shown: SheetTable) -> None:
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = clean(text)
    run.font.size = Pt(shown.size)
    run.font._element.set("lang", language_tag(shown.language))


def _sized(table: Table, size: int, language: str) -> SheetTable:
    rows = (table.heads, *table.rows) if table.heads else table.rows
    widths = _widths(table)
    height = sum(_row_height(cells, size, widths, wider=_wider(table, cells)) for cells in rows)
    return SheetTable(table, size, language, height)


def _wider(table: Table, cells: Sequence[str]) -> float:
    return BOLD if cells is table.heads else 1


def _row_height(cells: Sequence[str], size: int, widths: Sequence[float], *, wider: float) -> float:
    lines = (set_lines_of(cell, size * wider, width - MARGIN) for cell, width in zip(cells, widths, strict=True))
    return max(lines) * size * LINE + SPACE


def _widths(table: Table) -> list[float]:
    """Return the width of each column, in points: a table has no margins around it."""
    return [share * BODY.width * 72 for share in _shares(table)]


def _shares(table: Table) -> list[float]:
    """Return the share of the width of each column, by its longest cell."""
    columns = zip(*filter(None, (table.heads, *table.rows)), strict=True)
    lengths = [min(MOST, max(LEAST, *map(len, cells)) + 3) for cells in columns]
    return [length / sum(lengths) for length in lengths]
