"""Passages under a content note: found like any others, but shown in results only to those who ask for what they hold.

Somebody who searches for *grief* asks for it; somebody who searches for *garden* does not, and reads *garden* in the
passage about the funeral only after the note at the top of its page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.model.vocabulary import Axis
from library.search.index import Slot
from library.search.words import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.document import Document
    from library.model.vocabulary import Term, Vocabulary
    from library.search.query import Query

# A label such as "Death and bereavement" names two things; either is enough.
_BETWEEN = re.compile(r"\s*(?:,|/|\band\b|\bor\b|\bneu\b|\bac?\b|\bno\b|\bagus\b)\s*")

# Somebody who quotes so many words of a passage knows what is in it.
QUOTED = 3


def noted_slots(document: Document) -> dict[int, str]:
    """Return the slots of the passages that a content note speaks of, and the note's id; may be empty."""
    return {
        slot: note.note
        for note in document.content_notes
        for slot, passage in enumerate(document.passages, start=Slot.FIRST_PASSAGE)
        if not note.where or passage.anchor in note.where
    }


def asked_for(query: Query, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the ids of the content notes that a query asks for: by label, a part of it, or another name."""
    if not query.wanted:
        return frozenset()
    typed = {word for group in query.wanted for phrase in group.typed for word in keys(" ".join(phrase.words), "en")}
    notes = vocabulary.on(Axis.CONTENT_NOTE).values()
    return frozenset(note.id for note in notes if any(typed.issuperset(name) for name in _names(note)))


def quoted_groups(query: Query) -> frozenset[int]:
    """Return which of the different groups of a query are a long quotation, counted from 0."""
    groups = enumerate(dict.fromkeys(query.wanted))
    return frozenset(at for at, group in groups if any(len(phrase.words) >= QUOTED for phrase in group.typed))


def _names(note: Term) -> Iterator[list[str]]:
    for name in (*note.labels.values(), *note.also):
        for part in _BETWEEN.split(name):
            if found := keys(part, "en"):
                yield found
