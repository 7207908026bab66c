"""Which items two sequences have in common, in order: the longest common subsequence, in bounded time.

``difflib`` takes the square of the length, and on texts that repeat themselves the cube. Here two sequences are
compared exactly as long as the product of their lengths is small, with one addition of long integers for each item
(Hyyrö, "Bit-Parallel LCS-length Computation Revisited", 2004). Longer ones are first divided at items that both have
once ("patience"). What is still too long then counts as different. How many items there may be, the caller decides
(``library.model.difference``, and the limits of a header).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

# Of two lengths: 16 MB of bits.
MOST_COMPARED = 1 << 27
# How often a part is divided again.
DEEPEST = 8


class Run(NamedTuple):
    """Neighbouring items that both sequences have.

    Attributes:
        old: Where the run begins in the first one.
        new: Where the run begins in the second one.
        length: Of the run, at least 1.
    """

    old: int
    new: int
    length: int


def common_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """Return what two sequences have in common.

    Args:
        old: One sequence; may be empty.
        new: Another.

    Returns:
        The longest runs of neighbouring items, in order, without overlaps in either sequence. They are as much as there
        can be if the product of the lengths is at most ``MOST_COMPARED``.
    """
    return list(_joined(_pairs(old, new, 0)))


def _joined(pairs: Iterable[tuple[int, int]]) -> Iterator[Run]:
    run: Run | None = None
    for at, other in pairs:
        if run and (at, other) == (run.old + run.length, run.new + run.length):
            run = run._replace(length=run.length + 1)
            continue
        if run:
            yield run
        run = Run(at, other, 1)
    if run:
        yield run


def _pairs(old: Sequence[Hashable], new: Sequence[Hashable], depth: int) -> Iterator[tuple[int, int]]:
    """Yield the positions of common items."""
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    last = next((at for at in range(shorter - first) if old[-1 - at] != new[-1 - at]), shorter - first)
    yield from ((at, at) for at in range(first))
    inner = _inner(old[first : len(old) - last], new[first : len(new) - last], depth)
    yield from ((first + at, first + other) for at, other in inner)
    yield from ((len(old) - at, len(new) - at) for at in range(last, 0, -1))


def _inner(old: Sequence[Hashable], new: Sequence[Hashable], depth: int) -> Iterator[tuple[int, int]]:
    if not old or not new:
        return
    if len(old) * len(new) > MOST_COMPARED:
        yield from _divided(old, new, depth)
    elif len(old) > len(new):
        yield from ((at, other) for other, at in _longest(new, old))
    else:
        yield from _longest(old, new)


def _divided(old: Sequence[Hashable], new: Sequence[Hashable], depth: int) -> Iterator[tuple[int, int]]:
    """Yield what is common before, at and after each item that both have once."""
    if depth == DEEPEST:
        return
    start = other_start = 0
    for at, other in _anchors(old, new):
        between = _pairs(old[start:at], new[other_start:other], depth + 1)
        yield from ((start + one, other_start + two) for one, two in between)
        yield at, other
        start, other_start = at + 1, other + 1
    if start:
        between = _pairs(old[start:], new[other_start:], depth + 1)
        yield from ((start + one, other_start + two) for one, two in between)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return where both have an item once, as many as are in the same order in both."""
    counted, there = Counter(old), Counter(new)
    places = {item: at for at, item in enumerate(new) if there[item] == 1}
    return _rising([(at, places[item]) for at, item in enumerate(old) if counted[item] == 1 and item in places])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest choice of pairs whose second numbers rise."""
    ends, heads, before = list[int](), list[int](), list[int]()
    for number, (_, other) in enumerate(pairs):
        at = bisect_left(ends, other)
        before.append(heads[at - 1] if at else -1)
        ends[at : at + 1], heads[at : at + 1] = [other], [number]
    chosen, number = list[tuple[int, int]](), heads[-1] if heads else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return a longest common subsequence; ``old`` is the shorter one."""
    rows = _rows(old, new)
    at, other, found = len(old), len(new), list[tuple[int, int]]()
    while at and other:
        if rows[other - 1] >> at - 1 & 1:
            at -= 1
        elif other > 1 and not rows[other - 2] >> at - 1 & 1:
            other -= 1
        else:
            at, other = at - 1, other - 1
            found.append((at, other))
    return found[::-1]


def _rows(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """Return for each item of ``new`` at which items of ``old`` the common length does not rise, as bits."""
    places: dict[Hashable, int] = {}
    for at, item in enumerate(old):
        places[item] = places.get(item, 0) | 1 << at
    everything = (1 << len(old)) - 1
    row, rows = everything, list[int]()
    for item in new:
        both = row & places.get(item, 0)
        row = (row + both | row - both) & everything
        rows.append(row)
    return rows
