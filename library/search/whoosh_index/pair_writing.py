"""Writing down which documents of a segment have two frequent words beside one another (``pairs``)."""

from __future__ import annotations

import logging
import os
from array import array
from collections import Counter, defaultdict
from contextlib import suppress
from itertools import accumulate, chain, compress, groupby, pairwise
from operator import and_, eq, itemgetter
from typing import TYPE_CHECKING

from pyroaring import BitMap
from whoosh import index as whoosh
from whoosh.reading import SegmentReader

from library.model.language import SEARCHED
from library.search.whoosh_index.entries import BARRIER
from library.search.whoosh_index.files import IndexFiles
from library.search.whoosh_index.pairs import ENTRY, HEADER, MARK, NUMBER, pairs_of, pairs_path
from library.search.whoosh_index.postings import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_log = logging.getLogger(__name__)

# A word is frequent if so many documents of a segment have it: looking through these takes 1 ms.
FREQUENT = 500


def add_pairs(folder: Path) -> None:
    """Write the pairs of each segment of an index that is large enough to have frequent words, and has no whole file.

    Without the file, phrases only take longer to find. So a full disk stops no publish, and no copy without what was
    withdrawn.
    """
    files = IndexFiles(folder)
    index = whoosh.FileIndex(files)
    for segment in index._segments():
        path = pairs_path(folder, segment)
        if segment.doc_count_all() >= FREQUENT and not pairs_of(segment, folder):
            reader = SegmentReader(files, index.schema, segment)
            # Which entries they are is not needed, only their numbers.
            _try_to_write(path, Segment(reader, list(range(segment.doc_count_all()))))
            reader.close()


def _try_to_write(path: Path, segment: Segment) -> None:
    beside = path.with_name(f"{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(_file(segment))
            file.flush()
            # After a power cut, the file is whole or not there.
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        _log.warning(
            "Free some disk space. Phrases take longer to find until the next publish that changes the index: "
            "%s could not be written. %s",
            path.name,
            error.strerror,
        )
        with suppress(OSError):
            beside.unlink()


def _file(segment: Segment) -> bytes:
    words, rows = array("I"), list[bytes]()
    for at, language in enumerate(SEARCHED):
        for word, bitmaps, row in _rows(segment, language):
            words.extend((at, word, 0, bitmaps))
            rows.append(row)
    before = (HEADER + len(words)) * NUMBER
    words[2::ENTRY] = array("I", accumulate(map(len, rows[:-1]), initial=before) if rows else ())
    size = before + sum(map(len, rows))
    return b"".join((array("I", (MARK, size, len(rows))).tobytes(), words.tobytes(), *rows))


def _rows(segment: Segment, language: str) -> Iterator[tuple[int, int, bytes]]:
    """Yield each frequent word, how many bitmaps it has, and its row."""
    frequent = _frequent(_sequences(segment, language))
    pairs = _pairs(_sequences(segment, language), frequent) if frequent else {}
    seconds = {first: [second for _, second in some] for first, some in groupby(sorted(pairs), key=itemgetter(0))}
    for first in sorted(frequent):
        parts = [(second, each) for second in seconds.get(first, ()) for each in _bitmaps(pairs[first, second])]
        ends = accumulate(len(bitmap) for _, bitmap in parts)
        head = array("I", chain((second for second, _ in parts), ends))
        yield first, len(parts), b"".join((head.tobytes(), *(bitmap for _, bitmap in parts)))


def _sequences(segment: Segment, language: str) -> Iterator[Sequence[int]]:
    return (memoryview(segment.sequence(language, number)).cast("I") for number in segment.ids)


def _frequent(sequences: Iterator[Sequence[int]]) -> set[int]:
    having = Counter(chain.from_iterable(map(set, sequences)))
    return {word for word, documents in having.items() if documents >= FREQUENT and word != BARRIER}


def _pairs(sequences: Iterator[Sequence[int]], frequent: set[int]) -> Mapping[tuple[int, int], array[int]]:
    """Return for each pair the numbers of its documents, in order, each as often as it has the pair."""
    found: dict[tuple[int, int], array[int]] = defaultdict(lambda: array("I"))
    for number, words in enumerate(sequences):
        among = list(map(frequent.__contains__, words))
        for pair in compress(pairwise(words), map(and_, among, among[1:])):
            found[pair].append(number)
    return found


def _bitmaps(numbers: Sequence[int]) -> Iterator[bytes]:
    """Yield the bitmap of some numbers, of those that are there twice, and so on."""
    while numbers:
        having = BitMap(numbers)
        having.run_optimize()
        yield having.serialize()
        numbers = list(compress(numbers[1:], map(eq, numbers, numbers[1:])))
