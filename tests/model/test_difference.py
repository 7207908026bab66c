"""What changed between two texts is said word by word, loses nothing, and takes bounded time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.model.alignment import MOST_COMPARED, common_runs
from library.model.difference import Change, Part, difference, new_text, old_text

if TYPE_CHECKING:
    from collections.abc import Sequence

# Few words, so that texts repeat themselves and share much.
TEXTS = st.lists(st.sampled_from(["the ", "cat", "cat's", " sat", ".", "\n", "\n\n", "\t", "é", "\r\n", "b" * 9])).map(
    "".join
)


def marked(old: str, new: str) -> str:
    """Return a difference as text, with what was removed in brackets and what was added in braces."""
    signs = {Change.SAME: "{}", Change.REMOVED: "[{}]", Change.ADDED: "{{{}}}"}
    return "".join(signs[part.change].format(part.text) for part in difference(old, new))


@given(TEXTS | st.text(), TEXTS | st.text())
def test_a_difference_gives_both_texts(old: str, new: str) -> None:
    parts = difference(old, new)
    assert (old_text(parts), new_text(parts)) == (old, new)
    assert all(part.text for part in parts)
    assert all(one.change is not two.change for one, two in pairwise(parts))
    assert difference(old, old) == ((Part(Change.SAME, old),) if old else ())


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_as_much_is_common_as_there_can_be(old: list[str], new: list[str]) -> None:
    runs = common_runs(old, new)
    assert all(old[run.old : run.old + run.length] == new[run.new : run.new + run.length] for run in runs)
    assert all(
        one.old + one.length <= two.old and one.new + one.length <= two.new for one, two in pairwise(runs)
    )  # in order, without overlaps
    assert sum(run.length for run in runs) == longest(old, new)


def longest(old: Sequence[str], new: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, by its definition."""
    row = [0] * (len(new) + 1)
    for item in old:
        above = row
        row = [0]
        for at, other in enumerate(new):
            row.append(above[at] + 1 if item == other else max(above[at + 1], row[at]))
    return row[-1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("The cat sat.", "The dog sat.", "The [cat]{dog} sat."),
        ("It was warm.", "It was very warm.", "It was {very }warm."),
        ("One.\n\nTwo.\n\nThree.\n", "One.\n\nThree.\n", "One.\n\n[Two.\n\n]Three.\n"),
        # “to” would be the same, but reads worse.
        ("She went to Leith.", "Everybody wants to know.", "[She went to Leith]{Everybody wants to know}."),
        ("cat’s", "cat's", "[cat’s]{cat's}"),
    ],
)
def test_changes_are_whole_words_that_read_well(old: str, new: str, said: str) -> None:
    assert marked(old, new) == said


def test_long_sequences_are_compared_between_what_both_have_once() -> None:
    old = [*["a", "b"] * 9000, "once", *["c", "d"] * 9000]
    new = [*["b", "a"] * 9000, "once", *["d", "c"] * 9000]
    assert len(old) * len(new) > MOST_COMPARED
    assert sum(run.length for run in common_runs(old, new)) >= 1


def test_long_sequences_that_only_repeat_themselves_count_as_different() -> None:
    old, new = ["a", "b"] * 9000, ["b", "a", "c"] * 9000
    assert len(old) * len(new) > MOST_COMPARED
    assert common_runs(old, new) == []
