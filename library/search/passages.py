"""Which passages of a found document to show, cut to whole sentences, with the words that matched."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.search.index import Slot
from library.search.words import spans, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.model.passage import Passage
    from library.search.index import Found

# Characters of a passage that a result shows: three lines on a wide screen, six on a phone.
SHOWN = 280

# A sentence ends at a full stop, question or exclamation mark, with its closing quotation marks, before white space.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+")

_ENDED = re.compile(r"[.!?…][\"'”’)\]]*\s*$")

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a passage.

    Attributes:
        passage: The passage it is from.
        text: Its words, with ``…`` where a sentence is cut.
        marks: Start and end of each matching word in ``text``, in code points, sorted, not overlapping.
    """

    passage: Passage
    text: str
    marks: tuple[tuple[int, int], ...]


def best_passages(passages: Sequence[Passage], found: Iterable[Found], most: int) -> tuple[Excerpt, ...]:
    """Return the passages that answer best, best first.

    A passage with more different words of the query is better, then one with more telling words, then the earlier.

    Args:
        passages: All of the document's, in its order.
        found: Where the words stand.
        most: How many at most.
    """
    by_slot: dict[int, list[Found]] = defaultdict(list)
    for find in found:
        if Slot.FIRST_PASSAGE <= find.slot < Slot.FIRST_PASSAGE + len(passages):
            by_slot[find.slot].append(find)
    ranked = sorted(by_slot.items(), key=lambda pair: (-_worth(pair[1]), pair[0]))
    excerpts = (_excerpt(passages[slot - Slot.FIRST_PASSAGE], finds) for slot, finds in ranked)
    return tuple([excerpt for excerpt, _ in zip((e for e in excerpts if e.marks), range(most), strict=False)])


def marks_in(text: str, slot: int, found: Iterable[Found]) -> tuple[tuple[int, int], ...]:
    """Return start and end of each matching word of a slot without headings, in code points, sorted."""
    wanted = {find.word for find in found if find.slot == slot}
    return tuple(span for word, span in enumerate(spans(text)) if word in wanted) if wanted else ()


def _worth(finds: list[Found]) -> float:
    """Return the summed weight of the different words, and a little for each repetition."""
    different = {find.phrase: find.weight for find in finds}
    return sum(different.values()) + 0.01 * len(finds)


def _excerpt(passage: Passage, finds: list[Found]) -> Excerpt:
    """Return the part of a passage where most of its matching words stand."""
    before = len(words(passage.heading))
    places = list(spans(passage.text))
    marks = sorted({places[find.word - before] for find in finds if before <= find.word < before + len(places)})
    first, last = _window(passage.text, places, marks) if marks else (0, 0)
    return _cut(passage, first, last, marks)


def _window(text: str, places: list[tuple[int, int]], marks: list[tuple[int, int]]) -> tuple[int, int]:
    """Return start and end of the whole sentences with most marks, or of a long sentence's telling part.

    Args:
        text: Of the passage.
        places: Start and end of every word.
        marks: Start and end of every matching word, at least one.
    """
    if len(text) <= SHOWN:
        return 0, len(text)
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    starts, ends = [start for start, _ in marks], [end for _, end in places]
    most, first, last = 0, 0, 0
    closing = 1
    for at, start in enumerate(bounds[:-1]):
        closing = max(closing, at + 1)
        while closing + 1 < len(bounds) and bounds[closing + 1] - start <= SHOWN:
            closing += 1
        end = bounds[closing] if bounds[closing] - start <= SHOWN else _fitting(ends, start)
        inside = bisect_left(starts, end) - bisect_left(starts, start)
        if inside > most:
            most, first, last = inside, start, end
    if most:
        return first, last
    # Every mark stands deep inside a long sentence: show the words around the first.
    near = bisect_left(places, (starts[0] - SHOWN // 4, 0))
    return places[near][0], _fitting(ends, places[near][0])


def _fitting(ends: list[int], start: int) -> int:
    """Return the end of the last word that fits into what is shown, or of the first where that one is longer."""
    return ends[max(bisect_right(ends, start + SHOWN) - 1, bisect_right(ends, start))]


def _cut(passage: Passage, first: int, last: int, marks: list[tuple[int, int]]) -> Excerpt:
    text = passage.text[first:last].rstrip()
    opening = "" if not first or _ENDED.search(passage.text, max(0, first - 8), first) else _ELLIPSIS
    closing = "" if last == len(passage.text) or _ENDED.search(text) else _ELLIPSIS
    shift = len(opening) - first
    inside = tuple((start + shift, end + shift) for start, end in marks if first <= start and end <= last)
    return Excerpt(passage, f"{opening}{text}{closing}", inside)
