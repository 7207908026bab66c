"""Numbered lists and the widths of columns: what a document's own lists and tables need in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

if TYPE_CHECKING:
    from library.model.block import Table

INDENT = 0.9  # centimetres for each level
MOST_LEVELS = 9  # of a list in Word
LEAST_SHARE, MOST_SHARE = 8, 60  # characters of its longest cell that a column is as wide as


def numbering(document: Any, start: int, level: int) -> str:
    """Add a numbered list to a document and return its id.

    Args:
        document: From python-docx.
        start: Its first number.
        level: How deep it is, from 0.
    """
    part = document.part.numbering_part.element
    abstract = str(len(part.findall(f".//{{{part.nsmap['w']}}}abstractNum")) + 100)
    indent = round(Cm(INDENT * (level + 1)).pt * 20)
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>'
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="%{level + 1}."/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{round(Cm(INDENT).pt * 20)}"/></w:pPr></w:lvl></w:abstractNum>'
    )
    part.insert(0, definition)  # the standard wants all of these before the first w:num
    return str(part.add_num(int(abstract)).numId)


def set_number(paragraph: Any, number_id: str, level: int) -> None:
    """Make a paragraph an item of a numbered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = int(number_id)


def column_shares(table: Table) -> list[float]:
    """Return the share of the width of each column, by its longest cell."""
    columns = zip(*filter(None, (table.heads, *table.rows)), strict=True)
    lengths = [min(MOST_SHARE, max(LEAST_SHARE, *map(len, cells))) for cells in columns]
    return [length / sum(lengths) for length in lengths]
