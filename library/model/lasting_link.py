"""Lasting links: addresses of passages that know their words, so that they lead there after the document was edited.

``#p12`` counts paragraphs, so it leads to another one once a paragraph is added above it. A lasting link has the anchor
and a mark, made of the words alone, which are not in it; nothing is stored. It is 10 or 34 letters:

* Six say exactly which words they are, without capitals, punctuation and typography. Two and two say the same of the
  passages before and after.
* Twenty-four are a sketch (SimHash, Charikar 2002) of 120 bits: each run of four letters votes on each bit, so texts
  that share most runs share most bits. Unrelated texts share 65 bits on average, with a standard deviation of 5.5.

A passage is found by its exact words. Otherwise it is the one whose sketch is most alike, by a margin: it shares 92
bits, five deviations more than an unrelated text, or 88 if both neighbours are the same too. A passage that is short,
that many documents have as a label, or that is like another one of its document, has no sketch. In doubt nothing is
found: to lead to other words would be worse.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from library.model.code_alphabet import ALPHABET
from library.model.passage import is_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.model.passage import Passage

_LETTERS = ALPHABET.lower()
_MARK = re.compile(f"(?P<exact>[{_LETTERS}]{{6}})(?P<beside>[{_LETTERS}]{{4}})(?P<sketch>[{_LETTERS}]{{24}})?")
_ADDRESS = re.compile(rf"(?P<anchor>[a-zA-Z0-9=.-]{{2,40}}?)(?:-(?P<mark>{_MARK.pattern}))?")
_WORD = re.compile(r"\w+")

_RUN = 4  # letters
_BYTES = 15  # of a sketch
_BITS = 8 * _BYTES
# Shorter texts share too many runs by accident; of longer ones the beginning is enough.
_SHORTEST, _LONGEST = 16, 400  # letters
ALIKE, ALIKE_IN_PLACE, TWIN, MARGIN = 92, 88, 88, 8  # bits
# A sketch takes a millisecond, and words rarely move further than this many passages.
MOST_COMPARED = 200

# Each byte as eight numbers of 16 bits, so that the votes on eight bits are counted by one addition.
_VOTES = tuple(sum((byte >> bit & 1) << 16 * bit for bit in range(8)) for byte in range(256))


@dataclass(frozen=True, slots=True)
class LastingLink:
    """Where a passage was, and what its words were.

    Attributes:
        anchor: Of the passage when the link was made.
        mark: Made of its words; empty for a passage as it is now.
    """

    anchor: str
    mark: str = ""

    def __str__(self) -> str:
        """Return the last part of its address: the anchor, a hyphen and the mark."""
        return f"{self.anchor}-{self.mark}" if self.mark else self.anchor


def parse_link(address: str) -> LastingLink | None:
    """Return the link of an address's last part; ``None`` if it is none."""
    found = _ADDRESS.fullmatch(address)
    return LastingLink(found["anchor"], found["mark"] or "") if found else None


def link_to(anchor: str, passages: Sequence[Passage]) -> LastingLink | None:
    """Return a lasting link to a passage.

    Args:
        anchor: Of the passage.
        passages: Of its document, in order.

    Returns:
        The link; ``None`` if there is no such passage.
    """
    number = next((at for at, passage in enumerate(passages) if passage.anchor == anchor), None)
    if number is None:
        return None
    mine = None if is_label(passages[number].text) else _sketch(passages[number].text)
    others = (_sketch(passages[at].text) for at in _nearest(number, len(passages)) if at != number)
    if mine is None or any(_alike(mine, other) >= TWIN for other in others if other is not None):
        return LastingLink(anchor, _exact(passages, number) + _beside(passages, number))
    return LastingLink(anchor, _exact(passages, number) + _beside(passages, number) + _written(mine, _BITS // 5))


def found_by(link: LastingLink, passages: Sequence[Passage]) -> str | None:
    """Return the anchor at which a link's words are now.

    Args:
        link: With a mark.
        passages: Of its document, in order.

    Returns:
        The anchor; ``None`` if the words are not there, or have changed so much that nobody can tell.
    """
    parts = _MARK.fullmatch(link.mark)
    if parts is None or not passages:
        return None
    there = {passage.anchor: at for at, passage in enumerate(passages)}
    origin = there.get(link.anchor, len(passages) - 1)
    same = [at for at in range(len(passages)) if _exact(passages, at) == parts["exact"]]
    if same:
        best = max(same, key=lambda at: (_beside(passages, at) == parts["beside"], -abs(at - origin)))
        return passages[best].anchor
    return _likest(parts, origin, passages) if parts["sketch"] else None


def _likest(parts: re.Match[str], origin: int, passages: Sequence[Passage]) -> str | None:
    sketch = _read(parts["sketch"])
    scores = sorted(
        (_alike(sketch, other), at)
        for at in _nearest(origin, len(passages))
        if (other := _sketch(passages[at].text)) is not None
    )
    if not scores:
        return None
    (best, at), second = scores[-1], scores[-2][0] if len(scores) > 1 else 0
    in_place = _beside(passages, at) == parts["beside"]
    return passages[at].anchor if best >= (ALIKE_IN_PLACE if in_place else ALIKE) and best - second >= MARGIN else None


def _nearest(origin: int, count: int) -> Iterator[int]:
    first = max(0, min(origin - MOST_COMPARED // 2, count - MOST_COMPARED))
    yield from range(first, min(count, first + MOST_COMPARED))


def _folded(text: str) -> str:
    """Return the words of a text without capitals and punctuation; a text without words as it is."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(words) or text


def _exact(passages: Sequence[Passage], at: int, letters: int = 6) -> str:
    """Return letters that say which words a passage has; of one before the first or after the last, of none."""
    text = _folded(passages[at].text) if 0 <= at < len(passages) else ""
    return _written(int.from_bytes(blake2b(text.encode(), digest_size=8).digest()), letters)


def _beside(passages: Sequence[Passage], at: int) -> str:
    return _exact(passages, at - 1, 2) + _exact(passages, at + 1, 2)


def _sketch(text: str) -> int | None:
    """Return the sketch of a text; ``None`` if it is too short."""
    folded = _folded(text)[:_LONGEST]
    if len(folded) < _SHORTEST:
        return None
    runs = {folded[at : at + _RUN] for at in range(len(folded) - _RUN + 1)}
    votes = [0] * _BYTES
    for run in runs:
        for at, byte in enumerate(blake2b(run.encode(), digest_size=_BYTES).digest()):
            votes[at] += _VOTES[byte]
    bits = ((votes[bit // 8] >> 16 * (bit % 8) & 0xFFFF) * 2 > len(runs) for bit in range(_BITS))
    return sum(is_set << bit for bit, is_set in enumerate(bits))


def _alike(one: int, other: int) -> int:
    """Return how many bits two sketches share."""
    return _BITS - (one ^ other).bit_count()


def _written(number: int, letters: int) -> str:
    return "".join(_LETTERS[number >> 5 * at & 31] for at in range(letters))


def _read(letters: str) -> int:
    return sum(_LETTERS.index(letter) << 5 * at for at, letter in enumerate(letters))
