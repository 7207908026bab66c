"""How editions hash the content of files: the words of documents, and none of our labels.

We may reword a label, and a code on paper must not report a change because of that. Editions recorded by the first
version include labels: to check one of them, the same documents are hashed with the labels of that time. The version of
an edition is at the start of ``Printed.beside``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.attribution import maker, year_made
from library.model.document import Provenance
from library.model.pack import ItemKind
from library.model.passage import former_text
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from library.model.document import Document
    from library.model.edition import Printed
    from library.model.passage import Passage
    from library.model.usable import UsableItem
    from library.model.vocabulary import Vocabulary
    from library.model.workshop import Paragraph


@dataclass(frozen=True, slots=True)
class Hashing:
    """One version.

    Attributes:
        words: Hashes a paragraph or moment with its heading and speaker.
        pointer: Hashes a pointer with its place.
        beside: Hashes title, names, year and picture of an item's document; begins with the version, except for the
            first.
        notes: Names the content notes of an item.
        has_question: Whether the question that files ask about a document is hashed with its summary and pointers.
    """

    words: Callable[[Paragraph | Passage], str]
    pointer: Callable[[Passage], str]
    beside: Callable[[UsableItem, Document], str]
    notes: Callable[[UsableItem, Vocabulary], tuple[str, ...]]
    has_question: bool = False


def hash_of(*parts: str) -> str:
    """Return 16 hexadecimal digits over some texts, in order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def hashing_of(printed: Printed) -> Hashing:
    """Return the version that made the hashes of an edition."""
    return {_THIRD: CURRENT, _SECOND: SECOND}.get(printed.beside[:2], FIRST)


# The second and third versions: only the words of documents, and ids. The third has the question in files too.

_SECOND, _THIRD = "2:", "3:"


def _words(words: Paragraph | Passage) -> str:
    return hash_of(words.text, words.heading, words.speaker)


def _pointer(passage: Passage) -> str:
    return hash_of(passage.anchor, passage.text)


def _second_beside(each: UsableItem, document: Document) -> str:
    return _SECOND + _beside(each, document)


def _third_beside(each: UsableItem, document: Document) -> str:
    return _THIRD + _beside(each, document)


def _beside(each: UsableItem, document: Document) -> str:
    sort = (each.item.kind, document.kind, document.provenance)
    return hash_of(*sort, *_names(document), document.source, document.organisation, _picture(each, document))


def _notes(each: UsableItem, _vocabulary: Vocabulary) -> tuple[str, ...]:
    return each.content_notes


SECOND = Hashing(_words, _pointer, _second_beside, _notes)
CURRENT = Hashing(_words, _pointer, _third_beside, _notes, has_question=True)


# The first version: labels in files until December 2026. They are on paper and must never change.

_FORMER_NOTES = {
    "Child protection or children being taken into care": "Child protection or removal",
    "Loss during the pandemic": "Pandemic loss",
}


def _first_words(words: Paragraph | Passage) -> str:
    return hash_of(former_text(words.text), words.heading, words.speaker)


def _first_pointer(passage: Passage) -> str:
    name, _, value = passage.anchor.partition("=")
    at = f"{int(float(value)) // 60}:{int(float(value)) % 60:02}" if name == "t" else value
    where = {"t": "At", "page": "Page"}.get(name)
    return hash_of(f"{where} {at}: {passage.text}" if where else passage.text)


def _first_beside(each: UsableItem, document: Document) -> str:
    is_question = each.item.kind is ItemKind.QUESTION
    title = f"A question about ‘{document.title}’" if is_question else document.title
    is_fictional = document.provenance is Provenance.FICTIONAL
    kind = f"Invented {document.kind}" if is_fictional else document.kind.capitalize()
    names = (*_names(document), kind, document.source, document.organisation)
    return hash_of(title, *names, _picture(each, document))


def _first_notes(each: UsableItem, vocabulary: Vocabulary) -> tuple[str, ...]:
    terms = (vocabulary.get(Axis.CONTENT_NOTE, note) for note in each.content_notes)
    labels = (term.label("en") for term in terms if term)
    return tuple(dict.fromkeys(_FORMER_NOTES.get(label, label) for label in labels))


FIRST = Hashing(_first_words, _first_pointer, _first_beside, _first_notes)

VERSIONS = (CURRENT, SECOND, FIRST)


def _names(document: Document) -> tuple[str, str, str]:
    return document.title, maker(document), year_made(document)


def _picture(each: UsableItem, document: Document) -> str:
    """Return what the picture of a video shows; a question has no video."""
    return document.media.alt if document.media and each.item.kind is ItemKind.DOCUMENT else ""
