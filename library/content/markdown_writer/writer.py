"""Blocks → Markdown, and the one function that does all steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.changes import Change, changed, left_out
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
    Run,
)
from library.content.markdown_writer.escapes import escaped, escaped_cell, escaped_end, escaped_start
from library.content.markdown_writer.footnotes import take_footnotes
from library.content.markdown_writer.habits import merged_lists, read_habits
from library.content.markdown_writer.lines import markdown_line
from library.content.markdown_writer.nodes import parse
from library.content.markdown_writer.outline import with_levels
from library.content.markdown_writer.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_CODE = frozenset({"code"})
_INDENT = "    "
_TICKS = re.compile(r"^`{3,}", re.MULTILINE)
_REMOTE = re.compile(r"https?://", re.IGNORECASE)

_NO_FILE = "A picture that could not be saved here. Its description is: {alt}."
_ELSEWHERE = "A picture on another website is a link now, because pages show no pictures from elsewhere."


@dataclass(frozen=True, slots=True)
class Text:
    """A text as blocks, between HTML and Markdown.

    Attributes:
        blocks: In order.
        notes: The blocks of each footnote.
        changes: What was changed and guessed, without repeats.
        first_note: The number of the first footnote.
    """

    blocks: tuple[Block, ...]
    notes: tuple[tuple[Block, ...], ...]
    changes: tuple[Change, ...]
    first_note: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A text in our Markdown.

    Attributes:
        markdown: With one line feed at its end; empty if there are no words.
        changes: What was changed, left out and guessed; without repeats.
    """

    markdown: str
    changes: tuple[Change, ...]


def markdown_of(html: str, pictures: Mapping[str, str]) -> Written:
    """Turn HTML into Markdown whose passages are the blocks of the HTML.

    Args:
        html: Untrusted, from a Word file or a clipboard.
        pictures: The name of the file beside the text, by the ``src`` of each picture; others are left out.

    Returns:
        The Markdown; the same HTML always gives the same.
    """
    return write_text(read_text(html), pictures)


def read_text(html: str, first_note: int = 1) -> Text:
    """Turn HTML into blocks, for a caller that takes something from them before they are written."""
    separated, reader = take_footnotes(parse(html), first_note), Reader()
    blocks, guesses = read_habits(reader.blocks(separated.body))
    notes = tuple(reader.blocks(note) for note in separated.notes)
    return Text(blocks, notes, tuple(dict.fromkeys((*reader.changes, *guesses))), first_note)


def write_text(text: Text, pictures: Mapping[str, str]) -> Written:
    """Turn blocks into Markdown; see ``markdown_of``."""
    writer = _Writer(pictures)
    blocks = writer.blocks(merged_lists(with_levels(text.blocks), writer.changes))
    notes = [
        _indented(writer.blocks(merged_lists(note, writer.changes)), f"[^{n}]: ")
        for n, note in enumerate(text.notes, start=text.first_note)
    ]
    markdown = "\n\n".join([*blocks, *notes])
    return Written(f"{markdown}\n" if markdown else "", tuple(dict.fromkeys((*text.changes, *writer.changes))))


class _Writer:
    """Writes blocks, and collects what happened to pictures."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self._pictures = pictures
        self.changes: list[Change] = []

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Return each block as Markdown, without blank lines between them."""
        return [written for block in blocks if (written := self._block(block))]

    def _block(self, block: Block) -> str:
        written = "---"
        match block:
            case Paragraph():
                written = "  \n".join(escaped_start(markdown_line(line)) for line in block.lines)
            case Heading():
                written = f"{'#' * block.level} {escaped_end(markdown_line(block.line))}"
            case Listing():
                written = self._listing(block)
            case Definitions():
                written = "\n\n".join(self._definitions(block))
            case Grid():
                written = _grid(block)
            case Quotation():
                written = _prefixed("\n\n".join(self.blocks(block.blocks)), "> ")
            case Picture():
                written = self._picture(block)
            case Code():
                fence = "`" * max([3, *(len(ticks) + 1 for ticks in _TICKS.findall(block.text))])
                written = f"{fence}\n{block.text}\n{fence}"
        return written

    def _listing(self, listing: Listing) -> str:
        """Return a list, with blank lines only if an item in it has more than a paragraph and a list."""
        is_loose = _is_loose(listing)
        items = []
        for at, item in enumerate(listing.items):
            marker = "- " if listing.start is None else f"{listing.start + at}. "
            items.append(_indented(self.blocks(item), marker, gap="\n\n" if is_loose else "\n"))
        return ("\n\n" if is_loose else "\n").join(items)

    def _definitions(self, block: Definitions) -> Iterator[str]:
        for terms, meanings in block.entries:
            lines = [escaped_start(markdown_line(line)) for line in terms]
            yield "\n".join([*lines, *(_indented(self.blocks(meaning), ":   ") for meaning in meanings)])

    def _picture(self, picture: Picture) -> str:
        alt = escaped(picture.alt, in_link=True)
        if name := self._pictures.get(picture.source):
            return f'![{alt}]({name} "{picture.caption}")' if picture.caption else f"![{alt}]({name})"
        if _REMOTE.match(picture.source):
            self.changes.append(changed(_ELSEWHERE))
            return escaped_start(markdown_line((Run(picture.alt or picture.source, href=picture.source),)))
        self.changes.append(left_out(_NO_FILE.format(alt=picture.alt or "none")))
        return ""


def _is_loose(listing: Listing) -> bool:
    return any(
        _is_loose(block) if isinstance(block, Listing) else at > 0
        for item in listing.items
        for at, block in enumerate(item)
    )


def _indented(blocks: list[str], marker: str, gap: str = "\n\n") -> str:
    """Return blocks after a marker, all lines but the first indented by four spaces."""
    lines = gap.join(blocks).split("\n")
    return "\n".join([marker + lines[0], *(_INDENT + line if line else "" for line in lines[1:])])


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join((prefix + line) if line else prefix.rstrip() for line in text.split("\n"))


def _grid(grid: Grid) -> str:
    rows = [_row(row) for row in grid.rows]
    return "\n".join([rows[0], "| " + " | ".join(["---"] * len(grid.rows[0])) + " |", *rows[1:]])


def _row(row: tuple[tuple[Line, ...], ...]) -> str:
    cells = ("<br>".join(escaped_cell(markdown_line(_for_cell(line))) for line in cell) for cell in row)
    return f"| {' | '.join(cells)} |"


def _for_cell(line: Line) -> Line:
    """Return a line whose code has no vertical line, which could not be escaped there."""
    return tuple(
        Run(run.text, run.marks - ({"code"} if "|" in run.text else set()), run.href, run.note) for run in line
    )
