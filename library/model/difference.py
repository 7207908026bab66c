"""How two texts differ, word by word.

Lines are compared first, so that a paragraph that did not change stays whole. Between equal lines, words are compared.
A few equal words between longer changes are no help to a reader (*the* in a sentence that was written again), so they
belong to the change. Of texts with very many changed lines or words, whole lines or all lines count as changed, so that
no texts take longer than a fraction of a second.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from library.model.alignment import Run, common_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# In both texts together, between the first change and the last.
MOST_LINES = 20_000
# Of all changed lines of both texts. Further ones are shown as removed and added, without comparing their words.
MOST_CHARACTERS = 200_000

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


class Change(StrEnum):
    """What happened to a part of a text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring words with the same fate.

    Attributes:
        change: What happened to them.
        text: Never empty.
    """

    change: Change
    text: str


def difference(old: str, new: str) -> tuple[Part, ...]:
    """Return how one text became another, in bounded time.

    Args:
        old: May be empty.
        new: May be empty.

    Returns:
        Parts in order. Those that are not added make up ``old``; those that are not removed make up ``new``. What was
        removed comes before what was added in its place; no two neighbours have the same change.
    """
    start = _common_start(old, new)
    end = _common_end(old[start:], new[start:])
    parts = [
        *_part(Change.SAME, old[:start]),
        *_by_line(old[start : len(old) - end], new[start : len(new) - end]),
        *_part(Change.SAME, old[len(old) - end :]),
    ]
    return tuple(_merged(parts))


def old_text(parts: Sequence[Part]) -> str:
    """Return the text before the changes."""
    return "".join(part.text for part in parts if part.change is not Change.ADDED)


def new_text(parts: Sequence[Part]) -> str:
    """Return the text after the changes."""
    return "".join(part.text for part in parts if part.change is not Change.REMOVED)


def _part(change: Change, text: str) -> list[Part]:
    return [Part(change, text)] if text else []


def _common_start(old: str, new: str) -> int:
    """Return how many characters both begin with, in whole lines."""
    lengths = range(1, min(len(old), len(new)) + 1)
    common = bisect_left(lengths, True, key=lambda length: old[:length] != new[:length])
    return old.rfind("\n", 0, common) + 1


def _common_end(old: str, new: str) -> int:
    """Return how many characters both end with, in whole lines."""
    lengths = range(1, min(len(old), len(new)) + 1)
    common = bisect_left(lengths, True, key=lambda length: old[-length:] != new[-length:])
    before = old.find("\n", len(old) - common) if common else -1
    return len(old) - before - 1 if before >= 0 else 0


def _by_line(old: str, new: str) -> Iterator[Part]:
    if old.count("\n") + new.count("\n") > MOST_LINES:
        yield from _changed(old, new)
        return
    lines, others = _LINE.findall(old), _LINE.findall(new)
    at = other = 0
    left = MOST_CHARACTERS
    for run in (*common_runs(lines, others), Run(len(lines), len(others), 0)):
        removed, added = "".join(lines[at : run.old]), "".join(others[other : run.new])
        if removed and added:
            left -= len(removed) + len(added)
        yield from _by_word(removed, added) if left >= 0 else _changed(removed, added)
        at, other = run.old + run.length, run.new + run.length
        yield from _part(Change.SAME, "".join(lines[run.old : at]))


def _changed(old: str, new: str) -> list[Part]:
    return [*_part(Change.REMOVED, old), *_part(Change.ADDED, new)]


def _by_word(old: str, new: str) -> Iterator[Part]:
    words, others = _WORD.findall(old), _WORD.findall(new)
    at = other = 0
    for run in (*_helpful(common_runs(words, others), words, others), Run(len(words), len(others), 0)):
        yield from _part(Change.REMOVED, "".join(words[at : run.old]))
        yield from _part(Change.ADDED, "".join(others[other : run.new]))
        at, other = run.old + run.length, run.new + run.length
        yield from _part(Change.SAME, "".join(words[run.old : at]))


def _helpful(runs: list[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Return the runs that are longer than the change before or after them."""
    ends, other_ends = [0, *accumulate(map(len, old))], [0, *accumulate(map(len, new))]

    def size_between(one: Run, next_one: Run) -> int:
        removed = ends[next_one.old] - ends[one.old + one.length]
        return max(removed, other_ends[next_one.new] - other_ends[one.new + one.length])

    chosen = [Run(0, 0, 0)]
    for run in (*runs, Run(len(old), len(new), 0)):
        while len(chosen) > 1:
            last, gap = chosen[-1], min(size_between(chosen[-2], chosen[-1]), size_between(chosen[-1], run))
            if ends[last.old + last.length] - ends[last.old] > gap:
                break
            chosen.pop()
        chosen.append(run)
    return chosen[1:-1]


def _merged(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield parts without neighbours of the same change, what was removed before what was added."""
    removed, added, same = list[str](), list[str](), list[str]()
    for part in parts:
        if part.change is Change.SAME:
            yield from _part(Change.REMOVED, "".join(removed))
            yield from _part(Change.ADDED, "".join(added))
            removed.clear()
            added.clear()
            same.append(part.text)
            continue
        yield from _part(Change.SAME, "".join(same))
        same.clear()
        (removed if part.change is Change.REMOVED else added).append(part.text)
    yield from _part(Change.REMOVED, "".join(removed))
    yield from _part(Change.ADDED, "".join(added))
    yield from _part(Change.SAME, "".join(same))
