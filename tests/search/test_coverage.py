"""Which entries have enough of a query is decided without counting common words for all who have them."""

from __future__ import annotations

import random
from typing import Self

import pytest
from pyroaring import AbstractBitMap, BitMap

from library.search.ranking import coverage
from library.search.ranking.coverage import WeighedGroup, having_enough
from tests.search.covering import enough, weight

ENTRIES = 400


class Counted(BitMap):
    """Entries that have a group. How many of them are counted is noted."""

    counted = 0

    def __and__(self, other: AbstractBitMap) -> Self:
        found = super().__and__(other)
        self.counted += len(found)
        return found


@pytest.mark.parametrize("most_sets", [0, 8, 256])
@pytest.mark.parametrize("seed", range(20))
def test_entries_with_enough_are_those_that_counting_every_word_finds(
    monkeypatch: pytest.MonkeyPatch, seed: int, most_sets: int
) -> None:
    monkeypatch.setattr(coverage, "MOST_SETS", most_sets)
    chance = random.Random(seed)  # noqa: S311 - a lot, no secret
    shares = [chance.choice((0.002, 0.01, 0.1, 0.5, 0.9)) for _ in range(chance.randint(1, 25))]
    having = {entry: [chance.random() < share for share in shares] for entry in range(ENTRIES)}
    bitmaps = [BitMap(entry for entry, has in having.items() if has[at]) for at in range(len(shares))]
    weights = [weight(len(each), ENTRIES) for each in bitmaps]
    groups = [WeighedGroup(bitmap, each) for bitmap, each in zip(bitmaps, weights, strict=True)]
    among = BitMap(chance.sample(range(ENTRIES), k=300))
    expected = enough(weights, {entry: has for entry, has in having.items() if entry in among})
    assert set(having_enough(groups, among)) == expected


def test_common_words_are_counted_only_for_entries_that_can_still_have_enough() -> None:
    rare = [WeighedGroup(Counted([1, 2, at]), 6.0) for at in range(10, 20)]
    common = [WeighedGroup(Counted(range(ENTRIES)), 0.5) for _ in range(10)]
    assert having_enough([*common, *rare], BitMap(range(ENTRIES))) == BitMap([1, 2])
    assert max(group.bitmap.counted for group in common if isinstance(group.bitmap, Counted)) <= 12
