"""The words of a document with their structure, for files and pages alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from library.content.body.blocks import blocks_of
from library.model.block import PLAIN
from library.model.workshop import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.model.block import Block
    from library.model.document import Document
    from library.model.passage import Passage


def words_of(document: Document, passages: Iterable[Passage]) -> tuple[Paragraph, ...]:
    """Return passages of a document, in the given order, each with its structure.

    Args:
        document: That the passages are of.
        passages: Only those that may be used.
    """
    blocks = {anchor: _addressed(document, block) for anchor, block in blocks_of(document.body_html).items()}
    chosen = tuple(passages)
    gaps = _gaps(document, chosen)
    return tuple(
        _paragraph(each, blocks.get(each.anchor, PLAIN), after_gap=gap) for each, gap in zip(chosen, gaps, strict=True)
    )


def same_passages(
    document: Document, twin: Document, passages: Iterable[Passage], others: Iterable[Passage]
) -> tuple[Passage, ...]:
    """Return passages of a translation by number; none if the paragraphs of the two documents do not match.

    Args:
        document: The original.
        twin: The translation.
        passages: Of the original.
        others: Those of the translation that may be used.
    """
    anchors = {passage.anchor for passage in passages} if twin.paragraphs == document.paragraphs else set()
    return tuple(each for each in others if each.anchor in anchors)


def clock(seconds: float) -> str:
    """Return seconds as ``1:16``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _addressed(document: Document, block: Block) -> Block:
    """Return a structure whose pictures have an address, in the size that is enough for a page of passages."""
    files = {picture.file.name: picture.small or picture.file for picture in document.pictures}
    pictures = (replace(each, address=document.file_url(files[each.name])) for each in block.pictures)
    return replace(block, pictures=tuple(pictures))


def _gaps(document: Document, chosen: Sequence[Passage]) -> Iterator[bool]:
    """Yield for each passage whether others of the same part and language are left out before it."""
    place: dict[tuple[str, str, str], int] = {}
    count: Counter[tuple[str, str]] = Counter()
    for each in document.passages:
        place[each.part, each.language, each.anchor] = count[each.part, each.language]
        count[each.part, each.language] += 1
    before: dict[tuple[str, str], int] = {}
    for each in chosen:
        text = (each.part, each.language)
        at = place.get((*text, each.anchor), 0)
        yield text in before and at > before[text] + 1
        before[text] = at


def _paragraph(passage: Passage, block: Block, *, after_gap: bool) -> Paragraph:
    time = "" if passage.start is None else clock(passage.start)
    return Paragraph(passage.text, passage.language, passage.speaker, passage.heading, time, block, after_gap)
