"""Which words are near to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.search.spelling import Near, Spellings, sound


def near(typed: str, *words: str) -> list[tuple[str, int]]:
    return [(each.word, each.edits) for each in Spellings(words).near(typed)]


@pytest.mark.parametrize(
    ("typed", "words", "expected"),
    [
        ("lisening", ["listening", "lightning", "kettle"], [("listening", 1)]),
        ("thier", ["their", "tier", "hire"], [("their", 1), ("tier", 1)]),
        ("cae", ["care", "cake", "cares"], [("cake", 1), ("care", 1)]),
        ("hoem", ["home"], [("home", 1)]),
        ("homm", ["home", "house", "hood"], [("home", 1)]),
        ("conversasion", ["conversation"], [("conversation", 1)]),
        ("konverzashun", ["conversation"], []),
        ("asessmant", ["assessment"], [("assessment", 2)]),
        ("care", ["care"], []),
    ],
)
def test_how_many_edits_a_word_may_have_depends_on_its_length(
    typed: str, words: list[str], expected: list[tuple[str, int]]
) -> None:
    assert near(typed, *words) == expected


def test_three_edits_are_for_long_words_that_begin_alike() -> None:
    assert near("dementure", "dementia", "hemanturi") == [("dementia", 3)]


def test_accents_make_no_difference() -> None:
    spellings = Spellings(["gŵr", "tŷ", "cafe", "café"])
    assert spellings.spelled("gwr") == ("gŵr",)
    assert spellings.spelled("cafe") == ("cafe", "café")
    assert [each.word for each in spellings.near("gwrr")] == ["gŵr"]


def test_a_slip_that_does_not_change_the_sound_comes_first() -> None:
    assert Spellings(["musical", "physical"]).near("fysical") == (
        Near("physical", 2, sounds_same=True),
        Near("musical", 2, sounds_same=False),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("knowledge", "nolej"), ("phone", "fone"), ("write", "rite"), ("believe", "beleive"), ("physical", "fysikal")],
)
def test_words_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_forms_of_a_word_are_those_of_one_stem() -> None:
    spellings = Spellings(["flies", "fly", "flying", "flat", "organise", "organization", "care", "caring"])
    assert spellings.forms("flies") == ("flies", "fly", "flying")
    assert spellings.forms("cared") == ("care", "caring")
    assert spellings.forms("organizing") == ("organise", "organization")


def test_words_written_together_are_found_apart() -> None:
    assert Spellings(["good", "conversations"]).halves("goodconversations") == (("good", "conversations"),)
    assert Spellings(["good"]).halves("goodconversations") == ()


@given(st.text(min_size=1), st.lists(st.text(min_size=1)))
def test_no_word_is_near_to_itself(typed: str, words: list[str]) -> None:
    assert all(each.edits >= 1 and each.word in words for each in Spellings(words).near(typed))
