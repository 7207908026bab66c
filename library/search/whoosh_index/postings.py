"""Reading one segment of the index: words with their weights, and their places."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import repeat
from typing import TYPE_CHECKING

from library.search.index import OTHER_FORM_WEIGHT
from library.search.whoosh_index.entries import (
    form_entry,
    forms_field,
    length_field,
    sequence_field,
    starts_field,
    text_field,
    word_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whoosh.columns import ColumnReader
    from whoosh.reading import IndexReader

    from library.search.ranking.source import Forms


class Segment:
    """One segment of the index: Whoosh's reader, with columns in memory."""

    def __init__(self, reader: IndexReader, ids: array[int]) -> None:
        """Store the reader and the integer of each document number."""
        self.reader = reader
        self.ids = ids
        self._columns: dict[str, ColumnReader | None] = {}
        self._lengths: dict[str, array[int]] = {}

    def live(self) -> Iterator[tuple[int, int]]:
        """Yield number and integer of each document that is not deleted."""
        return ((number, self.ids[number]) for number in self.reader.all_doc_ids())

    def lengths(self, language: str) -> array[int]:
        """Return for each document number how many words it has in a language."""
        if language not in self._lengths:
            column = self._column(length_field(language))
            self._lengths[language] = array("I", column.load() if column else repeat(0, len(self.ids)))
        return self._lengths[language]

    def sequence(self, language: str, number: int, *, attached: bool = False) -> bytes:
        """Return the word numbers of one document, or of its attachments, in order; four bytes each, may be empty."""
        return self._bytes(sequence_field(language, attached=attached), number)

    def starts(self, language: str, number: int, *, attached: bool = False) -> array[int]:
        """Return slots and starts in that order, alternating; may be empty."""
        starts = array("I")
        starts.frombytes(self._bytes(starts_field(language, attached=attached), number))
        return starts

    def attached_slots(self, language: str, number: int, run: Run) -> set[int]:
        """Return the slots of one document's attachments in which a phrase begins; may be empty."""
        found = run.starts(self.sequence(language, number, attached=True))
        if not found:
            return set()
        table = self.starts(language, number, attached=True)
        slots, firsts = table[0::2], table[1::2]
        return {slots[bisect_right(firsts, start) - 1] for start in found}

    def forms(self, language: str, shared: str) -> list[str]:
        """Return the words of a language that share a key of ``form_keys``, as in their field."""
        field, start = forms_field(language), form_entry(shared).encode()
        if field not in self.reader.indexed_field_names():
            return []
        return [entry[len(start) :].decode() for entry in self.reader.expand_prefix(field, start)]

    def weights(self, field: str, word: str) -> Iterator[tuple[int, float]]:
        """Yield number and weight of each live document that has a word in a field, in number order."""
        key = word.encode()
        if (field, key) in self.reader:
            matcher = self.reader.postings(field, key)
            while matcher.is_active():
                yield matcher.id(), matcher.weight()
                matcher.next()

    def _bytes(self, field: str, number: int) -> bytes:
        column = self._column(field)
        return b"" if column is None else bytes(column[number])

    def _column(self, field: str) -> ColumnReader | None:
        # Opening a column reads its table of offsets: 0.5 ms at 10,000 documents.
        if field not in self._columns:
            known = self.reader.has_column(field)
            self._columns[field] = self.reader.column_reader(field, translate=False) if known else None
        return self._columns[field]


def word_weights(segment: Segment, language: str, forms: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield number and weight of each live document that has a word or another form of it, in no order.

    Args:
        segment: The segment to search.
        language: Of the field.
        forms: The typed form, then the others, which count less.
    """
    field = text_field(language)
    if len(forms) == 1:
        return segment.weights(field, forms[0])
    summed = dict(segment.weights(field, forms[0]))
    for form in forms[1:]:
        for number, weight in segment.weights(field, form):
            summed[number] = summed.get(number, 0.0) + OTHER_FORM_WEIGHT * weight
    return iter(summed.items())


class Run:
    """A phrase to find in sequences, each word in any of its forms. Made once for all sequences."""

    def __init__(self, phrase: Forms) -> None:
        """Turn words into the numbers used in sequences."""
        self.length = len(phrase)
        self._numbers = [frozenset(map(word_number, forms)) for forms in phrase]
        self._typed = array("I", (word_number(forms[0]) for forms in phrase)).tobytes()
        self._has_forms = any(len(forms) > 1 for forms in phrase)
        self._firsts = [array("I", (number,)).tobytes() for number in sorted(self._numbers[0])]

    def starts(self, sequence: bytes) -> list[int]:
        """Return the positions in a sequence where it starts, in order."""
        if not self._has_forms:
            return _run_starts(sequence, self._typed)
        numbers = memoryview(sequence).cast("I")
        last = len(numbers) - self.length
        return [
            start
            for start in sorted(start for first in self._firsts for start in _run_starts(sequence, first))
            if start <= last and all(numbers[start + step] in some for step, some in enumerate(self._numbers))
        ]

    def weight(self, sequence: bytes) -> float:
        """Return how often it is in a sequence; other forms count less."""
        every = len(self.starts(sequence))
        exact = len(_run_starts(sequence, self._typed)) if self._has_forms else every
        return exact + OTHER_FORM_WEIGHT * (every - exact)


def _run_starts(sequence: bytes, run: bytes) -> list[int]:
    starts = []
    at = sequence.find(run)
    while at >= 0:
        # A run of bytes that starts inside a number is not a run of words.
        if at % 4 == 0:
            starts.append(at // 4)
        at = sequence.find(run, at + 1)
    return starts
