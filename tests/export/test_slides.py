"""Slides as a facilitator gets them: read back as PowerPoint would, and as a screen reader would."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Pt

from library.export import wording
from library.export.slides.pages import lines_of
from library.export.slides.writer import write_slides
from library.model.characters import clean
from library.model.pack import ItemKind, Way
from library.model.workshop import Clip, Paragraph, Step, Workshop
from library.translation import Translator
from tests.export import sample
from tests.pictures import WEBP

RESOURCES = Path(__file__).parents[2] / "content" / "resources"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the film and the picture that the sample names."""
    for ending in ("mp4", "jpg"):
        copyfile(RESOURCES / f"the-number-nine.{ending}", tmp_path / f"number-nine.{ending}")
    return tmp_path


def read(workshop: Workshop) -> list[Any]:
    return list(Presentation(BytesIO(write_slides(workshop))).slides)


def steps(*some: Step, **changes: Any) -> Workshop:
    return replace(sample.workshop(), steps=some, contacts=(), omitted=(), **changes)


def titles(slides: list[Any]) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in slides]


def titled(slides: list[Any], title: str) -> Any:
    return slides[titles(slides).index(title)]


def body(slide: Any) -> Any:
    """Return the frame of the placeholder for text."""
    kinds = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE}
    return next(shape for shape in slide.placeholders if shape.placeholder_format.type in kinds).text_frame


def text(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def runs(frame: Any) -> Iterator[Any]:
    return (run for paragraph in frame.paragraphs for run in paragraph.runs)


def languages(slide: Any) -> set[str]:
    frames = (slide.shapes.title.text_frame, body(slide))
    return {run.font._element.get("lang") for frame in frames for run in runs(frame)}


def packed(text: str) -> str:
    return "".join(clean(text).split())


# ---- the whole


def test_a_workshop_is_told_from_title_to_check_with_a_title_on_every_slide(folder: Path) -> None:
    assert titles(read(sample.workshop(folder))) == [
        "Listening on a Tuesday",
        "Running order",
        "How we listen",
        "Before we begin: The spare key",
        "The spare key (1 of 2)",
        "Yr allwedd sbâr",
        "The spare key (2 of 2)",
        "A question",
        "The number nine",
        "Break",
        "Turn off recording, transcription and AI note-taking",
        "A walk to the shop",
        "You can turn recording back on",
        "A guide to asking",
        "Reading in pairs",
        "Our own team",
        "Before we go",
        "If you need support",
        "Not included",
        "Credits",
        "After 27 May 2027, check before you use this",
    ]


def test_a_workshop_without_a_step_has_a_beginning_and_an_end() -> None:
    assert titles(read(sample.empty())) == ["Listening on a Tuesday", "After 27 May 2027, check before you use this"]


def test_no_two_slides_have_the_same_title() -> None:
    question = sample.steps()[2]
    found = titles(read(steps(question, question, replace(question, title="What next?"))))
    assert found[2:5] == ["A question", "A question (2)", "What next?"]
    for each in (found, titles(read(sample.hostile()))):
        assert len(set(each)) == len(each)


def test_the_widest_title_is_as_small_as_a_title_may_be() -> None:
    slide = read(steps(replace(sample.steps()[8], title="W" * 200)))[2]
    assert {run.font.size for run in runs(slide.shapes.title.text_frame)} == {Pt(18)}


def test_all_text_is_in_standard_placeholders_so_that_another_template_fits(folder: Path) -> None:
    for slide in read(sample.workshop(folder)):
        others = [shape for shape in slide.shapes if not shape.is_placeholder]
        assert {shape.shape_type for shape in others} <= {MSO_SHAPE_TYPE.MEDIA}
        assert [shape for shape in slide.placeholders if shape.has_text_frame and not shape.text_frame.text] == []


def test_no_slide_has_a_colour_that_a_template_could_not_change(folder: Path) -> None:
    with ZipFile(BytesIO(write_slides(sample.workshop(folder)))) as file:
        slides = [file.read(name) for name in file.namelist() if name.startswith("ppt/slides/slide")]
    assert [slide for slide in slides if b"srgbClr" in slide] == []


def test_slides_are_wide() -> None:
    deck = Presentation(BytesIO(write_slides(sample.empty())))
    assert deck.slide_width is not None
    assert deck.slide_height is not None
    assert round(deck.slide_width / deck.slide_height, 2) == round(16 / 9, 2)


def test_the_same_workshop_gives_the_same_bytes_at_any_time(folder: Path) -> None:
    written = []
    for day in (1, 2):
        with time_machine.travel(datetime(2027, 1, day, tzinfo=UTC)):
            written.append(write_slides(sample.workshop(folder)))
    assert written[0] == written[1]


def test_the_file_says_its_title_and_day_and_no_name() -> None:
    about = Presentation(BytesIO(write_slides(sample.workshop()))).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("Listening on a Tuesday", "", "")
    assert about.created is not None
    assert about.modified is not None
    assert (about.created.date(), about.modified.date()) == (sample.DAY, sample.DAY)


def test_nothing_of_the_empty_deck_it_was_made_of_is_left() -> None:
    with ZipFile(BytesIO(write_slides(sample.workshop()))) as file:
        names = file.namelist()
        assert [name for name in names if "thumbnail" in name or "printer" in name] == []
        assert b"Macintosh" not in file.read("docProps/app.xml")


def test_twenty_steps_without_a_film_stay_small() -> None:
    story = replace(sample.steps()[1], words=(Paragraph("She put her hand flat on the wall. " * 10),) * 5, twin=None)
    assert len(write_slides(steps(*[story] * 20))) < 10_000_000


# ---- words


def test_hostile_words_come_through_unharmed() -> None:
    slides = read(sample.hostile())
    words = "".join(
        run.text for slide in slides for run in runs(body(slide)) if run.font.size and run.font.size >= Pt(24)
    )
    assert [each for each in sample.HOSTILE_WORDS if packed(each) not in packed(words)] == []
    assert packed(" ".join(sample.HOSTILE_WORDS)) in packed(notes(titled(slides, titles(slides)[4])) + notes(slides[3]))


def test_letters_that_a_file_cannot_hold_are_left_out_and_no_others() -> None:
    step = replace(sample.steps()[8], lines=("a\x00b\x1fc\ufffed\te\x85f",))
    assert body(read(steps(step))[2]).text == "abcd\te f"


def test_what_is_read_from_the_back_row_has_24_points_at_least() -> None:
    for workshop in (sample.workshop(), sample.hostile()):
        for slide in read(workshop):
            if "Credits" in slide.shapes.title.text_frame.text:
                continue
            sizes = [run.font.size for run in runs(body(slide)) if not _is_small_print(run)]
            assert min(sizes) >= Pt(24)


def _is_small_print(run: Any) -> bool:
    """Return whether it says whose words these are, or is an address: these stand in another colour."""
    return bool(run.hyperlink.address) or run.font.color.type is not None


def test_a_long_passage_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = "She put her hand flat on the wall, where the hole would be."
    story = replace(sample.steps()[5], stop_recording=False, words=(Paragraph(" ".join([sentence] * 30)),))
    slides = read(steps(story))[2:-2]
    assert titles(slides) == [f"A walk to the shop ({number} of 4)" for number in (1, 2, 3, 4)]
    shown = [body(slide).paragraphs[0].text for slide in slides]
    assert [each for each in shown if not each.endswith(".")] == []
    assert " ".join(shown) == story.words[0].text


def test_a_short_passage_is_large_and_alone() -> None:
    slide = titled(read(sample.workshop()), "A walk to the shop")
    first, *rest = runs(body(slide))
    assert (first.text, first.font.size) == ("I went by myself, and I came back by myself.", Pt(40))
    assert "".join(run.text for run in rest) == "Story. ‘A walk to the shop’, Ann, 2026."


def test_speaker_time_and_heading_stand_before_their_words() -> None:
    slides = read(sample.workshop())
    told = [body(titled(slides, f"The spare key ({number} of 2)")).text for number in (1, 2)]
    assert told[0].split("\n")[:2] == ["“It can sit there and tip,” said Mrs Orr.", "What she wanted"]
    assert "0:04 Ann: Good morning." in told[1].split("\n")


def test_every_slide_that_quotes_a_fictional_story_says_so() -> None:
    slides = read(sample.workshop())
    for title in (
        "The spare key (1 of 2)",
        "Yr allwedd sbâr",
        "The spare key (2 of 2)",
        "A question",
        "The number nine",
    ):
        assert "Fictional story. ‘" in body(titled(slides, title)).text
    assert "Fictional" not in text(titled(slides, "A walk to the shop"))


def test_the_other_language_follows_slide_by_slide_and_each_says_which_it_is() -> None:
    words = tuple(Paragraph(f"{number}. " + "One sentence of many. " * 12) for number in range(6))
    other = tuple(Paragraph(f"{number}. " + "Un frawddeg o lawer. " * 12, "cy") for number in range(6))
    story = replace(sample.steps()[1], words=words, twin=replace(sample.WELSH, words=other), content_notes=())
    slides = read(steps(story))[2:-2]
    assert titles(slides)[:4] == [
        "The spare key (1 of 6)",
        "Yr allwedd sbâr (1/6)",
        "The spare key (2 of 6)",
        "Yr allwedd sbâr (2/6)",
    ]
    for english, welsh in zip(slides[::2], slides[1::2], strict=True):
        assert body(english).text[:2] == body(welsh).text[:2]
        assert next(runs(body(welsh))).font._element.get("lang") == "cy-GB"
        assert next(runs(welsh.shapes.title.text_frame)).font._element.get("lang") == "cy-GB"
        assert languages(english) == {"en-GB"}


def test_a_short_passage_and_its_translation_are_a_slide_each() -> None:
    story = replace(sample.steps()[1], words=sample.WORDS[:1], content_notes=(), leaves_out="")
    english, welsh = read(steps(story))[2:-2]
    assert titles([english, welsh]) == ["The spare key", "Yr allwedd sbâr"]
    assert {next(runs(body(slide))).font.size for slide in (english, welsh)} == {Pt(40)}


def test_a_passage_that_is_longer_in_one_language_counts_each_for_itself() -> None:
    long = Paragraph("One sentence of many. " * 40)
    story = replace(sample.steps()[1], words=(long, long), content_notes=(), leaves_out="")
    short = Paragraph("Un frawddeg.", "cy")
    told = replace(story, twin=replace(sample.WELSH, words=(short, short)))
    turned = replace(story, words=(short,), twin=replace(sample.WELSH, words=(long,)))
    assert titles(read(steps(turned)))[2:-2] == ["The spare key", "Yr allwedd sbâr (1/2)", "Yr allwedd sbâr (2/2)"]
    assert titles(read(steps(told)))[2:-2] == [
        "The spare key (1 of 4)",
        "Yr allwedd sbâr (1/2)",
        "The spare key (2 of 4)",
        "The spare key (3 of 4)",
        "Yr allwedd sbâr (2/2)",
        "The spare key (4 of 4)",
    ]


def test_short_paragraphs_share_a_pair_of_slides() -> None:
    middling, long = Paragraph("One sentence. " * 5), Paragraph("One sentence of many. " * 20)
    twin = replace(sample.WELSH, words=(middling, middling, long))
    story = replace(sample.steps()[1], words=(middling, middling, long), content_notes=(), leaves_out="", twin=twin)
    slides = read(steps(story))[2:-2]
    assert len(slides) == 4
    assert [len(body(slide).paragraphs) for slide in slides] == [3, 3, 2, 2]


def test_a_long_note_goes_on_on_another_slide() -> None:
    note = replace(sample.steps()[8], lines=("Where would the ten minutes come from? " * 25,))
    slides = read(steps(note))[2:-1]
    assert titles(slides) == ["Our own team (1 of 2)", "Our own team (2 of 2)"]
    assert notes(slides[1]) == "Step 9 (continued): 5 minutes, starts at 11:06."


def test_words_that_nobody_is_named_for_are_shown_as_they_are() -> None:
    story = replace(sample.steps()[1], words=sample.WORDS[:1], content_notes=(), leaves_out="", credit=None)
    english, welsh = read(steps(story))[2:-1]
    assert [body(slide).text for slide in (english, welsh)] == [sample.WORDS[0].text, sample.WELSH.words[0].text]


def test_gaelic_is_marked_too() -> None:
    credit = replace(sample.TOLD, language="gd")
    story = replace(sample.steps()[5], words=(Paragraph("Madainn mhath.", "gd"),), credit=credit, stop_recording=False)
    slide = read(steps(story))[2]
    assert next(runs(slide.shapes.title.text_frame)).font._element.get("lang") == "gd-GB"
    assert next(runs(body(slide))).font._element.get("lang") == "gd-GB"


def test_arabic_and_hebrew_run_from_right_to_left_whoever_speaks() -> None:
    slides = read(sample.hostile())
    turned = {
        paragraph.text for slide in slides for paragraph in body(slide).paragraphs if paragraph._p.pPr.get("rtl") == "1"
    }
    assert f"Ωμέγα: {sample.HOSTILE_WORDS[0]}" in turned
    assert f"Ωμέγα: {sample.HOSTILE_WORDS[3]}" not in turned


def test_what_is_left_out_and_withheld_is_said() -> None:
    slides = read(sample.workshop())
    assert sample.steps()[1].leaves_out in body(titled(slides, "The spare key (2 of 2)")).text
    assert body(titled(slides, "A guide to asking")).text.split("\n") == [
        "Twelve pages for teams that want to open their reviews with another question.",
        "Page 7: the exercise",
        "Item 7 is on another website. We include a summary and a link.",
        "https://example.org/a-guide-to-asking",
        "Guidance. ‘A guide to asking’, Some Organisation, 2020. Link only.",
    ]
    assert body(titled(slides, "Not included")).text == "Item 11 is no longer public."


# ---- what the facilitator needs


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
        "Step 2: 6 minutes, starts at 10:05. Read aloud.",
        "Content note: death and bereavement. Read this out before you begin.",
        "Read it slowly. Let the silence stand.",
        "Shortened: 3 of 19 paragraphs (about 365 words left out).",
        "‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0.",
        "Fictional. Written for this library. Do not use as evidence.",
        "https://library.example.org/stories/spare-key",
        "In Welsh:",
        "Yr allwedd sbâr",
        "https://library.example.org/stories/spare-key-cy",
    ]
    assert notes(titled(slides, "The spare key (2 of 2)")).startswith(
        "Step 2 (continued): 6 minutes, starts at 10:05. Read aloud."
    )
    assert "Notice: what did you see?" in notes(titled(slides, "A question"))


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
    assert found[2:-2] == [
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
    assert body(titled(read(sample.workshop()), "If you need support")).text.split("\n") == [
        "A listening service",
        "0123 456, https://example.org/listen",
        "For anybody, at any hour",
        "A service in Wales",
        "0123 789, in Wales",
        "For people in Wales, in Welsh and English",
    ]


def test_credits_and_the_check_stand_at_the_end() -> None:
    *_, first, second, check = read(sample.workshop())
    whose = f"{body(first).text}\n{body(second).text}"
    for credit in (sample.STORY, sample.TOLD, sample.ELSEWHERE):
        assert "\n".join(wording.credit_lines(Translator(), credit)) in whose
    assert body(check).text.split("\n") == [
        wording.why_check(Translator()),
        "Code 7KQM-2F9T-XBRCE, created on 27 November 2026.",
        "https://library.example.org/check/7KQM-2F9T-XBRCE",
    ]


def test_every_slide_after_the_first_has_code_day_and_number_at_its_foot() -> None:
    for number, slide in enumerate(read(sample.workshop())[1:], start=2):
        foot = [shape.text_frame.text for shape in slide.placeholders if shape.placeholder_format.idx in {11, 12}]
        assert foot == ["Code 7KQM-2F9T-XBRCE. After 27 May 2027, check before you use this.", str(number)]


def test_a_title_that_is_too_long_is_cut_on_the_slide_and_whole_in_the_notes() -> None:
    long = "Very long " * 40
    slide = read(steps(replace(sample.steps()[8], title=long)))[2]
    assert slide.shapes.title.text_frame.text.endswith("…")
    assert notes(slide).startswith(long.strip())


def test_the_check_by_date_is_said_on_the_first_slide() -> None:
    first = read(replace(sample.workshop(), check_by=date(2031, 1, 2)))[0]
    assert "After 2 January 2031, check before you use this." in body(first).text


# ---- films and pictures


def test_a_film_is_carried_along_with_words_for_its_picture(folder: Path) -> None:
    slide = titled(read(sample.workshop(folder)), "The number nine")
    film = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.MEDIA)
    assert film._element.nvPicPr.cNvPr.get("descr") == "A bus shelter in the rain"
    assert round(film.width / film.height, 2) == round(16 / 9, 2)
    assert body(slide).text.split("\n")[:2] == ["Play from 0:04 to 0:48", sample.STORY.address]
    film_bytes = (folder / "number-nine.mp4").read_bytes()
    with ZipFile(BytesIO(write_slides(sample.workshop(folder)))) as file:
        assert film_bytes in [file.read(name) for name in file.namelist() if name.endswith(".mp4")]


def test_a_film_without_a_picture_is_carried_along_too(folder: Path) -> None:
    clip = replace(sample.clip(folder), poster=None, alt="")
    slide = read(steps(replace(sample.steps()[3], clip=clip)))[2]
    film = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.MEDIA)
    assert film._element.nvPicPr.cNvPr.get("descr") == "The number nine"


@pytest.mark.parametrize("size", [(400, 100), (100, 400)])
def test_a_film_that_lives_elsewhere_is_a_whole_still_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    poster = tmp_path / "secret-name.png"
    poster.write_bytes(_png(*size))
    clip = Clip(None, "", poster, "A bus shelter in the rain", sample.STORY.address)
    slide = read(steps(replace(sample.steps()[3], clip=clip)))[2]
    picture = next(shape for shape in slide.placeholders if shape.placeholder_format.type == PP_PLACEHOLDER.PICTURE)
    assert picture._element.nvPicPr.cNvPr.get("descr") == "A bus shelter in the rain"
    assert round(picture.width / picture.height, 2) == size[0] / size[1]
    assert (picture.crop_left, picture.crop_top) == (0, 0)
    assert body(slide).text.startswith("Play the recording\n")


@pytest.mark.parametrize("harm", [b"", b"\xff\xd8\xff\xe0", WEBP, None], ids=["empty", "cut", "another kind", "gone"])
def test_a_picture_that_the_disk_has_harmed_is_left_out(folder: Path, harm: bytes | None) -> None:
    poster = folder / "number-nine.jpg"
    poster.unlink() if harm is None else poster.write_bytes(harm)
    clip = sample.clip(folder)
    for each in (clip, replace(clip, file=None)):
        slide = read(steps(replace(sample.steps()[3], clip=each)))[2]
        assert sample.STORY.address in body(slide).text


def test_no_alt_text_and_no_name_of_a_shape_is_the_name_of_a_file(folder: Path) -> None:
    for slide in read(sample.workshop(folder)):
        said = [
            value for shape in slide.shapes for value in shape._element.xpath(".//p:cNvPr/@descr | .//p:cNvPr/@name")
        ]
        assert [each for each in said if "number-nine" in each or each.endswith((".jpg", ".mp4"))] == []


def test_a_sound_or_a_film_without_anything_to_see_is_an_address(folder: Path) -> None:
    sound = replace(sample.clip(), file=folder / "number-nine.mp4", media_type="audio/mp4")
    for clip in (sample.clip(), sound):
        slide = read(steps(replace(sample.steps()[3], clip=clip)))[2]
        assert body(slide).text.split("\n")[:2] == ["Play from 0:04 to 0:48", sample.STORY.address]
        assert next(run for run in runs(body(slide)) if run.hyperlink.address).text == sample.STORY.address


def test_a_document_of_which_nothing_may_be_shown_says_why() -> None:
    step = Step(1, ItemKind.DOCUMENT, "A walk", 3, "0:00", way=Way.ALOUD, withheld="Its teller took it back.")
    assert body(read(steps(step, starts=""))[2]).text == "Its teller took it back."


def _png(width: int, height: int) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@given(st.lists(st.text("abcimlW ", min_size=1, max_size=14), min_size=1, max_size=60).map(" ".join))
def test_a_text_never_takes_fewer_lines_where_there_is_less_room(text: str) -> None:
    counts = [lines_of(text, 36, width) for width in (500, 815.76, 816, 830, 2_000)]
    assert counts == sorted(counts, reverse=True)


def test_a_word_that_just_fills_a_line_leaves_no_room_for_the_next() -> None:
    word = "a" * 20
    width = next(width for width in range(1, 2_000) if lines_of(word, 36, width) == 1)
    assert lines_of(f"{word} {word} {word}", 36, width) == 3


def test_a_question_about_something_hard_says_so_on_a_slide_before_it_unless_that_was_just_said() -> None:
    hard = {"content_notes": ("Death and bereavement",)}
    told, asked = (replace(sample.steps()[place], **hard) for place in (1, 2))  # type: ignore[arg-type]
    for steps, count in (((asked,), 1), ((told, asked), 1), ((told, sample.steps()[0], asked), 2)):
        made = Presentation(BytesIO(write_slides(replace(sample.workshop(), steps=steps))))
        assert sum(title.startswith("Before we begin") for title in titles(list(made.slides))) == count
