"""Where passages are left out between two of them, every file says so."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from library.export.writers import WRITERS
from library.model.workshop import OMISSION, Excerpt, Paragraph, Workshop
from tests.export import sample

WORDS = (Paragraph("The first words."), Paragraph("The second words."), Paragraph("The last words.", after_gap=True))


def of_word(made: bytes) -> str:
    return "\n".join(each.text for each in Document(io.BytesIO(made)).paragraphs)


def of_pdf(made: bytes) -> str:
    return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(made)).pages)


def of_slides(made: bytes) -> str:
    shapes = (shape for slide in Presentation(io.BytesIO(made)).slides for shape in slide.placeholders)
    return "\n".join(shape.text_frame.text for shape in shapes)


def of_notes(made: bytes) -> str:
    return "\n".join(each.notes_slide.notes_text_frame.text for each in Presentation(io.BytesIO(made)).slides)


READERS: dict[str, Callable[[bytes], str]] = {"pdf": of_pdf, "docx": of_word}


def cut() -> Workshop:
    step = replace(sample.steps()[1], words=WORDS, flowing=True, twin=None)
    return replace(sample.workshop(), steps=(step,))


def between(text: str) -> str:
    return text.partition("The second words.")[2].partition("The last words.")[0]


@pytest.mark.parametrize(
    "name", ["handout.pdf", "handout.docx", "cards.pdf", "briefs.pdf", "offline.html", "pack.md", "chat.txt"]
)
def test_a_file_says_where_passages_are_left_out(name: str) -> None:
    made = WRITERS[name].write(cut())
    text = READERS.get(name.rpartition(".")[2], bytes.decode)(made).replace("\\", "")
    assert OMISSION in between(text)
    assert text.count(OMISSION) == 1


def test_slides_and_their_notes_say_where_passages_are_left_out() -> None:
    made = WRITERS["slides.pptx"].write(cut())
    assert OMISSION in between(of_slides(made))
    (step,) = cut().steps
    noted = replace(step, excerpts=(Excerpt(WORDS[:1]),))
    assert OMISSION in between(of_notes(WRITERS["slides.pptx"].write(replace(cut(), steps=(noted,)))))
