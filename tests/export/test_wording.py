"""The sentences that every file owes, in the words in which people read them."""

from dataclasses import replace

import pytest

from library.export import wording
from library.export.xml_text import right_to_left, sentences, shortened
from library.model.characters import clean
from library.model.contact import Contact
from library.model.document import Kind
from library.model.pack import ItemKind, Stage, Way
from library.model.workshop import Step
from library.translation import Translator
from tests.export import sample

ENGLISH, WELSH = Translator(), Translator("cy")


def test_one_is_not_many() -> None:
    assert [wording.minutes_words(ENGLISH, count) for count in (0, 1, 2)] == ["0 minutes", "1 minute", "2 minutes"]
    assert [wording.people_words(ENGLISH, count) for count in (0, 1, 2)] == ["", "1 participant", "2 participants"]


def test_a_workshop_says_when_it_is_where_it_knows() -> None:
    some = sample.workshop()
    assert wording.times_words(ENGLISH, some) == "10:00 to 11:21, 81 minutes"
    assert wording.times_words(ENGLISH, replace(some, ends="")) == "10:00, 81 minutes"
    assert wording.times_words(ENGLISH, replace(some, starts="", ends="")) == "81 minutes"


@pytest.mark.parametrize("made", [sample.workshop(), sample.report()])
def test_a_file_says_until_when_it_may_be_used_without_checking(made: object) -> None:
    assert wording.check_line(ENGLISH, made) == "You can use this until 27 May 2027. After that, check the code first."  # type: ignore[arg-type]


def test_only_a_file_with_a_real_story_says_that_its_storyteller_may_have_withdrawn_it() -> None:
    made = sample.workshop()
    assert wording.why_check(ENGLISH, made) == wording.WITHDRAWN
    fictional = replace(made, steps=tuple(step for step in made.steps if step.credit is not sample.TOLD))
    assert wording.why_check(ENGLISH, fictional) == wording.CHANGED
    quoted = sample.report()
    assert wording.why_check(ENGLISH, quoted) == wording.WITHDRAWN
    assert wording.why_check(ENGLISH, replace(quoted, quotations=())) == wording.CHANGED


def test_code_and_address_are_lines_of_their_own() -> None:
    some = sample.workshop()
    assert wording.code_line(ENGLISH, some) == "Code 7KQM-2F9T-XBRCE, created on 27 November 2026."
    assert wording.check_address_line(ENGLISH, some) == "Check at https://library.example.org/check/7KQM-2F9T-XBRCE"


def test_ways_stages_languages_and_nations_have_words_and_nothing_has_none() -> None:
    assert [wording.way_words(ENGLISH, way) for way in (*Way, None)] == [
        "Read silently",
        "Read aloud",
        "Play to the group",
        "",
    ]
    assert [bool(wording.stage_words(ENGLISH, stage)) for stage in (*Stage, None)] == [True, True, True, False]
    assert [wording.language_words(ENGLISH, each) for each in ("en", "cy", "gd", "fr")] == [
        "English",
        "Welsh",
        "Scottish Gaelic",
        "fr",
    ]
    assert [wording.nation_words(ENGLISH, each) for each in ("wales", "uk-wide", "")] == ["in Wales", "", ""]


def test_an_attribution_names_title_teller_year_kind_and_licence() -> None:
    assert wording.attribution(ENGLISH, sample.STORY) == (
        "‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0."
    )
    assert wording.attribution(ENGLISH, replace(sample.TOLD, who="", year="")) == "‘A walk to the shop’. Story."


def test_the_mark_of_what_is_fictional_is_never_lost() -> None:
    for kind in Kind:
        credit = replace(sample.STORY, kind=kind)
        assert "fictional" in wording.kind_words(ENGLISH, credit).casefold()
        assert wording.kind_words(WELSH, credit) != wording.kind_words(WELSH, replace(credit, fictional=False))
    marks = [wording.fictional_mark(ENGLISH, each) for each in (sample.STORY, sample.TOLD, None)]
    assert marks == ["Fictional", "", ""]


def test_credits_say_licence_consent_and_addresses_once() -> None:
    assert wording.credit_lines(ENGLISH, sample.ELSEWHERE) == (
        wording.attribution(ENGLISH, sample.ELSEWHERE),
        sample.ELSEWHERE.consent,
        sample.ELSEWHERE.address,
        sample.ELSEWHERE.source,
    )
    same = replace(sample.TOLD, source=sample.TOLD.address, citation="")
    assert wording.credit_lines(ENGLISH, same) == (
        "‘A walk to the shop’, Ann, 2026. Story.",
        sample.TOLD.consent,
        sample.TOLD.address,
    )


def test_content_notes_are_said_before_and_abbreviations_keep_their_capitals() -> None:
    step = Step(1, ItemKind.DOCUMENT, "A story", 3, "0:00", content_notes=("Death and bereavement", "PTSD", "Poverty"))
    assert wording.content_note(ENGLISH, step) == "Content note: death and bereavement; PTSD; poverty."
    assert wording.content_note_line(ENGLISH, step).endswith("poverty. Read this out before you begin.")
    without = replace(step, content_notes=())
    assert (wording.content_note(ENGLISH, without), wording.content_note_line(ENGLISH, without)) == ("", "")


def test_a_clip_is_played_from_to_or_all_of_it() -> None:
    clip = sample.clip()
    assert wording.play_line(ENGLISH, clip) == "Play from 0:04 to 0:48: https://library.example.org/stories/spare-key"
    assert wording.play_line(ENGLISH, replace(clip, times="")) == (
        "Play the recording: https://library.example.org/stories/spare-key"
    )


def test_a_contact_says_what_there_is() -> None:
    assert [wording.contact_line(ENGLISH, each) for each in sample.CONTACTS] == [
        "0123 456, https://example.org/listen",
        "0123 789, in Wales",
    ]
    assert wording.contact_line(ENGLISH, Contact("Somebody", "", "", "", "")) == ""


def test_stories_that_may_not_be_recorded_share_one_stop_and_one_start() -> None:
    step = Step(1, ItemKind.DOCUMENT, "A story", 3, "0:00")
    told = replace(step, stop_recording=True)
    steps = (step, told, told, step, told)
    assert [wording.stops_before(steps, at) for at in range(5)] == [False, True, False, False, True]
    assert [wording.starts_after(steps, at) for at in range(5)] == [False, False, True, False, True]


# ---- letters


def test_only_what_xml_forbids_is_left_out() -> None:
    assert clean("a\x00\x1f\ud800\ufffe\r\nb\x0bc\rd\t\x85\u202e👍") == "a\nb c\nd\t 👍"


def test_the_first_letter_decides_which_way_a_line_runs() -> None:
    lines = ["مرحبا abc", "12 שלום", "abc مرحبا", "12", ""]
    assert [right_to_left(line) for line in lines] == [True, True, False, False, False]


def test_sentences_together_are_the_whole_text() -> None:
    text = "“Is it?” she said. “It is.”  He waited… Then (at last.) he went"
    assert sentences(text) == ("“Is it?” ", "she said. ", "“It is.”  ", "He waited… ", "Then (at last.) ", "he went")
    assert sentences("") == ()


def test_a_text_is_cut_at_a_space_where_there_is_one() -> None:
    assert shortened("short", 5) == "short"
    assert shortened("one two three", 10) == "one two…"
    assert shortened("x" * 20, 10) == "xxxxxxxxx…"
