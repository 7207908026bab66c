"""The terms of one segment: whether it has one, and its postings.

Whoosh takes 10 µs to say that a segment does not have a term. A query asks for hundreds, mostly forms of Welsh and
Gaelic words, and a library that is published often has several segments of a few documents. So these are asked in
memory.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import md5
from itertools import accumulate, takewhile
from struct import Struct
from typing import TYPE_CHECKING, Any

from whoosh.formats import Existence
from whoosh.system import pack_ushort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from whoosh.reading import IndexReader

# The most documents of a segment whose terms are in memory: each has about 250, and a term takes 150 bytes.
FEW = 32

_WEIGHTS_ONLY = Existence()

# In a table: the number of a key with its place; and there, the lengths of the key and of what is stored for it.
_SLOT = Struct("!Iq")
_LENGTHS = Struct("!ii")


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
        start = self._starts.get(field)
        return start is not None and self._end_of(start + term) is not None

    def longer(self, field: str, terms: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the longer terms that begin with some terms of a field, without these beginnings."""
        start, few = self._starts.get(field), self._few
        if start is not None:
            for term in terms:
                if few is None or (field, term) in few:
                    yield from self._after(start + term)

    def postings(self, field: str, term: bytes) -> Iterator[tuple[Iterable[int], Sequence[float]]]:
        """Yield the documents that have a term, also deleted ones, and its weight in each, a block at a time.

        Whoosh's own cursor takes four calls for each posting: three times as long.
        """
        if self.has(field, term):
            # The reader itself puts a filter around its cursor, which looks for the first document that is not deleted.
            reader: Any = self._reader
            cursor = reader._terms.matcher(field, term, _WEIGHTS_ONLY)
            while cursor.is_active():
                cursor.weight()  # reads the block
                # The first number of a block, then the steps from each to the next.
                yield accumulate(cursor._data[0]), cursor._weights
                cursor._next_block()

    def _after(self, key: bytes) -> Iterator[bytes]:
        """Yield the rest of each key that begins with another one.

        Keys are in order, so these come right after it. Whoosh would look for the first of them, which takes 30 µs.
        """
        end = self._end_of(key)
        if end is not None:
            others = (self._table.dbfile.get(place, size) for place, size, _, _ in self._table._ranges(end))
            yield from (other[len(key) :] for other in takewhile(lambda other: other.startswith(key), others))

    def _end_of(self, key: bytes) -> int | None:
        """Return where a key ends in the table of the segment, with what is stored for it; ``None`` without the key.

        Whoosh looks through the same slots, in twice the time.
        """
        buffer, number = self._table.dbfile._buf, int.from_bytes(md5(key, usedforsecurity=False).digest()[-4:])
        start, slots = self._table.tables[number & 255]
        for step in range(number >> 8, (number >> 8) + slots):
            other, place = _SLOT.unpack_from(buffer, start + step % slots * _SLOT.size)
            if not place:
                return None
            if other == number:
                length, data = _LENGTHS.unpack_from(buffer, place)
                at = place + _LENGTHS.size
                if length == len(key) and buffer.startswith(key, at):
                    return int(at + length + data)
        return None

    @cached_property
    def _table(self) -> Any:
        reader: Any = self._reader
        return reader._terms._tindex

    @cached_property
    def _starts(self) -> Mapping[str, bytes]:
        """What the keys of each field that has terms begin with in the table."""
        reader: Any = self._reader
        return {field: pack_ushort(number) for field, number in reader._terms._fieldmap.items()}
