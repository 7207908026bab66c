"""Facets: the axes and values that results can be filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.attribution import named_authors
from library.model.document import TERM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.card import Card
    from library.model.document import Document

# The facet's name of each vocabulary axis.
FACET_OF = {axis: axis.name.lower() for axis in TERM_FIELDS}


def facets_of(document: Document, card: Card) -> Iterator[tuple[str, str]]:
    """Yield the axis and value of each facet of a document."""
    for axis, name in FACET_OF.items():
        for value in document.terms(axis):
            yield name, value
    yield "kind", document.kind
    yield "length", card.length
    for language in dict.fromkeys((document.language, *document.languages)):
        yield "language", language
    if document.year is not None:
        yield "year", str(document.year)
    for note in document.content_notes:
        yield "content_note", note.note
    for author in dict.fromkeys(filter(None, (*named_authors(document), document.organisation))):
        yield "author", author
