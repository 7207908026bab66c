"""The index entry of a document: its words, slot by slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.attribution import named_authors
from library.model.document import TERM_FIELDS
from library.model.language import OTHER, search_language
from library.model.vocabulary import Axis
from library.search.index import Entry, IndexedText, Slot
from library.search.kinds import AXIS as KIND
from library.search.names_in_text import names_of_people
from library.search.query import Tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.document import Document
    from library.model.passage import Passage
    from library.model.vocabulary import Term, Vocabulary

# A word in the title says more about a document than one in its text.
TITLE_WEIGHT = 3.0
SUMMARY_WEIGHT = 1.5
LABEL_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Label:
    """A name that a document is found by, although no passage contains it.

    Attributes:
        text: The name.
        language: Of the text; ``OTHER`` for a name, which is found as it is spelled: *grieving* is not Ross Grieve.
        term: The term whose label it is, or ``None`` for an author or organisation.
    """

    text: str
    language: str
    term: Term | None


def entry_of(document: Document, document_id: int, vocabulary: Vocabulary) -> Entry:
    """Return the index entry of a document, under the catalogue's integer for this version."""
    people = names_of_people(named_authors(document))
    return Entry(document_id, tuple(_words(document, vocabulary)), tuple(_tags(document)), people)


def passage_words(passage: Passage) -> str:
    """Return the text of a passage's slot: the headings that open at it, then its own words."""
    return f"{passage.heading}\n{passage.text}" if passage.heading else passage.text


def passage_slots(document: Document) -> dict[int, Passage]:
    """Return the passages of a document and of its attachments by slot."""
    slots = dict(enumerate(document.passages, start=int(Slot.FIRST_PASSAGE)))
    return slots | {slot: passage for slot, (_, passage) in enumerate(document.attached, start=Slot.FIRST_ATTACHED)}


def labels_of(document: Document, vocabulary: Vocabulary) -> tuple[Label, ...]:
    """Return the labels of a document in slot order: the first is in ``Slot.FIRST_LABEL``."""
    terms = [term for axis in TERM_FIELDS for term in _terms(document, axis, vocabulary)]
    names = [name for name in (document.organisation, *named_authors(document)) if name]
    return (
        *(Label(text, language, term) for term in terms for language, text in sorted(term.labels.items())),
        *(Label(name, OTHER, None) for name in names),
    )


def _tags(document: Document) -> Iterator[Tagged]:
    yield Tagged(KIND, document.kind.value)
    yield from (
        Tagged(axis.name.lower(), term) for axis in (*TERM_FIELDS, Axis.CONTENT_NOTE) for term in document.terms(axis)
    )


def _terms(document: Document, axis: Axis, vocabulary: Vocabulary) -> Iterator[Term]:
    found = (vocabulary.get(axis, term_id) for term_id in document.terms(axis))
    return (term for term in found if term)


def _words(document: Document, vocabulary: Vocabulary) -> Iterator[IndexedText]:
    yield IndexedText(Slot.TITLE, document.language, document.title, opens_part=True, weight=TITLE_WEIGHT)
    yield IndexedText(Slot.SUMMARY, document.language, document.summary, opens_part=True, weight=SUMMARY_WEIGHT)
    before = None
    for slot, passage in enumerate(document.passages, start=Slot.FIRST_PASSAGE):
        opens_part = before != (passage.part, passage.language)
        yield IndexedText(slot, search_language(passage.language), passage_words(passage), opens_part=opens_part)
        before = (passage.part, passage.language)
    file = None
    for slot, (attachment, passage) in enumerate(document.attached, start=Slot.FIRST_ATTACHED):
        yield IndexedText(slot, passage.language, passage.text, opens_part=file is not attachment)
        file = attachment
    for slot, label in enumerate(labels_of(document, vocabulary), start=Slot.FIRST_LABEL):
        yield IndexedText(slot, label.language, label.text, opens_part=True, weight=LABEL_WEIGHT)
