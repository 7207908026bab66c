"""From a finished body to the structure of its passages: lists, tables, quotations and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import unquote

from library.model.block import PLAIN, Block, ListItem, Picture, Table

_STRUCTURED = ("<ul", "<ol", "<dl", "<table", "<blockquote", "<img")
_LISTS = frozenset({"ul", "ol", "dl"})
_ITEMS = frozenset({"li", "dt", "dd"})
_CELLS = frozenset({"td", "th"})
_ANCHOR = re.compile(r"p[1-9][0-9]*")
_MARKS = frozenset({"footnote-ref", "footnote-backref"})
_VOID = frozenset({"br", "hr", "wbr"})


def blocks_of(html: str) -> dict[str, Block]:
    """Return the structure of each passage that has one, by its anchor.

    Args:
        html: A body as ``markdown.render`` returns it: well nested, with anchors as ids.
    """
    if not any(tag in html for tag in _STRUCTURED):
        return {}
    reader = _BlockReader()
    reader.feed(html)
    reader.close()
    return reader.blocks


@dataclass(slots=True)
class _OpenPassage:
    """A passage that is being read.

    Attributes:
        anchor: Its address.
        depth: How many elements were open around it.
        is_quoted: Whether it is in a quotation.
        items: The list items so far.
        numbers: Of each open list, the next number, or ``None`` without numbers.
        heads: The titles of the columns.
        rows: The rows of a table so far.
        caption: Of a table.
        heard: The words since the last item, cell or caption began.
        item: The item that these words are of, without its text, or ``None``.
        pictures: The pictures so far.
        is_figure: Whether it is one picture with its caption.
    """

    anchor: str
    depth: int
    is_quoted: bool
    items: list[ListItem] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    caption: str = ""
    heard: list[str] = field(default_factory=list)
    item: ListItem | None = None
    pictures: list[Picture] = field(default_factory=list)
    is_figure: bool = False

    def words(self) -> str:
        """Return the words that were heard, on one line, and begin to listen again."""
        text = " ".join("".join(self.heard).split())
        self.heard = []
        return text

    def end_item(self) -> None:
        """Store the item that is open, unless it has neither words nor a mark; later words in it have no mark."""
        text = self.words()
        if self.item and (text or self.item.is_marked):
            self.items.append(ListItem(text, self.item.number, self.item.level, self.item.is_marked))
        if self.item:
            self.item = ListItem("", None, self.item.level, is_marked=False)

    def block(self) -> Block:
        """Return its structure."""
        if self.is_figure:
            picture = replace(self.pictures[0], caption=self.words())
            return Block((), None, self.is_quoted, (picture,), is_figure=True)
        pictures = tuple(self.pictures)
        if not self.rows and not self.heads:
            return Block(tuple(self.items), None, self.is_quoted, pictures)
        width = max(map(len, (self.heads, *self.rows)))
        rows = (tuple(row + [""] * (width - len(row))) for row in self.rows)
        heads = (*self.heads, *[""] * (width - len(self.heads))) if self.heads else ()
        return Block((), Table(tuple(rows), tuple(heads), self.caption), self.is_quoted, pictures)


class _BlockReader(HTMLParser):
    """Reads a body once, from left to right."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: dict[str, Block] = {}
        self._open: list[str] = []
        self._passage: _OpenPassage | None = None
        self._silent = 0  # how many elements were open around a footnote's mark, plus one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        attributes = dict(attrs)
        anchor = attributes.get("id") or ""
        if tag == "img":
            self._picture(attributes)
            return
        if tag in _VOID:
            self.handle_data(" ")
            return
        if self._passage is None and _ANCHOR.fullmatch(anchor):
            quoted = "blockquote" in self._open
            self._passage = _OpenPassage(anchor, len(self._open), quoted, is_figure=tag == "figure")
        self._open.append(tag)
        if not self._silent and attributes.get("class") in _MARKS:
            self._silent = len(self._open)
        if self._passage:
            self._begin(self._passage, tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _VOID or not self._open:
            return
        if self._passage:
            self._end(self._passage, tag)
        if self._silent == len(self._open):
            self._silent = 0
        self._open.pop()
        if self._passage and len(self._open) == self._passage.depth:
            block = self._passage.block()
            if block != PLAIN:
                self.blocks[self._passage.anchor] = block
            self._passage = None

    def _picture(self, attributes: dict[str, str | None]) -> None:
        """Add a picture to the passage; outside of any it only decorates."""
        passage, alt = self._passage, attributes.get("alt") or ""
        if not passage or not alt:
            return
        width, height = (int(attributes.get(name) or 0) for name in ("width", "height"))
        passage.pictures.append(Picture(unquote(attributes.get("src") or ""), alt, width, height))
        if not passage.is_figure:
            self.handle_data(alt)

    def handle_data(self, data: str) -> None:
        """Collect words of the passage."""
        if self._passage and not self._silent:
            self._passage.heard.append(data)

    def _begin(self, passage: _OpenPassage, tag: str, attributes: dict[str, str | None]) -> None:
        if "table" in self._open[passage.depth : -1]:
            self._begin_in_table(passage, tag)
        elif tag in _LISTS:
            passage.end_item()
            passage.numbers.append(int(attributes.get("start") or 1) if tag == "ol" else None)
        elif tag in _ITEMS and passage.numbers:
            passage.words()
            passage.item = self._item(passage, tag)
        else:
            passage.heard.append(" " if tag in {"p", "div"} else "")

    def _begin_in_table(self, passage: _OpenPassage, tag: str) -> None:
        if tag == "tr":
            passage.rows.append([])
        if tag in _CELLS or tag == "caption":
            passage.words()
        elif tag in _LISTS | _ITEMS or tag == "p":
            passage.heard.append(" ")

    def _item(self, passage: _OpenPassage, tag: str) -> ListItem:
        level, number = len(passage.numbers) - 1, passage.numbers[-1]
        if number is not None:
            passage.numbers[-1] = number + 1
        return ListItem("", number, level + (tag == "dd"), is_marked=tag == "li")

    def _end(self, passage: _OpenPassage, tag: str) -> None:
        if "table" in self._open[passage.depth : -1]:
            self._end_in_table(passage, tag)
        elif tag in _ITEMS:
            passage.end_item()
            passage.item = None
        elif tag in _LISTS:
            passage.numbers.pop()
            level = len(passage.numbers) - 1
            passage.item = ListItem("", None, level, is_marked=False) if level >= 0 else None

    def _end_in_table(self, passage: _OpenPassage, tag: str) -> None:
        if tag in _CELLS and passage.rows:
            passage.rows[-1].append(passage.words())
        elif tag == "caption":
            passage.caption = passage.words()
        elif tag == "tr" and "thead" in self._open and not passage.heads:
            passage.heads = passage.rows.pop()
