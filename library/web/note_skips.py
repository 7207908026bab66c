"""The text of a document, cut where a content note begins, so that a way past it can stand there.

A search result leads straight to its passage, and its reader has not seen the notes at the top of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*'
# The start tag of a passage. Quotation marks in attributes and ``<`` in words are escaped, so nothing else looks so.
# A quotation or frame that begins with the passage belongs to it: the note is no word of it, and a table's frame may
# hold nothing but the table.
_PASSAGE = re.compile(
    rf'(?:<(?:blockquote|div){_ATTRIBUTES}>\s*)*<(?:p|pre|ul|ol|dl|table){_ATTRIBUTES} id="(p[0-9]+)"{_ATTRIBUTES}>'
)


@dataclass(frozen=True, slots=True)
class Skip:
    """A way past what a content note speaks of.

    Attributes:
        label: The note's term, in the page's language.
        after: The anchor of what follows.
    """

    label: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the body.

    Attributes:
        skips: What is offered before it; empty for the first words of a text that does not begin with a note.
        html: Not always well-formed by itself: the pieces together are the body. A paragraph may stand before each.
    """

    skips: tuple[Skip, ...]
    html: str


def pieces(body: str, skips: Mapping[str, tuple[Skip, ...]]) -> tuple[Piece, ...]:
    """Cut a body before each passage that something is offered before.

    Args:
        body: As ``Document.body_html``.
        skips: Anchor of a passage → what is offered there; anchors that the body does not have are left out.

    Returns:
        In order; joined, they are the body. Empty for an empty body.
    """
    return tuple(piece for piece in _pieces(body, skips) if piece.html)


def _pieces(body: str, skips: Mapping[str, tuple[Skip, ...]]) -> Iterator[Piece]:
    at = 0
    offered: tuple[Skip, ...] = ()
    for match in _PASSAGE.finditer(body) if skips else ():
        if match[1] in skips:
            yield Piece(offered, body[at : match.start()])
            at, offered = match.start(), skips[match[1]]
    yield Piece(offered, body[at:])
