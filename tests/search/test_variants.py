"""What is searched for besides the words as typed, and what instead of a compound that no document has."""

import pytest

from library.search.compounds import letters_key
from library.search.numbers import compound_other_way, ratios
from library.search.query import Phrase
from library.search.query_reading import read
from library.search.variants import pieces, spellings


def pieces_of(typed: str) -> list[str]:
    (part,) = read(typed)
    return [phrase.text for phrase in pieces(part.phrases[0])]


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("outcome-based", ["outcome", "based"]),
        ("self-care", ["self", "care"]),
        ("co-operative", ["operative", "co-operative"]),
        ("follow-up", ["follow", "follow-up"]),
        ("covid-19", ["covid", "covid-19"]),
        ("covid19", ["covid", "covid19"]),
    ],
)
def test_a_compound_is_parted_into_words_that_say_something(typed: str, instead: list[str]) -> None:
    assert pieces_of(typed) == instead


@pytest.mark.parametrize(
    "typed",
    ["one-to-one", "1-to-1", "24-hour", "twenty-four-hour", "mam-gu", "up-to-date", "p3", "T-1", "re-on", "word"],
)
def test_a_compound_without_sense_in_its_words_stays_whole(typed: str) -> None:
    assert pieces_of(typed) == [typed]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("storytelling", "story telling"),
        ("icebreakers", "ice breaker"),
        ("lock box", "lockbox"),
        ("on line", "online"),
        ("Food Banks", "foodbank"),
        ("S D S", "SDS"),
    ],
)
def test_joined_and_parted_words_have_the_same_letters(one: str, other: str) -> None:
    assert letters_key(one.split()) == letters_key(other.split()) != ""


@pytest.mark.parametrize("typed", ["the rapist", "an other", "to day", "a b c d e"])
def test_a_common_word_is_no_half_of_a_word(typed: str) -> None:
    assert letters_key(typed.split()) == ""


def test_numbers_in_compounds_are_turned() -> None:
    assert compound_other_way(("24", "hour")) == ("twenty", "four", "hour")
    assert compound_other_way(("one", "to", "one")) == ("1", "to", "1")
    assert compound_other_way(("outcome", "based")) == ()


def test_a_ratio_has_three_spellings_and_a_time_has_one() -> None:
    assert ratios(("1:1",)) == (("1", "to", "1"), ("one", "to", "one"))
    assert ratios(("2", "to", "1")) == ratios(("two", "to", "one")) == (("2:1",),)
    assert [ratios(words) for words in (("10:15",), ("10", "to", "15"), ("walk", "to", "work"), ("1",), ())] == [()] * 5


def test_a_word_by_itself_has_variants() -> None:
    assert [phrase.text for phrase in spellings("carehome", lambda halves: {"care", "home"} & halves)] == ["care home"]
    assert spellings("mustnt", frozenset)[:1] == (Phrase(("mustn't",), variant=True),)
