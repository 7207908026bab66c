"""Replacing one block of a body: its lines, and no other byte of the file.

The result is rendered before it is returned, so that no other passage and no heading has other words: an edit is right
or refused.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from library.content.body.written_blocks import rendered, written_blocks
from library.content.mistakes import Mistakes
from library.content.plain_text import lines_of
from library.content.source import part
from library.errors import ContentError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.content.body.markdown import Body
    from library.content.body.written_blocks import WrittenBlock
    from library.content.comments import Comment
    from library.content.source import Source

_BLANK_LINE = re.compile(r"\n[ \t]*\n")

_NO_PASSAGE = "Change this text in the file itself. The library cannot find the lines of {anchor}."
_AS_TEXT = "Change this text in the file itself. The library cannot replace it without changing other parts."


def block_markdown(data: bytes, path: str, anchor: str) -> str:
    """Return the Markdown of the block that a passage comes from, as ``replace_block`` takes it.

    Args:
        data: The whole file.
        path: Of the file, for mistakes.
        anchor: Of the passage, such as ``p3``.

    Raises:
        ContentError: The file cannot be read, or the lines of this passage cannot be found.
    """
    source = _source(data, path)
    return _block(source, path, anchor).markdown(source.written.split("\n"))


def replace_block(data: bytes, path: str, anchor: str, markdown: str) -> bytes:
    r"""Replace the block that a passage comes from.

    Args:
        data: The whole file.
        path: Of the file, for mistakes.
        anchor: Of the passage, such as ``p3``.
        markdown: What is to be there, with line ends ``\n``, without the marks of a quotation, admonition or footnote
            that it is in. If it is blank, the block is removed.

    Returns:
        The whole file. Every byte outside the lines of the block is as it was.

    Raises:
        ContentError: The file cannot be read, the lines of this passage cannot be found, or the text cannot be there
            without changing another passage or a heading; with lines.
    """
    source = _source(data, path)
    block = _block(source, path, anchor)
    if block.markdown(source.written.split("\n")) == markdown:
        return data
    edited = _replaced(data, source, block, block.lines_of(markdown) if markdown.strip() else [])
    if not _same_beside(source, edited, path, block):
        raise ContentError([Mistake(path, source.body_line + block.first, _AS_TEXT)])
    return edited


def _source(data: bytes, path: str) -> Source:
    mistakes = Mistakes(path)
    source = part(data, mistakes)
    if source is None or len(mistakes):
        raise mistakes.error()
    return source


def _block(source: Source, path: str, anchor: str) -> WrittenBlock:
    for block in written_blocks(source.body):
        if anchor in block.anchors:
            return replace(block, end=_end(source, block))
    raise ContentError([Mistake(path, source.body_line, _NO_PASSAGE.format(anchor=anchor))])


def _end(source: Source, block: WrittenBlock) -> int:
    """Return the line after a block as it is written: the lines of private comments in it are not in the body."""
    end = block.end
    for comment in source.comments:
        first, words = source.written.count("\n", 0, comment.start), source.written[comment.start : comment.end]
        if block.first <= first < end and not _BLANK_LINE.search(words) and not _begins_line(source, comment):
            end += words.count("\n")
    return end


def _begins_line(source: Source, comment: Comment) -> bool:
    return not source.written[source.written.rfind("\n", 0, comment.start) + 1 : comment.start].strip()


def _replaced(data: bytes, source: Source, block: WrittenBlock, new: list[str]) -> bytes:
    """Return a file with other lines in place of a block; they end as its first line does."""
    lines = lines_of(data)
    first, end = (source.body_line - 1 + at for at in (block.first, block.end))
    ending, last = _ending(lines[0]), _ending(lines[end - 1])
    written = ending.join(line.encode() for line in new) + (last if new else b"")
    return b"".join([*lines[:first], written, *lines[end:]])


def _ending(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :]


def _same_beside(source: Source, edited: bytes, path: str, block: WrittenBlock) -> bool:
    """Return whether all passages but those of a block, and all headings, have the same words as before."""
    try:
        after = rendered(_source(edited, path).body)
    except ContentError:
        return False
    before = rendered(source.body)
    others = (passage.text for passage in before.passages if passage.anchor not in block.anchors)
    return _in_order(others, (passage.text for passage in after.passages)) and _in_order(
        _headings(before), _headings(after)
    )


def _headings(body: Body) -> Iterable[str]:
    return (f"{heading.level} {heading.text}" for heading in body.headings)


def _in_order(wanted: Iterable[str], there: Iterable[str]) -> bool:
    """Return whether all texts are there, in the same order, perhaps with others between them."""
    rest = iter(there)
    return all(text in rest for text in wanted)
