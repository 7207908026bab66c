"""Looking for a phrase in the documents that may have it.

What is known of pairs of frequent words (``pairs``) leaves few documents to read, and says how often each of them has
a phrase of two. Reading one takes 1 µs, and looking through its 600 words another.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from library.search.index import ATTACHED
from library.search.whoosh_index.entries import text_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.search.whoosh_index.postings import Run, Segment

# Looking for a form in so many documents takes as long as asking which documents have it.
_FEW_DOCUMENTS = 60


def phrase_weights(segment: Segment, language: str, run: Run, numbers: Sequence[int]) -> dict[int, float]:
    """Return the weight of a phrase in each document that has it, itself or in an attachment.

    Args:
        segment: Of the documents.
        language: Of their words.
        run: The phrase.
        numbers: The documents to look in, each once.
    """
    found = _own_weights(segment, language, run, numbers)
    if segment.attached(language):
        others = (number for number in numbers if number not in found and number in segment.attached(language))
        attached = (each for each in others if run.starts(segment.sequence(language, each, attached=True)))
        found |= dict.fromkeys(attached, ATTACHED)
    return found


def _own_weights(segment: Segment, language: str, run: Run, numbers: Sequence[int]) -> dict[int, float]:
    if run.length == 2 and segment.pairs and not run.has_forms:
        first, second = memoryview(run.typed).cast("I")
        if segment.pairs.has(language, first) and segment.pairs.has(language, second):
            return _counted(segment.pairs.of(language, first, second), BitMap(numbers))
    if len(run.fewest) > 2 and len(numbers) > _FEW_DOCUMENTS:
        return _with_many_forms(segment, language, run, BitMap(numbers))
    read = _sequences(segment, language, numbers)
    return {number: weight for number, sequence in read if (weight := run.weight(sequence))}


def _with_many_forms(segment: Segment, language: str, run: Run, among: BitMap) -> dict[int, float]:
    """Return weights where each word has many forms: a document is looked through only for those that it has."""
    having: dict[int, set[bytes]] = defaultdict(set)
    for form, number_of_form in run.fewest.items():
        for number in BitMap(segment.weights(text_field(language), form)[0]) & among:
            having[number].add(number_of_form)
    read = _sequences(segment, language, list(having))
    return {number: weight for number, sequence in read if (weight := run.weight(sequence, having[number]))}


def _counted(having: Iterable[BitMap], among: BitMap) -> dict[int, float]:
    """Return how often each of some documents has a pair, given those that have it, have it twice, and so on."""
    found: dict[int, float] = {}
    for times, some in enumerate(having, start=1):
        found.update(dict.fromkeys(some & among, float(times)))
    return found


def _sequences(segment: Segment, language: str, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Yield some documents with their words in order, read as Whoosh's reader does, which takes twice the time."""
    column: Any = segment.sequences(language)
    if column:
        offsets, lengths, read, start = column._offsets, column._lengths, column._dbfile.get, column._basepos
        for number in numbers:
            yield number, read(start + offsets[number], lengths[number])
