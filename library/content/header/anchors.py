"""Anchors in a header: ``short``, ``quote`` and ``content_notes`` must point at passages that exist, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.groups import WHERE
from library.content.header.schema import CONTENT_NOTES, QUOTE, SHORT
from library.content.header.yaml_nodes import Mapping, Node, Scalar, Sequence
from library.content.mistakes import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.content.header.fields import Fields
    from library.content.mistakes import Mistakes


def check_anchors(header: Fields, anchors: Iterable[str], mistakes: Mistakes) -> None:
    """Report anchors that no passage has, and anchors out of order.

    Args:
        header: The header.
        anchors: Of the body's and transcripts' passages, in document order; may repeat.
        mistakes: Where mistakes go.
    """
    places: dict[str, int] = {}
    for place, anchor in enumerate(anchors):
        places.setdefault(anchor, place)
    for name, written in _lists(header):
        _check_places(name, written, places, mistakes)


def _lists(header: Fields) -> Iterator[tuple[str, list[Scalar]]]:
    """Yield every valid list of anchors, with its name."""
    short = header.mapping.pairs.get(SHORT.name)
    if short and header.get(SHORT):
        yield SHORT.name, _scalars(short.node)
    quote = header.mapping.pairs.get(QUOTE.name)
    if quote and header.get(QUOTE) and isinstance(quote.node, Scalar):
        yield QUOTE.name, [quote.node]
    notes = header.mapping.pairs.get(CONTENT_NOTES.name)
    if notes and header.get(CONTENT_NOTES) and isinstance(notes.node, Sequence):
        for note in notes.node.items:
            if isinstance(note, Mapping) and WHERE.name in note.pairs:
                yield f"{CONTENT_NOTES.name} {WHERE.name}", _scalars(note.pairs[WHERE.name].node)


def _scalars(node: Node) -> list[Scalar]:
    return [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else []


def _check_places(name: str, written: list[Scalar], places: dict[str, int], mistakes: Mistakes) -> None:
    last = -1
    for anchor in written:
        place = places.get(anchor.text)
        if place is None:
            mistakes.add(
                anchor.line, f"{name}: {quoted(anchor.text)} is not a passage of this document. {_range(places)}"
            )
        elif place < last:
            mistakes.add(
                anchor.line, f"{name}: Put the passages in the order of the text. {anchor.text} comes earlier."
            )
        else:
            last = place


def _range(places: dict[str, int]) -> str:
    paragraphs = sum(anchor.startswith("p") for anchor in places)
    return f"Choose from p1 to p{paragraphs}." if paragraphs else "The text has no passages yet."
