"""What people type in place of a format: bullets and numbers by hand, rows of stars, bold lines as headings.

Typed dashes stay, because in stories they are dialogue more often than lists. Numbers are a list if two or more
paragraphs count up from 1. Bold lines are headings only in a text that has no other heading; if a text begins with one,
that is its title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.content.changes import Change, changed, guessed
from library.content.markdown_writer.block import (
    Block,
    Heading,
    Line,
    Listing,
    Paragraph,
    Quotation,
    Rule,
    Run,
    text_of,
)
from library.content.markdown_writer.run import WEIGHT, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Bullets of Word and the web; the last two are how Word's own fonts (Symbol, Wingdings) write them.
_BULLET = re.compile("[•◦▪▫‣⁃●○■□➢➤❖·\uf0b7\uf0a7\uf0d8\uf076\uf0fc] ?")
_NUMBER = re.compile(r"([0-9]{1,3})[.)] ")
_SCENE_BREAK = re.compile(r"(?:[*•·~#⁂_=–—-] ?){3,40}|⁂")
LONGEST_HEADING = 80
_NO_HEADING = re.compile(r"[.,;…”’\"']$")

_TYPED_LIST = "Bullets or numbers that were typed by hand are a list now."
_TYPED_HEADING = "Bold lines are headings now: {lines}. Check that they are headings."
_NUMBERED_ON = "Numbered lists that follow each other are one list now. Check its numbers."
_TYPED_BREAK = "Rows of stars or dashes are a line between scenes now."


def read_habits(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Change, ...]]:
    """Return the blocks with what was typed in place of a format, and what was guessed."""
    changes: list[Change] = []
    broken = tuple(_with_breaks(blocks, changes))
    listed = tuple(_with_lists(broken, changes))
    return _with_headings(listed, changes), tuple(changes)


def merged_lists(blocks: Iterable[Block], changes: list[Change]) -> tuple[Block, ...]:
    """Return the blocks with lists of the same kind joined, because Markdown cannot keep neighbours apart.

    Args:
        blocks: In order.
        changes: Where to report that numbers go on.
    """
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if isinstance(block, Listing) and isinstance(last, Listing) and (last.start is None) == (block.start is None):
            merged[-1] = Listing((*last.items, *_items(block, changes)), last.start)
            changes += [] if block.start is None else [changed(_NUMBERED_ON)]
        else:
            merged.append(_inside(block, changes))
    return tuple(merged)


def _inside(block: Block, changes: list[Change]) -> Block:
    if isinstance(block, Quotation):
        return Quotation(merged_lists(block.blocks, changes))
    if isinstance(block, Listing):
        return Listing(_items(block, changes), block.start)
    return block


def _items(listing: Listing, changes: list[Change]) -> tuple[tuple[Block, ...], ...]:
    return tuple(merged_lists(item, changes) for item in listing.items)


# ---- Breaks between scenes


def _with_breaks(blocks: Iterable[Block], changes: list[Change]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.lines) == 1 and _SCENE_BREAK.fullmatch(text_of(block.lines[0])):
            changes.append(guessed(_TYPED_BREAK))
            yield Rule()
        else:
            yield block


# ---- Lists


def _with_lists(blocks: Sequence[Block], changes: list[Change]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        lines, after = _lines_from(blocks, at)
        found = list(_listed(lines)) if lines else []
        if any(isinstance(block, Listing) for block in found):
            changes.append(guessed(_TYPED_LIST))
            yield from found
            at = after
        else:
            yield blocks[at]
            at += 1


def _lines_from(blocks: Sequence[Block], at: int) -> tuple[list[Line], int]:
    """Return the lines of the paragraphs from here that may be one list, and the index after them."""
    lines: list[Line] = []
    while at < len(blocks):
        block = blocks[at]
        if not isinstance(block, Paragraph) or (lines and not _starts_item(block.lines[0])):
            break
        if not any(_starts_item(line) for line in block.lines):
            break
        lines += block.lines
        at += 1
    return lines, at


def _starts_item(line: Line) -> bool:
    return bool(_BULLET.match(text_of(line)) or _NUMBER.match(text_of(line)))


def _listed(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the paragraphs and lists that some lines are; numbers that do not count up stay words."""
    at = 0
    while at < len(lines):
        count = _bullets(lines[at:]) or _numbers(lines[at:])
        if count:
            is_numbered = _BULLET.match(text_of(lines[at])) is None
            items = tuple((Paragraph((_without_sign(line),)),) for line in lines[at : at + count])
            yield Listing(items, 1 if is_numbered else None)
        else:
            count = next((n for n in range(1, len(lines) - at) if _starts_item(lines[at + n])), len(lines) - at)
            yield Paragraph(tuple(lines[at : at + count]))
        at += count


def _bullets(lines: Sequence[Line]) -> int:
    """Return how many lines from the first start with a bullet and have words."""
    signs = (_BULLET.match(text_of(line)) for line in lines)
    count = 0
    for sign, line in zip(signs, lines, strict=True):
        if sign is None or not text_of(line)[sign.end() :].strip():
            break
        count += 1
    return count


def _numbers(lines: Sequence[Line]) -> int:
    """Return how many lines from the first count up from 1; 0 for fewer than two."""
    count = 0
    for line in lines:
        number = _NUMBER.match(text_of(line))
        if number is None or int(number[1]) != count + 1 or not text_of(line)[number.end() :].strip():
            break
        count += 1
    return count if count > 1 else 0


def _without_sign(line: Line) -> Line:
    """Return a line without its bullet or number, which may be in runs of its own."""
    sign = _BULLET.match(text_of(line)) or _NUMBER.match(text_of(line))
    left = sign.end() if sign else 0
    runs: list[Run] = []
    for run in line:
        text = run.text[left:]
        left = max(0, left - len(run.text))
        text = text if runs else text.lstrip(" ")
        if text or run.note:
            runs.append(Run(text, run.marks, run.href, run.note))
    return tuple(runs)


# ---- Headings


def _with_headings(blocks: tuple[Block, ...], changes: list[Change]) -> tuple[Block, ...]:
    if any(isinstance(block, Heading) for block in blocks):
        return blocks
    bold = [at for at, block in enumerate(blocks[:-1]) if _is_title(block) and not _is_title(blocks[at + 1])]
    if not bold:
        return blocks
    headed = list(blocks)
    for at in bold:
        block = blocks[at]
        if isinstance(block, Paragraph):
            headed[at] = Heading(1 if at == 0 else 2, without(block.lines[0], WEIGHT))
    lines = ", ".join(f"“{text_of(block.line)}”" for block in (headed[at] for at in bold) if isinstance(block, Heading))
    changes.append(guessed(_TYPED_HEADING.format(lines=lines)))
    return tuple(headed)


def _is_title(block: Block) -> bool:
    if not isinstance(block, Paragraph) or len(block.lines) != 1:
        return False
    line, text = block.lines[0], text_of(block.lines[0])
    is_bold = all("strong" in run.marks for run in line if run.text.strip())
    return is_bold and len(text) <= LONGEST_HEADING and not _NO_HEADING.search(text)
