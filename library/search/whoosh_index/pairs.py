"""Which documents of a segment have two frequent words beside one another, in a file beside the segment.

Two frequent words are both in thousands of documents, of which few have one after the other. Looking through the words
of all these takes up to 20 ms at 10,000 documents; this file answers in 0.2 ms. It is made from the segment, which
never changes: that takes 3 s for 10,000 documents, and 13 MB beside 40. Where there is none, documents are looked
through: in small segments, and in those of an earlier version, until the next publish that changes the index.

Only rows that are asked for are read. Memory holds where the row of each of 1,080 words starts. The file is made of
32-bit numbers: a mark, how many bytes it has, how many words there are, and for each word its language, its number,
where its row starts and how many bitmaps it has. In a row, each bitmap has the number of the second word and where it
ends; then come the bitmaps. A pair has several: the documents that have it, those that have it twice, and so on.
"""

from __future__ import annotations

import logging
import os
import weakref
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from library.model.language import SEARCHED
from library.search.whoosh_index.files import CutShort

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_log = logging.getLogger(__name__)

MARK = int.from_bytes(b"par2", "little")

# How many bytes a number takes, and how many numbers come before the words, and for each word.
NUMBER = 4
HEADER = 3
ENTRY = 4


class Pairs:
    """The pairs of one segment, opened; closed with the last reference to it."""

    def __init__(self, path: Path) -> None:
        """Open a file and read its list of words.

        Raises:
            FileNotFoundError: There is none.
            CutShort: It ends early, or is another kind of file.
        """
        self._name = path.name
        self._descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)
        mark, size, count = self._numbers(0, HEADER)
        if mark != MARK or os.fstat(self._descriptor).st_size != size:
            raise CutShort(self._name)
        entries = iter(self._numbers(HEADER * NUMBER, count * ENTRY))
        self._rows = {
            (SEARCHED[language], word): (start, bitmaps)
            for language, word, start, bitmaps in zip(entries, entries, entries, entries, strict=True)
        }

    def has(self, language: str, word: int) -> bool:
        """Return whether a word, by its number, is frequent, so that its pairs with other frequent words are known."""
        return (language, word) in self._rows

    def of(self, language: str, first: int, second: int) -> Iterator[BitMap]:
        """Yield the documents that have two frequent words beside one another, then those that do twice, and so on.

        Args:
            language: Of the words.
            first: The number of the first word.
            second: The number of the second word.
        """
        start, count = self._rows[language, first]
        head = self._numbers(start, 2 * count)
        seconds, ends = head[:count], head[count:]
        for at in range(bisect_left(seconds, second), bisect_right(seconds, second)):
            begin = ends[at - 1] if at else 0
            yield BitMap.deserialize(self._bytes(start + 2 * count * NUMBER + begin, ends[at] - begin))

    def _numbers(self, start: int, count: int) -> array[int]:
        numbers = array("I")
        numbers.frombytes(self._bytes(start, count * NUMBER))
        return numbers

    def _bytes(self, start: int, length: int) -> bytes:
        part = os.pread(self._descriptor, length, start)
        if len(part) != length:
            raise CutShort(self._name)
        return part


def pairs_path(folder: Path, segment: Any) -> Path:
    """Return the path of the file of a segment, as Whoosh names it: Whoosh deletes it together with the segment."""
    return folder / f"{segment.segment_id()}.pairs"


def pairs_of(segment: Any, folder: Path) -> Pairs | None:
    """Return the pairs of one of Whoosh's segments in a folder; ``None`` without a file, or if it is cut short."""
    try:
        return Pairs(pairs_path(folder, segment)) if segment else None
    except FileNotFoundError:
        return None
    except CutShort:
        _log.warning("Phrases take longer to find until the next publish that changes the index: a file is cut short.")
        return None
