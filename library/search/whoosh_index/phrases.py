"""Looking for a phrase in the documents that have its words.

Frequent words are together in thousands of documents, and reading each takes longer than looking through it. Sequences
are beside one another in their column, so neighbours are read and searched in one piece: 6,000 of 10,000 documents of
600 words take 10 ms and not 16.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from library.search.index import ATTACHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.search.whoosh_index.postings import Run, Segment

# Between two documents that are read together, and of all that are: bytes. A document has about 2,400.
_MOST_BETWEEN = 4_096
_MOST_TOGETHER = 1 << 18


def phrase_weights(segment: Segment, language: str, run: Run, numbers: Sequence[int]) -> dict[int, float]:
    """Return the weight of a phrase in each document that has it, itself or in an attachment.

    Args:
        segment: Of the documents.
        language: Of their words.
        run: The phrase.
        numbers: The documents to look in, in order, each once.
    """
    found = _own_weights(segment, language, run, numbers)
    if segment.attached(language):
        others = (number for number in numbers if number not in found and number in segment.attached(language))
        attached = (each for each in others if run.starts(segment.sequence(language, each, attached=True)))
        found |= dict.fromkeys(attached, ATTACHED)
    return found


def _own_weights(segment: Segment, language: str, run: Run, numbers: Sequence[int]) -> dict[int, float]:
    if run.has_forms:
        return _with_forms(segment, language, run, numbers)
    if run.length == 2 and segment.pairs:
        first, second = memoryview(run.typed).cast("I")
        if segment.pairs.has(language, first) and segment.pairs.has(language, second):
            return _counted(segment.pairs.of(language, first, second), BitMap(numbers))
    return _as_typed(segment, language, run, numbers)


def _counted(having: Iterable[BitMap], among: BitMap) -> dict[int, float]:
    """Return how often each of some documents has a pair, given those that have it, have it twice, and so on."""
    found: dict[int, float] = {}
    for times, some in enumerate(having, start=1):
        found.update(dict.fromkeys(some & among, float(times)))
    return found


def _with_forms(segment: Segment, language: str, run: Run, numbers: Sequence[int]) -> dict[int, float]:
    found = dict[int, float]()
    # Whoosh's reader gives one document at a time, so this reads what it does.
    column: Any = segment.sequences(language)
    if column is None:
        return found
    for start, piece, some in _pieces(column, numbers):
        for number in some:
            at = column._offsets[number] - start
            weight = run.weight(piece[at : at + column._lengths[number]])
            if weight:
                found[number] = weight
    return found


def _as_typed(segment: Segment, language: str, run: Run, numbers: Sequence[int]) -> dict[int, float]:
    """Return how often each document has a phrase of which no word has other forms."""
    wanted, found = set(numbers), dict[int, float]()
    column: Any = segment.sequences(language)
    if column is None:
        return found
    for start, piece, _ in _pieces(column, numbers):
        at = piece.find(run.typed)
        while at >= 0:
            number = bisect_right(column._offsets, start + at) - 1
            within = start + at - column._offsets[number]
            # A run of bytes that starts inside a number, or goes on in the next document, is not a run of words.
            if within % 4 == 0 and within + len(run.typed) <= column._lengths[number] and number in wanted:
                found[number] = found.get(number, 0.0) + 1.0
            at = piece.find(run.typed, at + 1)
    return found


def _pieces(column: Any, numbers: Sequence[int]) -> Iterator[tuple[int, bytes, Sequence[int]]]:
    """Yield what is read at once, documents with little between them: where it starts, its bytes, and its documents."""
    offsets, lengths = column._offsets, column._lengths
    first = start = end = 0
    for at, number in enumerate(numbers):
        offset = offsets[number]
        if offset - end > _MOST_BETWEEN or offset - start > _MOST_TOGETHER:
            if end > start:
                yield start, column._dbfile.get(column._basepos + start, end - start), numbers[first:at]
            first, start = at, offset
        end = offset + lengths[number]
    if end > start:
        yield start, column._dbfile.get(column._basepos + start, end - start), numbers[first:]
