"""Which passages of a found document to show, cut to whole sentences, with the words that matched."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from library.search.index import Slot
from library.search.words import spans, spans_of, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from library.model.passage import Passage
    from library.search.index import WordMatch

# How many characters of a passage a result shows: three lines on a wide screen, six on a phone.
SHOWN = 280

# A sentence ends at a full stop, question or exclamation mark, with its closing quotation marks, before white space.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+")

_ENDED = re.compile(r"[.!?…][\"'”’)\]]*\s*$")

_ELLIPSIS = "…"

# As plain numbers, because a long query compares thousands of places with them.
_FIRST, _END = int(Slot.FIRST_PASSAGE), int(Slot.FIRST_LABEL)

# Words of a query are close together with at most two others between them.
FARTHEST = 3


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a passage.

    Attributes:
        passage: The passage it is from.
        text: Its words, with ``…`` if a sentence is cut.
        marks: Start and end of each matching word in ``text``, in code points, sorted, not overlapping.
        position: Of the first of these words in the passage's text, in code points.
    """

    passage: Passage
    text: str
    marks: tuple[tuple[int, int], ...]
    position: int = 0


def best_passages(
    passages: Mapping[int, Passage], found: Iterable[WordMatch], most: int, hidden: Container[int] = frozenset()
) -> tuple[Excerpt, ...]:
    """Return the passages that match best, best first; of equals, the earlier first.

    Args:
        passages: All of the document's by slot.
        found: Where the words are.
        most: How many at most.
        hidden: Slots of passages that must not be shown.
    """
    shown = {slot: finds for slot, finds in by_passage(found).items() if slot in passages and slot not in hidden}
    ranked = sorted(shown.items(), key=lambda pair: (-worth(pair[1]), pair[0]))
    excerpts = (excerpt(passages[slot], slot, finds) for slot, finds in ranked)
    return tuple(islice((each for each in excerpts if each.marks), most))


def by_passage(found: Iterable[WordMatch]) -> dict[int, list[WordMatch]]:
    """Return the finds of each passage by its slot. A phrase that runs on into the next belongs to the first."""
    passages: dict[int, list[WordMatch]] = defaultdict(list)
    for find in found:
        if _FIRST <= find.opening < _END:
            passages[find.opening].append(find)
    return passages


def worth(finds: Sequence[WordMatch]) -> float:
    """Return how well the words in one place match a query.

    A place with more different words of the query is better, then one with more distinctive words, then one with words
    closer together. A repeated word counts a little.
    """
    return weight_of(finds) + nearness(finds) + 0.01 * len(finds)


def weight_of(finds: Iterable[WordMatch]) -> float:
    """Return the weight of the different groups of a query that some words belong to."""
    groups: dict[int, float] = {}
    for find in finds:
        if find.weight > groups.get(find.group, 0.0):
            groups[find.group] = find.weight
    return sum(groups.values())


def nearness(finds: Sequence[WordMatch]) -> float:
    """Return how much neighbouring words of the query are neighbours here: half the weight of the lighter of two.

    With one or two words between them, they count half or a third of that. It is bounded by the weight of the groups:
    repeating the same two words adds nothing.
    """
    if len(finds) < 2:
        return 0.0
    best: dict[int, float] = {}
    places = sorted(finds)
    for at, find in enumerate(places):
        for other in places[at + 1 : at + 1 + FARTHEST]:
            apart = other.word - find.word
            if other.slot != find.slot or apart > FARTHEST:
                break
            if apart and other.group == find.group + 1:
                near = 0.5 * min(find.weight, other.weight) / apart
                best[find.group] = max(near, best.get(find.group, 0.0))
    return sum(best.values())


def marks_in(text: str, language: str, slot: int, found: Iterable[WordMatch]) -> tuple[tuple[int, int], ...]:
    """Return start and end of each matching word in the text of a slot, in code points, sorted.

    Args:
        text: The whole text of the slot, which has no headings.
        language: Of the text.
        slot: Its number in the index entry.
        found: The matching words of the document, in any slot.
    """
    wanted = sorted({find.word for find in found if find.slot == slot})
    return tuple(spans_of(wanted, text, language))


def excerpt(passage: Passage, slot: int, finds: Iterable[WordMatch]) -> Excerpt:
    """Return the part of a passage with most of its matching words, otherwise its beginning.

    Args:
        passage: The passage.
        slot: Its number in the index entry.
        finds: The matching words of the document, in any slot.
    """
    before = len(words(passage.heading, passage.language)) if passage.heading else 0
    inside = sorted({find.word - before for find in finds if find.slot == slot and find.word >= before})
    marks = spans_of(inside, passage.text, passage.language)
    first, last = _window(passage, marks or spans_of([0], passage.text, passage.language))
    return _cut(passage, first, last, marks)


def _window(passage: Passage, marks: list[tuple[int, int]]) -> tuple[int, int]:
    """Return start and end of the whole sentences with most marks, or of the distinctive part of a long sentence.

    Args:
        passage: The passage.
        marks: Start and end of every matching word, or of the first word; empty if the passage has only signs.
    """
    text = passage.text
    if len(text) <= SHOWN or not marks:
        return 0, min(len(text), SHOWN)
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    starts = [start for start, _ in marks]
    most, first, last = 0, 0, 0
    closing = 1
    for at, start in enumerate(bounds[:-1]):
        closing = max(closing, at + 1)
        while closing + 1 < len(bounds) and bounds[closing + 1] - start <= SHOWN:
            closing += 1
        end = bounds[closing] if bounds[closing] - start <= SHOWN else _fitting(passage, start)
        inside = bisect_left(starts, end) - bisect_left(starts, start)
        if inside > most:
            most, first, last = inside, start, end
    if most:
        return first, last
    # Every mark is deep inside a long sentence, so show the words around the first.
    near = next(start for start, _ in spans(text, passage.language) if start >= starts[0] - SHOWN // 4)
    return near, _fitting(passage, near)


def _fitting(passage: Passage, start: int) -> int:
    """Return the end of the last word that fits, or of the first word if it is too long; of signs alone, what fits.

    Args:
        passage: The passage.
        start: Where a sentence or a word of it begins.
    """
    ends = (end for _, end in spans(passage.text, passage.language, start))
    first = next(ends, start + SHOWN)
    return max(takewhile(lambda end: end <= start + SHOWN, ends), default=first)


def _cut(passage: Passage, first: int, last: int, marks: list[tuple[int, int]]) -> Excerpt:
    text = passage.text[first:last].rstrip()
    opening = "" if not first or _ENDED.search(passage.text, max(0, first - 8), first) else _ELLIPSIS
    closing = "" if last == len(passage.text) or _ENDED.search(text) else _ELLIPSIS
    shift = len(opening) - first
    shown = [(start, end) for start, end in marks if first <= start and end <= last]
    inside = tuple((start + shift, end + shift) for start, end in shown)
    return Excerpt(passage, f"{opening}{text}{closing}", inside, shown[0][0] if shown else first)
