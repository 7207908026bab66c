"""The terms of one segment: whether it has one, and its postings.

Whoosh takes 10 µs to say that a segment does not have a term. A query asks for hundreds, mostly forms of Welsh and
Gaelic words, and a library that is published often has several segments of a few documents. So these are asked in
memory.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from whoosh.formats import Existence
from whoosh.reading import TermNotFound
from whoosh.system import pack_ushort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whoosh.reading import IndexReader

# The most documents of a segment whose terms are in memory: each has about 250, and a term takes 150 bytes.
FEW = 32

_WEIGHTS_ONLY = Existence()


class Terms:
    """The terms of one segment."""

    def __init__(self, reader: IndexReader) -> None:
        """Store the segment's reader."""
        self._reader = reader

    @cached_property
    def _few(self) -> frozenset[tuple[str, bytes]] | None:
        """All terms, of a segment with few documents."""
        return frozenset(self._reader.all_terms()) if self._reader.doc_count_all() <= FEW else None

    def has(self, field: str, term: bytes) -> bool:
        """Return whether any document has a term, even one that is deleted."""
        if self._few is not None:
            return (field, term) in self._few
        # Asked through seven calls, the same table takes twice as long.
        reader: Any = self._reader
        number = reader._terms._fieldmap.get(field)
        return number is not None and pack_ushort(number) + term in reader._terms._tindex

    def beginning(self, field: str, start: bytes) -> Iterator[bytes]:
        """Yield the terms of a field that begin in some way, in order."""
        yield from self._reader.expand_prefix(field, start)

    def postings(self, field: str, term: bytes) -> Iterator[tuple[Iterable[int], Sequence[float]]]:
        """Yield the documents that have a term, also deleted ones, and its weight in each, a block at a time.

        Whoosh's own cursor takes four calls for each posting: three times as long.
        """
        if self._few is None or (field, term) in self._few:
            # The reader itself puts a filter around its cursor, which looks for the first document that is not deleted.
            reader: Any = self._reader
            try:
                cursor = reader._terms.matcher(field, term, _WEIGHTS_ONLY)
            except TermNotFound:
                return
            while cursor.is_active():
                cursor.weight()  # reads the block
                # The first number of a block, then the steps from each to the next.
                yield accumulate(cursor._data[0]), cursor._weights
                cursor._next_block()
