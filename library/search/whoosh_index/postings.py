"""Reading one segment of the index: words with their weights, and their places."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from itertools import compress
from operator import and_, itemgetter
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap
from whoosh.reading import SegmentReader

from library.search.ranking.forms import form_weight
from library.search.ranking.statistics import MOST_VIEWERS
from library.search.whoosh_index.entries import (
    length_field,
    sequence_field,
    starts_field,
    text_field,
    word_number,
)
from library.search.whoosh_index.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Sequence

    from whoosh.columns import ColumnReader
    from whoosh.reading import IndexReader

    from library.search.ranking.source import Forms
    from library.search.whoosh_index.pairs import Pairs

# Looking for one form of a word in a document takes as long as looking at so many of its words.
_WORDS_A_FORM = 32

# How many postings of forms are cached: about 1.5 MB. The forms of *bod*, to be, have 5,000 at 10,000 documents.
MOST_OF_FORMS = 20_000

# A form takes as much memory as so many postings, even if no document has it.
_FORM_COST = 8


class Segment:
    """One segment of the index: Whoosh's reader, with columns in memory."""

    def __init__(self, reader: IndexReader, ids: list[int], pairs: Pairs | None = None) -> None:
        """Store the reader, the integer of each document number, and which words are beside one another, if known."""
        self._reader = reader
        self._terms = Terms(reader)
        self.ids = ids
        self.pairs = pairs
        self._columns: dict[str, ColumnReader | None] = {}
        self._lengths: dict[str, list[int]] = {}
        self._attached: dict[str, BitMap] = {}
        # Asking Whoosh about each document takes 40 ms at 10,000, after every publish.
        deleted: frozenset[int] = reader.deleted_docs_set if isinstance(reader, SegmentReader) else frozenset()
        self._removed = BitMap(deleted)
        self._live = bytes(number not in deleted for number in range(len(ids)))
        self._shown: list[tuple[BitMap, bytes]] = []
        self._forms: dict[tuple[str, str], tuple[list[int], list[float]]] = {}
        self._size_of_forms = 0

    def live(self) -> Iterator[tuple[int, int]]:
        """Yield number and integer of each document that is not deleted."""
        return compress(enumerate(self.ids), self._live)

    def lengths(self, language: str) -> list[int]:
        """Return for each document number how many words it has in a language."""
        if language not in self._lengths:
            column = self._column(length_field(language))
            self._lengths[language] = numbers_in(column, len(self.ids)).tolist()
        return self._lengths[language]

    def entries(self, numbers: Sequence[int]) -> Sequence[int]:
        """Return the integers of some documents."""
        return _picked(self.ids, numbers)

    def lengths_of(self, language: str, numbers: Sequence[int]) -> Sequence[int]:
        """Return how many words some documents have in a language."""
        return _picked(self.lengths(language), numbers)

    def sequence(self, language: str, number: int, *, attached: bool = False) -> bytes:
        """Return the word numbers of one document, or of its attachments, in order; four bytes each, may be empty."""
        return self._bytes(sequence_field(language, attached=attached), number)

    def sequences(self, language: str) -> ColumnReader | None:
        """Return the column of those sequences of documents, or ``None`` if none has words in a language."""
        return self._column(sequence_field(language))

    def attached(self, language: str) -> BitMap:
        """Return the numbers of documents with words of attachments in a language."""
        if language not in self._attached:
            column: Any = self._column(sequence_field(language, attached=True))
            lengths = column._lengths if column else ()
            self._attached[language] = BitMap(compress(range(len(lengths)), lengths))
        return self._attached[language]

    def is_frequent(self, language: str, word: str) -> bool:
        """Return whether the documents are known that have a word beside another that is frequent."""
        return self.pairs is not None and self.pairs.has(language, word_number(word))

    def beside(self, language: str, first: str, second: str) -> BitMap:
        """Return the numbers of live documents that may have one word after another: all that do, perhaps more."""
        rare = [word for word in (first, second) if not self.is_frequent(language, word)]
        if rare or self.pairs is None:
            return BitMap.intersection(*(BitMap(self.weights(text_field(language), word)[0]) for word in rare))
        having = next(self.pairs.of(language, word_number(first), word_number(second)), BitMap())
        return (having | self.attached(language)) - self._removed

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

    def forms(self, field: str, starts: Iterable[bytes]) -> Iterator[str]:
        """Return the words whose entries in a field of forms have any of some beginnings."""
        return map(bytes.decode, self._terms.longer(field, starts))

    def weights(self, field: str, word: str, visible: BitMap | None = None) -> tuple[list[int], list[float]]:
        """Return the number of each live document that has a word in a field, in order, and its weight in each.

        Args:
            field: The name of the field.
            word: As in the field.
            visible: The entries to look in; ``None`` for all.
        """
        return self._visible_only(*self._read(field, word), visible)

    def form_weights(self, field: str, form: str, visible: BitMap) -> tuple[list[int], list[float]]:
        """Return the same for a form of a word that has several, from a cache.

        In Welsh sentences, many words are forms of one (*mae*, *roedd*), and each of them asks for all its 65 forms.
        """
        found = self._forms.get((field, form))
        if found is None:
            if self._size_of_forms > MOST_OF_FORMS:
                self._forms.clear()
                self._size_of_forms = 0
            found = self._forms[field, form] = self._read(field, form)
            self._size_of_forms += len(found[0]) + _FORM_COST
        return self._visible_only(*found, visible)

    def _read(self, field: str, word: str) -> tuple[list[int], list[float]]:
        numbers, weights = list[int](), list[float]()
        for some, weight_of_each in self._terms.postings(field, word.encode()):
            numbers += some
            weights += weight_of_each
        return numbers, weights

    def _visible_only(
        self, numbers: list[int], weights: list[float], visible: BitMap | None
    ) -> tuple[list[int], list[float]]:
        if not numbers:
            return [], []
        shown = _picked(self._live if visible is None else self._shown_to(visible), numbers)
        return list(compress(numbers, shown)), list(compress(weights, shown))

    def _shown_to(self, visible: BitMap) -> bytes:
        """Return for each document number whether it is live and its entry visible: 1 or 0. Cached by viewer."""
        for known, shown in self._shown:
            if known == visible:
                return shown
        if len(self._shown) >= MOST_VIEWERS:
            self._shown.clear()
        shown = bytes(map(and_, self._live, map(visible.__contains__, self.ids)))
        self._shown.append((visible.copy(), shown))
        return shown

    def _bytes(self, field: str, number: int) -> bytes:
        column = self._column(field)
        return b"" if column is None else bytes(column[number])

    def _column(self, field: str) -> ColumnReader | None:
        # Opening a column reads its table of offsets: 0.5 ms at 10,000 documents.
        if field not in self._columns:
            known = self._reader.has_column(field)
            self._columns[field] = self._reader.column_reader(field, translate=False) if known else None
        return self._columns[field]


def numbers_in(column: Any, count: int) -> array[int]:
    """Return all numbers of a column. Whoosh's reader reads them one by one: 6 ms at 10,000 documents.

    Args:
        column: Whoosh's reader of 32-bit numbers, or ``None`` if all are 0.
        count: How many documents the segment has; the column ends with the last number that is not 0.
    """
    numbers = array("I")
    if column:
        numbers.frombytes(column._dbfile.get(column._basepos, column._count * numbers.itemsize))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers + array("I", bytes((count - len(numbers)) * numbers.itemsize))


def _picked(values: Sequence[int], numbers: Sequence[int]) -> Sequence[int]:
    # Calling a method of a list for each takes three times as long, and of an array four times.
    return itemgetter(*numbers)(values) if len(numbers) > 1 else [values[number] for number in numbers]


def word_weights(
    segment: Segment, language: str, forms: Sequence[str], visible: BitMap
) -> tuple[list[int], Sequence[float]]:
    """Return the number of each visible document that has a word or another form of it, and its weight in each.

    Args:
        segment: The segment to search.
        language: Of the field.
        forms: The typed form, then the others, which count less.
        visible: The entries to search.
    """
    field = text_field(language)
    if len(forms) == 1:
        return segment.weights(field, forms[0], visible)
    summed = dict(zip(*segment.form_weights(field, forms[0], visible), strict=True))
    for form in forms[1:]:
        share = form_weight(forms[0], form)
        for number, weight in zip(*segment.form_weights(field, form, visible), strict=True):
            summed[number] = summed.get(number, 0.0) + share * weight
    # Rounded as Whoosh stores them.
    return list(summed), array("f", summed.values())


class Run:
    """A phrase to find in sequences, each word in any of its forms. Made once for all sequences.

    Attributes:
        length: How many words it has.
        typed: Their numbers as typed, four bytes each.
        has_forms: Whether a word has other forms.
        firsts: The numbers of the first word in its forms.
        fewest: Of the word with the fewest forms, each form with its number in four bytes.
    """

    def __init__(self, phrase: Forms) -> None:
        """Turn words into the numbers used in sequences."""
        self.length = len(phrase)
        self._weights = [
            {word_number(form): form_weight(forms[0], form) for form in forms} | {word_number(forms[0]): 1.0}
            for forms in phrase
        ]
        self.firsts = frozenset(self._weights[0])
        self.typed = array("I", (word_number(forms[0]) for forms in phrase)).tobytes()
        self.has_forms = any(len(forms) > 1 for forms in phrase)
        self._rarest = min(range(self.length), key=lambda at: len(self._weights[at]))
        self.fewest = {form: array("I", [word_number(form)]).tobytes() for form in phrase[self._rarest]}

    def starts(self, sequence: bytes) -> list[int]:
        """Return the positions in a sequence where it starts, in order."""
        return next(all_starts(sequence, [self], self.firsts))

    def weight(self, sequence: bytes, fewest: Collection[bytes] | None = None) -> float:
        """Return how often it is in a sequence; other forms count less.

        Args:
            sequence: The words of a document.
            fewest: Those numbers of ``fewest`` that it may have, each once; ``None`` for all.
        """
        if not self.has_forms:
            return len(_run_starts(sequence, self.typed))
        numbers = memoryview(sequence).cast("I")
        likely = None if fewest is None else self.likely_starts(sequence, fewest)
        starts = self.starts(sequence) if likely is None else [start for start in likely if self.is_at(numbers, start)]
        return sum(min(some[numbers[start + at]] for at, some in enumerate(self._weights)) for start in starts)

    def likely_starts(self, sequence: bytes, fewest: Collection[bytes]) -> list[int] | None:
        """Return positions where it may start, in order; ``None`` if there are too many forms for the sequence."""
        if 4 * _WORDS_A_FORM * len(fewest) > len(sequence):
            return None
        return sorted(at - self._rarest for number in fewest for at in _run_starts(sequence, number))

    def is_at(self, numbers: Sequence[int], start: int) -> bool:
        """Return whether it starts at some position in the numbers of a sequence."""
        here = numbers[start : start + self.length] if start >= 0 else ()
        return len(here) == self.length and all(map(dict.__contains__, self._weights, here))


def all_starts(sequence: bytes, runs: Iterable[Run], firsts: Container[int]) -> Iterator[list[int]]:
    """Yield for each phrase the positions in a sequence where it starts, in order.

    A Welsh word can have dozens of forms. So a sequence is read once for all phrases whose words have that many.

    Args:
        sequence: The words of a document.
        runs: The phrases.
        firsts: The first words of them all; may have more.
    """
    numbers = memoryview(sequence).cast("I")
    places: list[tuple[int, int]] | None = None
    for run in runs:
        if not run.has_forms:
            yield _run_starts(sequence, run.typed)
            continue
        found = run.likely_starts(sequence, set(run.fewest.values()))
        if found is None:
            if places is None:
                places = [(start, number) for start, number in enumerate(numbers) if number in firsts]
            found = [start for start, number in places if number in run.firsts]
        yield [start for start in found if run.is_at(numbers, start)] if run.length > 1 else found


def _run_starts(sequence: bytes, run: bytes) -> list[int]:
    starts = []
    at = sequence.find(run)
    while at >= 0:
        # A run of bytes that starts inside a number is not a run of words.
        if at % 4 == 0:
            starts.append(at // 4)
        at = sequence.find(run, at + 1)
    return starts
