"""Postings: which entries have a word or phrase and how much it counts in each, with a bounded cache."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyroaring import BitMap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

# The most entries in the cache, over all words: each takes 4 bytes of weight and up to 4 of bitmaps, and each word
# about 750 bytes more, even one that no entry has. About 15 MB when full.
MOST_CACHED = 2_000_000
WORD_COST = 100


@dataclass(frozen=True, slots=True)
class Postings:
    """A word or phrase of one language, in the entries that a viewer may see.

    Attributes:
        bitmap: Entries that have it.
        saturated: For each, by integer, the part of BM25 that does not depend on the query: above 0, below ``K1 + 1``.
        own: Those of them that have it themselves, not only in an attachment.
    """

    bitmap: BitMap
    saturated: array[float]
    own: BitMap


NOTHING = Postings(BitMap(), array("f"), BitMap())


class PostingsCache:
    """The most recently used postings, up to ``MOST_CACHED`` entries in total.

    Attributes:
        dropped: The size of all that were dropped so far to make room, counted as for ``MOST_CACHED``.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.dropped = 0
        self._cache: OrderedDict[Hashable, Postings] = OrderedDict()
        self._size = 0

    def clear(self) -> None:
        """Forget everything."""
        self._cache.clear()
        self._size = 0

    def __contains__(self, name: Hashable) -> bool:
        """Return whether the postings of a name are cached."""
        return name in self._cache

    def get(self, name: Hashable, read: Callable[[], Postings]) -> Postings:
        """Return the postings of a name, reading them if they are not cached."""
        cached = self._cache.get(name)
        if cached is not None:
            self._cache.move_to_end(name)
            return cached
        postings = self._cache[name] = read()
        self._size += len(postings.bitmap) + WORD_COST
        while self._size > MOST_CACHED and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            size = len(dropped.bitmap) + WORD_COST
            self._size -= size
            self.dropped += size
        return postings
