"""Which passages of a found document to show, cut to whole sentences, with the words that matched."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.search.entry import passage_words
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
    before = len(words(passage.heading)) if passage.heading else 0
    places = list(spans(passage_words(passage)))
    offset = len(passage_words(passage)) - len(passage.text)
    marks = sorted({places[find.word] for find in finds if before <= find.word < len(places)})
    marks = [(start - offset, end - offset) for start, end in marks]
    first, last = _window(passage.text, marks)
    return _cut(passage, first, last, marks)


def _window(text: str, marks: list[tuple[int, int]]) -> tuple[int, int]:
    """Return start and end of the whole sentences to show, or of a long sentence's telling part."""
    if len(text) <= SHOWN or not marks:
        return 0, len(text) if len(text) <= SHOWN else SHOWN
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    best = (0, 0, 0)
    for at, start in enumerate(bounds[:-1]):
        fitting = [end for end in bounds[at + 1 :] if end - start <= SHOWN]
        end = fitting[-1] if fitting else _word_bound(text, start, marks)
        inside = sum(start <= mark[0] and mark[1] <= end for mark in marks)
        if inside > best[0]:
            best = (inside, start, end)
    if best[0]:
        return best[1], best[2]
    # Every mark stands deep inside a long sentence: show the words around the first.
    start = text.rfind(" ", 0, max(0, marks[0][0] - SHOWN // 4)) + 1
    return start, _word_bound(text, start, marks)


def _word_bound(text: str, start: int, marks: list[tuple[int, int]]) -> int:
    """Return the end of the last whole word that fits, or of the first mark where one word is longer."""
    if start + SHOWN >= len(text):
        return len(text)
    bound = text.rfind(" ", start, start + SHOWN)
    if bound > start:
        return bound
    return next((end for begin, end in marks if begin >= start), start + SHOWN)


def _cut(passage: Passage, first: int, last: int, marks: list[tuple[int, int]]) -> Excerpt:
    text = passage.text[first:last].rstrip()
    opening = _ELLIPSIS if first and not _SENTENCE_END.search(passage.text[:first][-8:]) else ""
    closing = _ELLIPSIS if last < len(passage.text) and not _SENTENCE_END.match(passage.text[last - 1 :]) else ""
    closing = "" if text.endswith((".", "!", "?", "”", '"', _ELLIPSIS)) else closing
    shift = len(opening) - first
    inside = tuple((start + shift, end + shift) for start, end in marks if first <= start and end <= last)
    return Excerpt(passage, f"{opening}{text}{closing}", inside)
