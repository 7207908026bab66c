"""What a document gives to the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.model.document import Consent, ContentNote, Document, Kind, Provenance
from library.model.lexicon import Lexicon, RowKind
from library.model.passage import Part, Passage
from library.search.lexicon import MOST_DISTINCTIVE, MOST_PHRASES, lexicon_of, phrase_spelled
from library.search.words import LONGEST_WORD


def passage(text: str, number: int = 1, heading: str = "", language: str = "en") -> Passage:
    return Passage(Part.BODY, f"p{number}", text, language, heading)


def document(*passages: Passage | str, **changes: Any) -> Document:
    given = [
        each if isinstance(each, Passage) else passage(each, number) for number, each in enumerate(passages, start=1)
    ]
    fields = {"title": "A title", "summary": "A summary.", "passages": tuple(given)} | changes
    return Document(
        slug="one",
        path="stories/one.md",
        sha256="",
        kind=Kind.STORY,
        themes=(),
        roles=(),
        sectors=(),
        provenance=Provenance.FICTIONAL,
        consent=Consent(),
        **fields,
    )


def words(*passages: Passage | str, **changes: Any) -> Sequence[str]:
    return lexicon_of(document(*passages, **{"title": "", "summary": ""} | changes)).words


def phrases(*passages: Passage | str, **changes: Any) -> list[str]:
    lexicon = lexicon_of(document(*passages, **{"title": "", "summary": ""} | changes))
    return [phrase_spelled(text) for text in lexicon.phrases]


def distinctive(*passages: Passage | str, **changes: Any) -> dict[str, str]:
    return dict(lexicon_of(document(*passages, **{"title": "", "summary": ""} | changes)).distinctive)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Listening carers LISTEN", ["carers", "listen", "listening"]),
        ("the carer’s key", ["carer", "key", "the"]),
        ("don’t we’re", ["don't", "we're"]),
        ("cafe\u0301 Ysgol-feithrin", ["café", "feithrin", "ysgol"]),
        ("in 2024 covid19 a4", []),
        ("x" * (LONGEST_WORD + 1), []),
    ],
)
def test_words_are_kept_as_spelled(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


def test_words_come_from_title_summary_headings_and_text() -> None:
    assert words(passage("body", heading="heading"), title="Title", summary="Summary.") == (
        "body",
        "heading",
        "summary",
        "title",
    )


def test_only_an_english_possessive_is_dropped() -> None:
    assert list(words(passage("mae's carer's", language="cy"))) == ["carer's", "mae's"]


def test_a_phrase_of_the_text_stands_there_twice() -> None:
    assert phrases("A support plan was made. The support plan changed.") == ["support plan"]


def test_a_phrase_of_title_summary_or_heading_stands_there_once() -> None:
    assert phrases(passage("Nothing twice.", heading="Record keeping"), title="Spare key", summary="Home carer.") == [
        "spare key",
        "home carer",
        "record keeping",
    ]


def test_a_small_word_stands_inside_a_phrase_that_is_repeated_or_a_title() -> None:
    assert phrases("Time to talk. Time to talk.", title="Cup of tea", summary="Piece by piece.") == [
        "cup of tea",
        "time to talk",
    ]


def test_a_question_makes_a_phrase_of_what_the_text_says_once() -> None:
    assert phrases("She kept the spare key.", questions=("Why a spare key?", "Which other door?")) == ["spare key"]


@pytest.mark.parametrize(
    "text",
    [
        "Support. Plan. Support. Plan.",
        "support, plan, support, plan",
        "support (plan) and support (plan)",
        "of the of the of the",
        "plan the, plan the, plan the",
        "3 4 3 4 3 4",
    ],
)
def test_a_phrase_runs_over_no_mark_and_neither_begins_nor_ends_with_a_common_word(text: str) -> None:
    assert phrases(text) == []


def test_a_phrase_keeps_its_hyphen_accents_and_possessive_and_is_found_folded() -> None:
    text = "Person-centred café, the carer’s bag. Person-centred café, the carer’s bag."
    lexicon = lexicon_of(document(text, title="", summary=""))
    assert set(lexicon.phrases) == {"carer's bag", "person centred cafe\tperson-centred café"}


def test_pieces_of_a_longer_phrase_that_stand_only_in_it_are_left_out() -> None:
    assert phrases("Care home manager. Care home manager. Care home. Care home.") == ["care home", "care home manager"]


def test_phrases_are_at_most_four_words_and_forty() -> None:
    many = " ".join(f"word{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(80))
    found = phrases(f"{many}. {many}.")
    assert len(found) == MOST_PHRASES
    assert {len(phrase.split()) for phrase in found} <= {2, 3, 4}


NOTED = (passage("Sudden death. Sudden death.", 1, heading="Sad end"), passage("Support plan. Support plan.", 2))


def test_nothing_comes_from_passages_under_a_content_note() -> None:
    noted = {"content_notes": (ContentNote("bereavement", ("p1",)),)}
    assert phrases(*NOTED, **noted) == ["support plan"]
    assert distinctive(*NOTED, **noted) == {"en support": "support", "en plan": "plan"}
    assert {"sudden", "death", "sad"}.isdisjoint(words(*NOTED, **noted))


def test_a_content_note_without_places_is_on_all_of_the_text() -> None:
    noted = {"content_notes": (ContentNote("bereavement"),), "title": "Spare key"}
    assert phrases(*NOTED, **noted) == ["spare key"]
    assert distinctive(*NOTED, **noted) == {"en spare": "spare", "en key": "key"}


def test_what_tells_a_document_apart_are_stems_of_its_frequent_words_as_most_often_spelled() -> None:
    found = distinctive("Listened, listening, listening. The the the the. Kettle. Make make make.")
    assert found == {"en listen": "listening", "en kettl": "kettle"}


def test_the_title_tells_more_than_the_text() -> None:
    text = " ".join(f"{chr(97 + number)}word {chr(97 + number)}word." for number in range(MOST_DISTINCTIVE + 5))
    found = list(distinctive(text, title="Kettle"))
    assert (found[0], len(found)) == ("en kettl", MOST_DISTINCTIVE)


def test_telling_words_are_of_the_documents_language() -> None:
    found = distinctive(passage("Siarad siarad", language="cy"), passage("kettle"), language="cy")
    assert found == {"cy siarad": "siarad"}


def test_words_of_the_title_are_folded() -> None:
    lexicon = lexicon_of(document(title="Y Gŵr, a’i gi"))
    assert (lexicon.titles, lexicon.whole_title) == (("a'i", "gi", "gwr", "y"), "y gwr a'i gi")


def test_every_row_is_given_once() -> None:
    lexicon = Lexicon(
        words=("a",), phrases=("b c",), distinctive=(("en d", "d"),), titles=("e", "f"), whole_title="f e"
    )
    assert list(lexicon.rows()) == [
        (RowKind.WORD, "a"),
        (RowKind.PHRASE, "b c"),
        (RowKind.TITLE, "e"),
        (RowKind.TITLE, "f"),
        (RowKind.DISTINCTIVE, "en d"),
        (RowKind.WHOLE_TITLE, "f e"),
    ]


@given(st.text(), st.lists(st.text(min_size=1)))
def test_any_text_gives_a_lexicon_without_repeats(title: str, texts: list[str]) -> None:
    rows = list(lexicon_of(document(*texts, title=title)).rows())
    assert len(rows) == len(set(rows))
    assert all(text and "\n" not in text for _, text in rows)
