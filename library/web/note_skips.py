"""The text of a document, split where a content note begins, so that a link past that part can be offered there.

A search result opens the page at a passage, so its reader has not seen the notes at the top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.web.passage_html import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The start tag of a passage. Quotation marks in attributes and ``<`` in words are escaped, so nothing else matches.
# A quotation or frame that begins with the passage belongs to it: the note is not part of a quotation, and a table's
# frame may contain only the table.
_PASSAGE = re.compile(
    rf"(?:<(?:blockquote|div){ATTRIBUTES}>\s*)*"
    rf'<(?:p|pre|ul|ol|dl|table|figure){ATTRIBUTES} id="(p[0-9]+)"{ATTRIBUTES}>'
)


@dataclass(frozen=True, slots=True)
class Skip:
    """A link past a part with a content note.

    Attributes:
        label: The note's term, in the page's language.
        name: The label, and which part it is if the note is about several.
        after: The anchor after that part.
    """

    label: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the body.

    Attributes:
        skips: The links offered before it; empty for the first piece of a text that does not begin with a note.
        html: Not always well-formed alone; together the pieces are the body. A paragraph is allowed before each.
    """

    skips: tuple[Skip, ...]
    html: str


def pieces(body: str, skips: Mapping[str, tuple[Skip, ...]]) -> tuple[Piece, ...]:
    """Split a body before each passage that has skip links.

    Args:
        body: As ``Document.body_html``.
        skips: Anchor of a passage to its skip links; unknown anchors are ignored.

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
