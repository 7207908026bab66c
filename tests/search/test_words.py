"""Words as the index keeps them."""

from hypothesis import given
from hypothesis import strategies as st

from library.search.words import LONGEST_WORD, fold, is_common, key, keys, spans, words


def test_words_are_runs_of_letters_and_digits_with_apostrophes_inside() -> None:
    text = "Don’t re-read “Isa's” 2nd note_book—it’s naïve!"
    assert words(text) == ["Don’t", "re", "read", "Isa's", "2nd", "note", "book", "it’s", "naïve"]


def test_folding_takes_away_case_accents_and_kinds_of_apostrophe() -> None:
    assert [fold(word) for word in ("ŴYL", "cafés", "it’s", "itʼs", "Straße", "İ", "À")] == [
        "wyl",
        "cafes",
        "it's",
        "it's",
        "strasse",
        "i",
        "a",
    ]


def test_english_words_lose_their_endings_and_others_keep_them() -> None:
    assert [key(word, "en") for word in ("Listening", "carers'", "Isa's")] == ["listen", "carer", "isa"]
    assert [key(word, "cy") for word in ("Gwrando", "pobl")] == ["gwrando", "pobl"]
    assert key("Èisteachd", "gd") == "èisteachd"


def test_several_abbreviations_have_the_key_of_one() -> None:
    assert [key(word, "en") for word in ("GPs", "gps", "CPNs", "PAs", "TVs")] == ["gp", "gp", "cpn", "pa", "tv"]
    assert [key(word, "en") for word in ("Mrs", "class", "MS", "US")] == ["mrs", "class", "ms", "us"]
    assert len({key(word, "en") for word in ("SDS", "sds", "SDS's", "sds’s")}) == 1


def test_a_huge_word_is_cut() -> None:
    assert len(fold("é" * 10_000)) == len(fold("e" * 10_000)) == LONGEST_WORD


def test_common_words_are_common_in_any_language_and_case() -> None:
    assert [is_common(word) for word in ("The", "yn", "agus", "key")] == [True, True, True, False]


def test_what_means_something_in_english_is_not_passed_over_because_gaelic_has_it_too() -> None:
    assert not any(map(is_common, ("air", "nan")))


@given(st.text(max_size=200))
def test_the_nth_span_is_the_nth_word_and_the_nth_key(text: str) -> None:
    found = words(text)
    assert [text[start:end] for start, end in spans(text)] == found
    assert len(keys(text, "en")) == len(found)


@given(st.text(alphabet="aé1 '-_\u0301\u05b0", max_size=40))
def test_every_letter_is_in_a_word_with_the_marks_after_it(text: str) -> None:
    inside = {at for start, end in spans(text) for at in range(start, end)}
    for at, sign in enumerate(text):
        if sign in "\u0301\u05b0":
            assert (at in inside) == (at - 1 in inside)
        else:
            assert at in inside or not sign.isalnum()


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


def test_an_abbreviation_that_ends_in_s_is_the_same_in_small_letters() -> None:
    assert [key(word, "en") for word in ("SDS", "sds", "NHS", "GPs", "AIDS")] == ["sd", "sd", "nh", "gp", "aid"]
