"""Slides as a whole: their titles, placeholders, colours and properties."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import time_machine
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from library.export.slides.writer import write_slides
from library.model.workshop import Paragraph
from tests.export import sample
from tests.export.slides.reading import read, runs, steps, titles


def test_a_workshop_is_told_from_title_to_support_with_a_title_on_every_slide(folder: Path) -> None:
    assert titles(read(sample.workshop(folder))) == [
        "Listening on a Tuesday",
        "Running order",
        "How we listen",
        "Before we begin: The spare key",
        "The spare key (1 of 2)",
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
        "Support and helplines",
        "Not included",
    ]


def test_a_workshop_without_a_step_has_only_its_title() -> None:
    assert titles(read(sample.empty())) == ["Listening on a Tuesday"]


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
