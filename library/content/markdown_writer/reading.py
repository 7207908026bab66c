"""From a tree of elements to blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from library.content.body.html_rules import BREAKS, HEADINGS
from library.content.changes import Change, changed, guessed
from library.content.markdown_writer.block import (
    Block,
    Code,
    Definitions,
    Grid,
    Heading,
    Line,
    Listing,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Run,
)
from library.content.markdown_writer.nodes import Element
from library.content.markdown_writer.run import WEIGHT, lines_of, without
from library.content.markdown_writer.tables import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from library.content.markdown_writer.nodes import Node
    from library.content.markdown_writer.tables import Cells

_BLOCKS = (
    HEADINGS.keys() | BREAKS | {"p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre", "hr"}
)
_MERGED = "Merged cells of a table are separate cells now. The words are in the first of them."
_LAYOUT = "A table with one row or one column is ordinary paragraphs now."
_HEAD = "The first row of a table is its heading row now. Check that it says what is in each column."
_IN_CELL = "A list or table inside a table cell is lines of that cell now."


@dataclass(slots=True)
class Reader:
    """Reads trees into blocks, and collects what was changed.

    Attributes:
        changes: In the order in which they were found; may repeat.
    """

    changes: list[Change] = field(default_factory=list)

    def blocks(self, nodes: Iterable[Node]) -> tuple[Block, ...]:
        """Return the blocks of a tree; words outside every block get a paragraph."""
        found: list[Block] = []
        waiting: list[Node] = []
        for node in nodes:
            if isinstance(node, Element) and _has_blocks(node):
                found += _paragraph(waiting)
                waiting = []
                found += self._block(node)
            else:
                waiting.append(node)
        return (*found, *_paragraph(waiting))

    def _block(self, element: Element) -> Sequence[Block]:
        readers: dict[str, Callable[[Element], Sequence[Block]]] = {
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(("ul", "ol"), self._listing),
            "dl": self._definitions,
            "table": self._table,
            "blockquote": self._quotation,
            "pre": _code,
            "hr": lambda _: [Rule()],
        }
        read = readers.get(element.name)
        return read(element) if read else self.blocks(element.children)

    def _quotation(self, element: Element) -> Sequence[Block]:
        quoted = self.blocks(element.children)
        return [Quotation(quoted)] if quoted else []

    def _heading(self, element: Element) -> Sequence[Block]:
        children, level = element.children, HEADINGS[element.name]
        lines = lines_of(children)
        line = tuple(run for line in lines for run in (Run(" "), *line))[1:]
        return [*([Heading(level, line)] if lines else []), *_pictures(children)]

    # ---- Lists

    def _listing(self, element: Element) -> Sequence[Block]:
        items = tuple(self._items(element.children))
        number = element.attributes.get("start", "")
        start = None if element.name == "ul" else int(number) if number.isascii() and number.isdigit() else 1
        return [Listing(items, start)] if items else []

    def _items(self, children: Iterable[Node]) -> Iterator[tuple[Block, ...]]:
        """Yield the blocks of each item; a list without an item around it belongs to the item before it."""
        last: tuple[Block, ...] = ()
        for child in children:
            is_item = isinstance(child, Element) and child.name == "li"
            blocks = _plain_items(self.blocks(child.children if isinstance(child, Element) and is_item else (child,)))
            if not blocks:
                continue
            if last and not is_item:
                last = (*last, *blocks)
                continue
            yield from _item(last)
            last = blocks
        yield from _item(last)

    def _definitions(self, element: Element) -> Sequence[Block]:
        entries: list[tuple[list[Line], list[tuple[Block, ...]]]] = []
        for child in _parts(element.children):
            if child.name == "dt":
                if not entries or entries[-1][1]:
                    entries.append(([], []))
                entries[-1][0].extend(lines_of(child.children))
            elif child.name == "dd" and (blocks := _plain_items(self.blocks(child.children))):
                if not entries:
                    entries.append(([], []))
                entries[-1][1].append(blocks)
        return _defined(entries)

    # ---- Tables

    def _table(self, element: Element) -> Sequence[Block]:
        cells = cells_of(element)
        above = [block for caption in cells.captions for block in self.blocks((caption,))]
        if not cells.rows:
            return above
        if cells.is_layout:
            self.changes.append(changed(_LAYOUT))
            return [*above, *(block for row in cells.rows for cell in row for block in self.blocks(cell))]
        return [*above, self._grid(cells), *_pictures(element.children)]

    def _grid(self, cells: Cells) -> Grid:
        if cells.has_merged:
            self.changes.append(changed(_MERGED))
        if not cells.has_head:
            self.changes.append(guessed(_HEAD))
        head, *rows = (tuple(self._cell(cell) for cell in row) for row in cells.rows)
        return Grid((tuple(tuple(without(line, WEIGHT) for line in cell) for cell in head), *rows))

    def _cell(self, nodes: tuple[Node, ...]) -> tuple[Line, ...]:
        blocks = [block for block in self.blocks(nodes) if not isinstance(block, Picture)]
        if any(not isinstance(block, Paragraph | Heading) for block in blocks):
            self.changes.append(changed(_IN_CELL))
        return tuple(line for block in blocks for line in lines_in(block))


def lines_in(block: Block) -> tuple[Line, ...]:
    """Return the lines of a block where no block can be, as in a table cell."""
    lines: Iterable[Line] = ()
    match block:
        case Paragraph():
            lines = block.lines
        case Heading():
            lines = (tuple(Run(run.text, run.marks | WEIGHT, run.href, run.note) for run in block.line),)
        case Listing():
            lines = _lines_in_list(block)
        case Quotation():
            lines = (line for inner in block.blocks for line in lines_in(inner))
        case Grid():
            lines = (tuple(run for cell in row for line in cell for run in (*line, Run(" "))) for row in block.rows)
        case Definitions():
            lines = _lines_in_definitions(block)
        case Code():
            lines = ((Run(line, frozenset({"code"})),) for line in block.text.split("\n") if line.strip())
    return tuple(lines)


def _lines_in_list(block: Listing) -> Iterator[Line]:
    for at, item in enumerate(block.items):
        sign = "– " if block.start is None else f"{block.start + at}) "
        for number, line in enumerate(line for inner in item for line in lines_in(inner)):
            yield line if number else (Run(sign), *line)


def _lines_in_definitions(block: Definitions) -> Iterator[Line]:
    for terms, meanings in block.entries:
        yield from terms
        yield from (line for meaning in meanings for inner in meaning for line in lines_in(inner))


def _defined(entries: list[tuple[list[Line], list[tuple[Block, ...]]]]) -> Sequence[Block]:
    """Return definitions that have both a term and a meaning; others become paragraphs."""
    if entries and all(terms and meanings for terms, meanings in entries):
        return [Definitions(tuple((tuple(terms), tuple(meanings)) for terms, meanings in entries))]
    blocks: list[Block] = []
    for terms, meanings in entries:
        blocks += [Paragraph((line,)) for line in terms]
        blocks += [block for meaning in meanings for block in meaning]
    return blocks


def _parts(children: Iterable[Node]) -> Iterator[Element]:
    """Yield the terms and meanings of a list of definitions, also those in a ``div``."""
    for child in children:
        if isinstance(child, Element):
            yield from _parts(child.children) if child.name == "div" else (child,)


def _item(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Yield an item, or the items of the list that is all there is in it."""
    if len(blocks) == 1 and isinstance(blocks[0], Listing):
        yield from blocks[0].items
    elif blocks:
        yield blocks


def _plain_items(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a list item with those that cannot be there as paragraphs."""
    plain: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph | Listing | Picture):
            plain.append(block)
        else:
            plain += [Paragraph((line,)) for line in lines_in(block) if line]
    return tuple(plain)


def _has_blocks(node: Element) -> bool:
    """Return whether an element is a block, or an element within a line that has one in it."""
    return node.name in _BLOCKS or any(_has_blocks(child) for child in node.children if isinstance(child, Element))


def _paragraph(nodes: list[Node]) -> Iterator[Block]:
    """Yield a paragraph of words if there are any, and the pictures among them after it."""
    lines = lines_of(nodes)
    if lines:
        yield Paragraph(lines)
    yield from _pictures(nodes)


def _pictures(nodes: Iterable[Node]) -> Iterator[Picture]:
    for node in nodes:
        if isinstance(node, Element) and node.name == "img":
            yield Picture(node.attributes.get("src", ""), " ".join(node.attributes.get("alt", "").split()))
        elif isinstance(node, Element):
            yield from _pictures(node.children)


def _code(element: Element) -> Sequence[Block]:
    text = _text(element.children).strip("\n")
    return [Code(text)] if text.strip() else []


def _text(nodes: Iterable[Node]) -> str:
    """Return the text of preformatted words, with its line ends."""
    parts = (n if isinstance(n, str) else "\n" if n.name == "br" else _text(n.children) for n in nodes)
    return "".join(parts)
