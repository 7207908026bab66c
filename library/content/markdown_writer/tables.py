"""Tables: from rows with merged cells to a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.markdown_writer.nodes import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.markdown_writer.nodes import Node

# Of one cell. More is not a table that anyone could read.
MOST_SPAN = 50


@dataclass(frozen=True, slots=True)
class Cells:
    """A table's cells, before their words are read.

    Attributes:
        rows: Each of the same width; the cells that a merged one covers are empty.
        has_head: Whether the first row is a head by its own markup.
        has_merged: Whether any cell was merged.
        captions: Words above the table; may be empty.
    """

    rows: tuple[tuple[tuple[Node, ...], ...], ...]
    has_head: bool
    has_merged: bool
    captions: tuple[Node, ...]

    @property
    def is_layout(self) -> bool:
        """Return whether it has only one row or column, so that it is a frame and no table."""
        return len(self.rows) < 2 or len(self.rows[0]) < 2


def cells_of(table: Element) -> Cells:
    """Read the cells of a table; one without words in a row or column of its own stays."""
    rows = [(_cells(row), head) for row, head in _rows(table, head=False)]
    has_head = bool(rows) and (rows[0][1] or all(cell.name == "th" for cell in rows[0][0]))
    grid, has_merged = _grid([cells for cells, _ in rows])
    filled = [row for row in grid if any(row)]
    width = max(map(len, filled), default=0)
    padded = tuple((*row, *[()] * (width - len(row))) for row in filled)
    captions = tuple(node for node in table.children if isinstance(node, Element) and node.name == "caption")
    return Cells(padded, has_head, has_merged, captions)


def _rows(element: Element, *, head: bool) -> Iterator[tuple[Element, bool]]:
    for child in element.children:
        if isinstance(child, Element) and child.name == "tr":
            yield child, head
        elif isinstance(child, Element) and child.name in {"thead", "tbody", "tfoot"}:
            yield from _rows(child, head=child.name == "thead")


def _cells(row: Element) -> list[Element]:
    return [child for child in row.children if isinstance(child, Element) and child.name in {"td", "th"}]


def _grid(rows: list[list[Element]]) -> tuple[list[list[tuple[Node, ...]]], bool]:
    """Return the cells by row and column, and whether any was merged; each one's words are in its first place."""
    grid: list[list[tuple[Node, ...]]] = []
    covered: dict[int, int] = {}  # how many more rows each column is covered from above
    has_merged = False
    for row in rows:
        places: list[tuple[Node, ...]] = []
        for cell in row:
            _fill_covered(places, covered)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            has_merged = has_merged or wide > 1 or high > 1
            covered.update({len(places) + across: high for across in range(wide)} if high > 1 else {})
            places += [cell.children, *[()] * (wide - 1)]
        _fill_covered(places, covered)
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        grid.append(places)
    return grid, has_merged


def _fill_covered(places: list[tuple[Node, ...]], covered: dict[int, int]) -> None:
    while len(places) in covered and covered[len(places)] > 0:
        places.append(())


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "")
    return min(int(value), MOST_SPAN) if value.isascii() and value.isdigit() and int(value) else 1
