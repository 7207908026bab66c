"""Which passages a content note keeps back, and which queries ask for them."""

import pytest

from library.model.vocabulary import Axis, Term, Vocabulary
from library.search.content_notes import asked_for, quotations
from library.search.query_reading import parse

NOTE = Axis.CONTENT_NOTE
VOCABULARY = Vocabulary(
    (
        Term("bereavement", NOTE, {"en": "Death and bereavement"}, ("dying", "grief")),
        Term("removal", NOTE, {"en": "Child protection or removal"}),
        Term("grief-theme", Axis.THEME, {"en": "Sadness"}, ("sad",)),
    )
)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("grief", {"bereavement"}),
        ("garden", set()),
        ("deaths in the family", {"bereavement"}),
        ('"death and bereavement"', {"bereavement"}),
        ("child", set()),
        ("protection of a child", {"removal"}),
        ("child protection OR garden", {"removal"}),
        ("sad", set()),
        ("-grief", set()),
        ("garden -grief", set()),
        ("", set()),
    ],
)
def test_a_query_asks_for_a_note_by_its_label_a_part_of_it_or_another_name(text: str, notes: set[str]) -> None:
    assert asked_for(parse(text), VOCABULARY) == notes


def test_a_long_quotation_asks_for_what_it_quotes_and_no_hyphened_word_or_other_phrase_does() -> None:
    assert quotations(parse('garden "the night he died" "two words"')) == {(1, 0)}
    assert quotations(parse('day-to-day garden OR "the night he died"')) == {(1, 1)}


@pytest.mark.parametrize(
    ("label", "text", "asked"),
    [
        ("Losing a child", "child", False),
        ("Losing a child", "losing my child", True),
        ("Loss of home", "the loss of a home", True),
        ("Loss of home", "home", False),
        ("Abuse in care", "abuse in care", True),
        ("Suicide/self-harm", "self-harm", True),
    ],
)
def test_small_words_neither_part_a_label_nor_are_wanted(label: str, text: str, asked: bool) -> None:
    vocabulary = Vocabulary((Term("note", NOTE, {"en": label}),))
    assert asked_for(parse(text), vocabulary) == ({"note"} if asked else set())
