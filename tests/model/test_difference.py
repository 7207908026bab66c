"""What changed between two texts is said word by word, loses nothing, and takes bounded time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.model import difference as model_difference
from library.model.alignment import MOST_COMPARED, Run, common_runs
from library.model.difference import MOST_CHARACTERS, MOST_LINES, Change, Part, difference, new_text, old_text

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


def test_one_word_in_a_very_long_text_is_found() -> None:
    lines = "a\n" * 3 * MOST_LINES
    found = marked(f"{lines}The cat sat.\n{lines}", f"{lines}The dog sat.\n{lines}")
    assert found == f"{lines}The [cat]{{dog}} sat.\n{lines}"


def test_too_many_changed_lines_are_one_change() -> None:
    old, new = "a\nb\n" * MOST_LINES, "b\nc\n" * MOST_LINES
    assert marked(f"Same.\n{old}Same.\n", f"Same.\n{new}Same.\n") == f"Same.\n[{old}]{{{new}}}Same.\n"


def test_of_changed_lines_after_too_many_characters_the_words_are_not_compared() -> None:
    first, line = "x" * (MOST_CHARACTERS // 2 - 100), "The {} sat on the mat.\nSame.\n"
    old = f"The cat sat {first}.\nSame.\n{line.format('cat') * 10}"
    found = marked(old, old.replace("cat", "dog"))
    assert found.startswith("The [cat]{dog} sat x")
    assert found.endswith("[The cat sat on the mat.\n]{The dog sat on the mat.\n}Same.\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 250_000, "b a a " * 160_000),
        ("a\n" * 500_000, "a\nb\n" * 250_000),
        ("a b\nc {}\n" * 90_000, "b a\nc {}\n" * 90_000),
        (
            "".join(f"{'a b ' * 1_000}\n{n}\n" for n in range(240)),
            "".join(f"{'b a ' * 999}\n{n}\n" for n in range(240)),
        ),
    ],
    ids=["words", "lines", "words in lines", "words between lines"],
)
def test_of_texts_of_a_megabyte_few_lines_and_words_are_compared(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    compared = list[int]()

    def counted(one: Sequence[str], two: Sequence[str]) -> list[Run]:
        compared.append(len(one) + len(two))
        return common_runs(one, two)

    monkeypatch.setattr(model_difference, "common_runs", counted)
    parts = difference(old, new)
    assert sum(compared) <= MOST_LINES + MOST_CHARACTERS
    assert (old_text(parts), new_text(parts)) == (old, new)
