"""Each slide and each item of a run sheet with something for members only says so, in words."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from pptx import Presentation
from pypdf import PdfReader

from library.export import wording
from library.export.print.writer import write_run_sheet
from library.export.slides.writer import write_slides
from library.model.workshop import Workshop
from library.translation import Translator
from tests.export import sample

KEEP = "Members only. Do not show this to people who are not members of the network."
SOME = "Some of this is for members only. Use it only with members of the network."


def for_members(workshop: Workshop) -> Workshop:
    """Return a workshop in which every document is for members only."""
    steps = (
        replace(step, credit=replace(step.credit, members_only=True) if step.credit else None)
        for step in workshop.steps
    )
    return replace(workshop, steps=tuple(steps))


def deck(workshop: Workshop) -> list[tuple[str, str]]:
    """Return the text and the notes of each slide."""
    slides = Presentation(BytesIO(write_slides(workshop))).slides
    return [
        (
            "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame),
            slide.notes_slide.notes_text_frame.text,
        )
        for slide in slides
    ]


def titles(workshop: Workshop) -> set[str]:
    return {step.title for step in workshop.steps if step.members_only}


def test_every_slide_that_names_or_shows_it_is_marked() -> None:
    workshop = for_members(sample.workshop())
    marked = [(text, notes) for text, notes in deck(workshop) if any(title in text for title in titles(workshop))]
    assert len(marked) > len(titles(workshop))
    assert [text for text, _ in marked if "members only" not in text.lower()] == []
    # Of each item, and not of the list of all of them.
    assert [text for text, notes in marked if notes.startswith("Item ") and KEEP not in notes] == []
    (opening, notes), *_ = deck(workshop)
    assert SOME in opening
    assert SOME in notes


def test_every_item_of_the_run_sheet_is_marked() -> None:
    workshop = for_members(sample.workshop())
    pages = PdfReader(BytesIO(write_run_sheet(workshop))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert text.count(KEEP) == sum(step.members_only for step in workshop.steps)
    assert text.count(SOME) == 1
    assert "Fictional story, members only" in text


def test_nothing_is_marked_that_is_for_everyone() -> None:
    workshop = sample.workshop()
    assert "members only" not in repr(deck(workshop)).lower()
    pages = PdfReader(BytesIO(write_run_sheet(workshop))).pages
    assert "members only" not in " ".join(page.extract_text() for page in pages).lower()


def test_a_credit_says_that_it_is_for_members_only() -> None:
    credit = replace(sample.STORY, members_only=True)
    assert wording.attribution(Translator(), credit) == (
        "‘The spare key’, The Commonplace project, 2026. Fictional story, members only. CC BY 4.0."
    )
