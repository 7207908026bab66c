"""One of simplemma's dictionaries in memory: lines of words and their entries, in blocks.

simplemma's own streams store only what differs from the word before, so each look-up decodes up to 32 words. Here every
word is in full, and looking one up is a search for bytes: a quarter of the time, for 4 MB more in all three languages.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from simplemma.strategies.dictionaries.dictionary_factory import _read_decompressed
from simplemma.strategies.dictionaries.frontcode import _iter_records, _read_header

if TYPE_CHECKING:
    from collections.abc import Iterable

# With fewer, the blocks take more memory; with more, a search takes longer.
_WORDS_A_BLOCK = 64


class DictionaryBlocks:
    """The words of one language, in order."""

    def __init__(self, language: str) -> None:
        """Read the dictionary: 0.3 s for the largest three.

        Args:
            language: A code that simplemma knows. Of these only Swahili is stored backwards, and cannot be read.
        """
        stream = _read_decompressed(language)
        _, _, start = _read_header(stream)
        self._firsts: list[bytes] = []
        self._blocks: list[bytes] = []
        records = _iter_records(stream, start)
        while some := [(word, entry) for _, word, entry in islice(records, _WORDS_A_BLOCK)]:
            self._firsts.append(some[0][0])
            self._blocks.append(_lines(some))

    def get(self, word: str) -> str | None:
        """Return the entry of a word in exactly this spelling, or ``None`` if it has none."""
        spelled = word.encode()
        start = b"\n%b\t" % spelled
        # A word before the first of all is not in the last block, where -1 leads.
        block = self._blocks[bisect_right(self._firsts, spelled) - 1]
        at = block.find(start)
        if at < 0:
            return None
        at += len(start)
        return block[at : block.index(b"\n", at)].decode() or word


def _lines(words: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a line for each word, with its entry if that is another one."""
    return b"".join([b"\n%b\t%b" % (word, b"" if word == entry else entry) for word, entry in words]) + b"\n"
