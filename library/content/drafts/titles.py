"""Which line of a text is probably its title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.markdown_writer.block import Block, Heading, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

# A title is among the first few blocks; a logo or a date may come before it.
_FIRST_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class TitleGuess:
    """A title and the text below it.

    Attributes:
        title: Empty if no line looks like one.
        source: Where it comes from, for the author; empty without a title.
        blocks: The text without its title; a heading that is one of several stays.
    """

    title: str
    source: str
    blocks: tuple[Block, ...]


def guess_title(blocks: Sequence[Block]) -> TitleGuess:
    """Return the title of a text: a line in Word's style Title, or the heading that it begins with."""
    for at, block in enumerate(blocks[:_FIRST_BLOCKS]):
        if isinstance(block, Heading) and block.level == 1:
            return TitleGuess(text_of(block.line), "the first title in the Word file", _without(blocks, at))
    first = blocks[0] if blocks else None
    if not isinstance(first, Heading):
        return TitleGuess("", "", tuple(blocks))
    same = sum(isinstance(block, Heading) and block.level <= first.level for block in blocks)
    left = _without(blocks, 0) if same == 1 else tuple(blocks)
    return TitleGuess(text_of(first.line), "the first heading in the Word file", left)


def _without(blocks: Sequence[Block], at: int) -> tuple[Block, ...]:
    return (*blocks[:at], *blocks[at + 1 :])
