"""Words that name a kind of document, and those that only look like it."""

from dataclasses import replace

import pytest

from library.model.document import Kind
from library.search.kinds import AXIS, add_kinds, kind_called
from library.search.query import Tagged
from library.search.query_reading import read


def kinds(text: str) -> list[str]:
    """Return the kinds that the words of a query name."""
    return [each.term for part in add_kinds(read(text)) for each in part.added if isinstance(each, Tagged)]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Stories", Kind.STORY), ("video's", Kind.VIDEO), ("activities", Kind.TOOL), ("training", Kind.COURSE)],
)
def test_a_kind_is_called_in_singular_and_plural(word: str, kind: Kind) -> None:
    assert kind_called(word) is kind


@pytest.mark.parametrize("word", ["train", "acting", "exercised", "modular"])
def test_a_word_of_the_same_stem_names_no_kind(word: str) -> None:
    assert kind_called(word) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("video stroke", ["video"]),
        ("stroke videos", ["video"]),
        ("tool box", []),
        ("story book", []),
        ("box tool", ["tool"]),
    ],
)
def test_a_kind_that_makes_another_word_with_its_neighbour_is_not_meant(text: str, named: list[str]) -> None:
    assert kinds(text) == named


def test_a_kind_that_is_part_of_a_name_is_not_meant() -> None:
    sight = Tagged("circumstance", "sight")
    parts = [replace(part, added=(sight,)) for part in read("guide dog")]
    assert list(add_kinds(parts)) == parts
    assert [part.added for part in add_kinds(parts[:1])] == [(sight, Tagged(AXIS, "guidance"))]
