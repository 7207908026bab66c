"""What the index keeps of a document: its words, slot by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.document import TERM_FIELDS
from library.search.index import Entry, Slot, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.document import Document
    from library.model.passage import Passage
    from library.model.vocabulary import Vocabulary


def entry_of(document: Document, document_id: int, vocabulary: Vocabulary) -> Entry:
    """Return a document as the index keeps it, under the catalogue's integer for this version."""
    return Entry(document_id, tuple(_words(document, vocabulary)))


def passage_words(passage: Passage) -> str:
    """Return the text of a passage's slot: the headings that open at it, then its own words."""
    return f"{passage.heading}\n{passage.text}" if passage.heading else passage.text


def _words(document: Document, vocabulary: Vocabulary) -> Iterator[Words]:
    yield Words(Slot.TITLE, document.language, document.title, opens_part=True)
    yield Words(Slot.SUMMARY, document.language, document.summary, opens_part=True)
    for language, label in _labels(document, vocabulary):
        yield Words(Slot.TERMS, language, label, opens_part=True)
    before = None
    for slot, passage in enumerate(document.passages, start=Slot.FIRST_PASSAGE):
        opens_part = before != (passage.part, passage.language)
        yield Words(slot, passage.language, passage_words(passage), opens_part=opens_part)
        before = (passage.part, passage.language)


def _labels(document: Document, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Give language and label of each of a document's terms, and of the names that stand in its header."""
    for axis in TERM_FIELDS:
        for term_id in document.terms(axis):
            term = vocabulary.get(axis, term_id)
            yield from sorted(term.labels.items()) if term else ()
    for name in (document.organisation, *document.authors):
        if name:
            yield document.language, name
