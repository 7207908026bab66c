"""Levels of headings: a page has its title at level 1, so a text begins at level 2 and skips none on the way down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.markdown_writer.block import Block, Heading
from library.content.markdown_writer.run import WEIGHT, without

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST, _LAST = 2, 6


def with_levels(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with levels that our pages show; headings lose their bold, because they have it already."""
    blocks = tuple(blocks)
    top = min((block.level for block in blocks if isinstance(block, Heading)), default=_FIRST)
    levelled: list[Block] = []
    above = _FIRST - 1
    for block in blocks:
        if isinstance(block, Heading):
            above = min(block.level - top + _FIRST, above + 1, _LAST)
            levelled.append(Heading(above, without(block.line, WEIGHT)))
        else:
            levelled.append(block)
    return tuple(levelled)
