"""What slides show of a document: one passage that makes people want to hear the rest, and its pictures.

A record with its rewriting gives two excerpts, so that a room can read the first before it sees the second. Excerpts
have only words that may be used, and none that the step itself does not have.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.words import same_passages, words_of
from library.model.block import PLAIN
from library.model.document import Kind
from library.model.passage import is_label
from library.model.workshop import Excerpt, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.model.document import Document
    from library.model.passage import Passage
    from library.model.usable import Usable, UsableItem
    from library.model.workshop import Paragraph

# Characters: so many fit on a slide in 28 points; so few are a greeting or a label.
MOST, LEAST = 330, 40
MOST_BESIDE = 230  # with a translation beside it
# A first note is shown whole up to this length. Records are in short lines, and a table has room to spare.
MOST_RECORD = 520


def excerpts_of(document: Document, item: UsableItem, usable: Usable) -> tuple[Excerpt, ...]:
    """Return the excerpts of a document, in order; empty if it has no words that may be used.

    Args:
        document: The document.
        item: What may be used of it.
        usable: The same for one purpose.
    """
    words = words_of(document, usable.passages)
    told = tuple(each for each, said in zip(usable.passages, words, strict=True) if not said.block.is_figure)
    figures = tuple(each for each, said in zip(usable.passages, words, strict=True) if said.block.is_figure)
    pictures = (_excerpt(document, item, replace(usable, twin=()), (each,)) for each in figures)
    return (*_told(document, item, replace(usable, passages=told)), *pictures)


def _told(document: Document, item: UsableItem, usable: Usable) -> tuple[Excerpt, ...]:
    """Return the excerpts of a document's text."""
    parts = _parts(usable.passages)
    if document.kind is Kind.EXAMPLE and len(parts) > 1:
        after = _written(document, parts[1]) or parts[1]
        before = _excerpt(document, item, usable, _record(document, parts[0]), Part.BEFORE)
        return before, _excerpt(document, item, usable, _sharpest(document, after), Part.AFTER)
    told = [each for each in usable.passages if not is_label(each.text)] or usable.passages
    if not told:
        return ()
    most = MOST_BESIDE if usable.twin else MOST
    short = sum(len(each.text) for each in told) <= most
    shown = told if short else _sharpest(document, told, most)
    return (_excerpt(document, item, usable, shown),)


def _excerpt(
    document: Document, item: UsableItem, usable: Usable, passages: Sequence[Passage], part: Part | None = None
) -> Excerpt:
    same = same_passages(document, item.twin, passages, usable.twin) if item.twin else ()
    twin = words_of(item.twin, same) if item.twin else ()
    noted = any(_is_noted(document, each) for each in passages)
    return Excerpt(tuple(_untitled(words_of(document, passages), part)), twin, part, noted)


def _untitled(words: Sequence[Paragraph], part: Part | None) -> Iterator[Paragraph]:
    """Yield words without their headings: the slide of a record has a title, and a quote needs none."""
    for each in words:
        yield each if part is None and len(words) > 1 else replace(each, heading="")


def _parts(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Return passages in groups, each from a heading to the next."""
    parts: list[list[Passage]] = []
    for each in passages:
        if each.heading or not parts:
            parts.append([])
        parts[-1].append(each)
    return [part for part in parts if part[0].heading]


def _written(document: Document, passages: Sequence[Passage]) -> list[Passage]:
    """Return what a document shows as written by someone: its tables, lists and quotations among some passages."""
    words = words_of(document, passages)
    return [each for each, said in zip(passages, words, strict=True) if said.block != PLAIN]


def _record(document: Document, passages: Sequence[Passage]) -> Sequence[Passage]:
    """Return the first note, without the sentences about it; if it is too long, its last passages that fit."""
    passages = _written(document, passages) or passages
    for start in range(len(passages) - 1):
        if sum(len(each.text) for each in passages[start:]) <= MOST_RECORD:
            return passages[start:]
    return passages[-1:]


def _sharpest(document: Document, passages: Sequence[Passage], most: int = MOST) -> tuple[Passage, ...]:
    """Return the author's choice, else the first passage that is short enough and has no content note."""
    chosen = [each for each in passages if each.anchor == document.quote]
    fitting = [each for each in passages if LEAST <= len(each.text) <= most]
    calm = [each for each in fitting if not _is_noted(document, each)]
    shortest = sorted(passages, key=lambda each: (len(each.text) < LEAST, len(each.text)))
    return tuple((chosen or calm or fitting or shortest)[:1])


def _is_noted(document: Document, passage: Passage) -> bool:
    return any(not note.where or passage.anchor in note.where for note in document.content_notes)
