"""Passages under a content note: found like any others, but shown in results only if the query asks for their subject.

A search for *grief* asks for it. A search for *garden* does not, so the passage about the funeral that mentions the
garden is shown only on its page, after the content note. If a passage has several notes, the query has to ask for each.
Someone who quotes the passage knows what is in it, with quotation marks or without. Everyday words are no quotation:
the words of *I said I'd get back to her* are in many passages, so they do not show that anyone knows one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from library.model.passage import Part
from library.model.vocabulary import Axis
from library.search.index_entry import passage_slots
from library.search.other_names import label_parts
from library.search.query import Tagged
from library.search.words import is_common, key, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from library.model.document import Document
    from library.model.passage import Passage
    from library.model.vocabulary import Term, Vocabulary
    from library.search.index import WordMatch
    from library.search.query import Query

# The facet's name of content notes.
AXIS = Axis.CONTENT_NOTE.name.lower()

# Someone who quotes this many words of a passage knows what is in it.
QUOTED = 3

# So does someone who remembers this many of its words, and this share of what is searched for, if no document would
# have these words together by chance. If words were independent, the share of documents that have them all would be e
# to the power of minus their summed weights. They are not, so the sum must be this many times the logarithm of the
# number of documents. Of 1,682 sentences of ours, 6 open a passage of another document; without this rule, 76 do.
REMEMBERED = 4
REMEMBERED_SHARE = 2 / 3
BEYOND_CHANCE = 1.25


def noted_slots(document: Document) -> dict[int, frozenset[str]]:
    """Return the slots of passages under content notes, with the notes' ids; may be empty."""
    slots = passage_slots(document).items() if document.content_notes else ()
    return {slot: frozenset(notes) for slot, passage in slots if (notes := notes_of(document, passage))}


def notes_of(document: Document, passage: Passage) -> tuple[str, ...]:
    """Return the ids of the content notes for a passage, in the author's order; may be empty.

    Notes are about passages of the document's page. An attachment may tell the same, so each note is about all of it.
    """
    is_attached = passage.part is Part.ATTACHMENT
    notes = document.content_notes
    return tuple(note.note for note in notes if is_attached or not note.where or passage.anchor in note.where)


def asked_for(query: Query, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the ids of the content notes that a query asks for: by label, a part of it, or another name.

    What the vocabulary added covers every form and language; otherwise the words themselves are compared.
    """
    added = {each for group in query.wanted for each in group.added if isinstance(each, Tagged)}
    named = {each.term for each in added if each.axis == AXIS}
    typed = {word for group in query.wanted for phrase in group.typed for word in _keys(phrase.words)}
    notes = vocabulary.on(Axis.CONTENT_NOTE).values() if typed else ()
    return frozenset(named.union(note.id for note in notes if any(map(typed.issuperset, _names_of(note)))))


def withheld_slots(
    document: Document, found: Iterable[WordMatch], query: Query, vocabulary: Vocabulary, total: int
) -> Mapping[int, frozenset[str]]:
    """Return the slots of a document that its notes keep from being shown, and the notes that nobody asked for.

    Args:
        document: Any.
        found: Where the words of the query are in it.
        query: The query.
        vocabulary: Of the notes.
        total: How many documents the viewer may see; at least one.
    """
    noted = noted_slots(document)
    if not noted:
        return {}
    asked, known = asked_for(query, vocabulary), _known(found, query, total)
    return {slot: notes - asked for slot, notes in noted.items() if notes - asked and slot not in known}


def _known(found: Iterable[WordMatch], query: Query, total: int) -> frozenset[int]:
    """Return the slots that a query quotes, or has nearly all its words from, and not by chance."""
    groups, quoted = tuple(dict.fromkeys(query.wanted)), quotations(query)
    enough = max(REMEMBERED, REMEMBERED_SHARE * len(groups))
    told: set[int] = set()
    typed: dict[int, dict[int, float]] = defaultdict(dict)
    for find in found:
        if (find.group, find.alternative) in quoted:
            told.add(find.slot)
        if find.alternative < len(groups[find.group].typed):
            typed[find.slot][find.group] = find.weight
    rare = BEYOND_CHANCE * math.log(total)
    return frozenset(told).union(
        slot for slot, weights in typed.items() if len(weights) >= enough and sum(weights.values()) > rare
    )


def quotations(query: Query) -> frozenset[tuple[int, int]]:
    """Return which of the different groups, and which of its phrases, are a long quotation; counted from 0."""
    return frozenset(
        (at, which)
        for at, group in enumerate(dict.fromkeys(query.wanted))
        for which, phrase in enumerate(group.typed)
        if len(phrase.words) >= QUOTED and not phrase.hyphened
    )


def _names_of(note: Term) -> tuple[frozenset[str], ...]:
    return _names(tuple(note.labels.items()), note.also)


# A page asks for each note of the vocabulary once for every document that has one.
@lru_cache(maxsize=256)
def _names(labels: tuple[tuple[str, str], ...], also: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """Return the words of each part of a note's labels and of each other name."""
    parts = (part for language, label in labels for part in label_parts(label, language))
    names = (*parts, *(tuple(words(other)) for other in also))
    return tuple(frozenset(found) for name in names if (found := _keys(name)))


def _keys(some: Sequence[str]) -> list[str]:
    """Return the words to compare, without common words, which a query ignores too."""
    return [key(word, "en") for word in some if not is_common(word)] or [key(word, "en") for word in some]
