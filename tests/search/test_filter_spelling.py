"""A filter with a mistake in its value becomes the nearest value that there is."""

import pytest

from library.search.filter_spelling import misread_filters, respelled_filters
from library.search.filters import Meanings
from library.search.other_names import Names
from library.search.query_reading import read
from tests.search.test_filters import PRESENT, VOCABULARY


def respelled(text: str) -> list[str]:
    parts, meanings = read(text), Meanings(VOCABULARY, Names(VOCABULARY), PRESENT)
    return list(respelled_filters(text, parts, misread_filters(text, parts, meanings), meanings).values())


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ('author:"Emma Miler"', ['author:"Emma Miller"']),
        ("by:miler", ["by:Miller"]),
        ("tea role:socal worker", ['role:"Social worker"']),
        ("-role:socal tea", ["-role:Social"]),
        ("theme:lisening tea", ["theme:Listening"]),
        ("kind:flim theme:lisening", ["kind:film", "theme:Listening"]),
        ("nation:cymro", ["nation:Cymru"]),
        ("language:welch", ["language:welsh"]),
        # Understood as it is.
        ("kind:film theme:listening", []),
        # Like nothing, too short, or words of a sentence.
        ("theme:kettle", []),
        ("kind:lew", []),
        ("year:20199", []),
        ("the new role: socal", []),
        # The beginning of two labels means neither.
        ("theme:ledd", []),
    ],
)
def test_a_filter_becomes_the_nearest_value_that_means_something(text: str, instead: list[str]) -> None:
    assert respelled(text) == instead


def test_no_hidden_author_is_the_nearest() -> None:
    parts, nobody = read("by:miler"), Meanings(VOCABULARY, Names(VOCABULARY), {"author": (), "year": ()})
    assert respelled_filters("by:miler", parts, misread_filters("by:miler", parts, nobody), nobody) == {}
