"""What a facilitator needs on slides and in the speaker notes."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from library.export import wording
from library.export.slides.writer import write_slides
from library.translation import Translator
from tests.export import sample
from tests.export.slides.reading import body, notes, read, runs, steps, text, titled, titles


def test_the_agenda_has_clock_times() -> None:
    assert body(read(sample.workshop())[1]).text.split("\n")[:2] == [
        "10:00\tHow we listen, 5 minutes",
        "10:05\tThe spare key, 6 minutes",
    ]


def test_a_long_agenda_goes_on_on_another_slide() -> None:
    found = titles(read(steps(*[sample.steps()[8]] * 16)))
    assert found[1:3] == ["Running order (1 of 2)", "Running order (2 of 2)"]


def test_notes_say_all_that_has_to_be_said_and_known() -> None:
    slides = read(sample.workshop())
    assert notes(titled(slides, "Before we begin: The spare key")).split("\n") == [
        "Item 2: 6 minutes, starts at 10:05. Read aloud.",
        "Content note: death and bereavement. Read this out before you begin.",
        "Read it slowly. Let the silence stand.",
        "Shortened: includes 3 of the 19 paragraphs and leaves out about 365 words.",
        "‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0.",
        "Fictional. Written for this library. Do not use as evidence that something works.",
        "https://library.example.org/stories/spare-key",
        "In Welsh:",
        "Yr allwedd sbâr",
        "https://library.example.org/stories/spare-key-cy",
    ]
    assert notes(titled(slides, "The spare key (2 of 2)")) == (
        "Item 2\n‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0."
    )


def test_every_slide_has_notes(folder: Path) -> None:
    assert [slide for slide in read(sample.workshop(folder)) if not notes(slide)] == []


def test_prompts_beside_a_story_are_in_the_notes() -> None:
    story = replace(sample.steps()[5], lines=("Ask who came along.",), stop_recording=False)
    slide = read(steps(story))[2]
    assert "Prompts:\nAsk who came along." in notes(slide)
    assert "Ask who" not in text(slide)


def test_the_first_notes_say_when_less_time_is_needed_than_there_is() -> None:
    assert notes(read(sample.workshop())[0]).split("\n")[:2] == [
        "10:00 to 11:21, 81 minutes, 24 participants.",
        "Time available: 90 minutes.",
    ]
    assert "Time available" not in notes(read(replace(sample.workshop(), available=81))[0])


def test_a_content_note_has_a_slide_before_the_words() -> None:
    slide = titled(read(sample.workshop()), "Before we begin: The spare key")
    assert body(slide).text == f"Content note: death and bereavement.\n{wording.STEP_OUT}"


def test_many_content_notes_fit_on_their_slide() -> None:
    story = replace(sample.steps()[1], content_notes=("A hard thing that is not named",) * 9)
    assert {run.font.size for run in runs(body(read(steps(story))[2]))} == {Pt(24)}


def test_recording_stops_once_before_stories_that_follow_one_another() -> None:
    told, rules = sample.steps()[5], sample.steps()[0]
    found = titles(read(steps(told, told, rules, told)))
    assert found[2:] == [
        wording.STOP_RECORDING,
        "A walk to the shop",
        "A walk to the shop (2)",
        wording.START_RECORDING,
        "How we listen",
        f"{wording.STOP_RECORDING} (2)",
        "A walk to the shop (3)",
        f"{wording.START_RECORDING} (2)",
    ]


def test_a_break_says_how_long_and_until_when() -> None:
    assert body(titled(read(sample.workshop()), "Break")).text == "15 minutes. Back at 10:38."
    assert body(titled(read(steps(sample.steps()[4])), "Break")).text == "15 minutes."
    assert body(read(steps(*sample.steps()[4:6], starts=""))[2]).text == "15 minutes."


def test_an_activity_without_words_has_no_empty_placeholder() -> None:
    slide = read(steps(replace(sample.steps()[7], lines=())))[2]
    kinds = [shape.placeholder_format.type for shape in slide.placeholders]
    assert kinds == [PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER]


def test_somebody_to_turn_to_is_named() -> None:
    assert body(titled(read(sample.workshop()), "Support and helplines")).text.split("\n") == [
        "A listening service: 0123 456",
        "For anybody, at any hour",
        "https://example.org/listen",
        "A service in Wales: 0123 789 (in Wales)",
        "For people in Wales, in Welsh and English",
    ]


def test_the_first_slide_says_where_to_check_and_its_notes_why() -> None:
    first = read(sample.workshop())[0]
    assert body(first).text.split("\n")[-1] == "https://library.example.org/check/7KQM-2F9T-XBRCE"
    assert wording.why_check(Translator(), sample.workshop()) in notes(first)


def test_every_document_has_its_consent_and_address_in_the_notes() -> None:
    found = "\n".join(notes(slide) for slide in read(sample.workshop()))
    for credit in (sample.STORY, sample.TOLD, sample.ELSEWHERE):
        assert "\n".join(wording.credit_lines(Translator(), credit)) in found


def test_every_slide_after_the_first_has_code_day_and_number_at_its_foot() -> None:
    for number, slide in enumerate(read(sample.workshop())[1:], start=2):
        foot = [shape.text_frame.text for shape in slide.placeholders if shape.placeholder_format.idx in {11, 12}]
        check = "You can use this until 27 May 2027. After that, check the code first."
        assert foot == [f"Code 7KQM-2F9T-XBRCE. {check}", str(number)]


def test_a_title_that_is_too_long_is_cut_on_the_slide_and_whole_in_the_notes() -> None:
    long = "Very long " * 40
    slide = read(steps(replace(sample.steps()[8], title=long)))[2]
    assert slide.shapes.title.text_frame.text.endswith("…")
    assert notes(slide).startswith(long.strip())


def test_the_check_by_date_is_said_on_the_first_slide() -> None:
    first = read(replace(sample.workshop(), check_by=date(2031, 1, 2)))[0]
    assert "You can use this until 2 January 2031. After that, check the code first." in body(first).text


def test_a_question_about_something_hard_says_so_on_a_slide_before_it_unless_that_was_just_said() -> None:
    hard = {"content_notes": ("Death and bereavement",)}
    told, asked = (replace(sample.steps()[place], **hard) for place in (1, 2))  # type: ignore[arg-type]
    for some, count in (((asked,), 1), ((told, asked), 1), ((told, sample.steps()[0], asked), 2)):
        made = Presentation(BytesIO(write_slides(replace(sample.workshop(), steps=some))))
        assert sum(title.startswith("Before we begin") for title in titles(list(made.slides))) == count
