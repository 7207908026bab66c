"""Pictures of a text in every file: shown with their description and caption, or described if none can be shown."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import page
import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.oxml.ns import qn as pptx_qn
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from library.export.chat import write_chat
from library.export.markdown import write_markdown
from library.export.offline.writer import write_offline
from library.export.print.writer import write_briefs, write_cards, write_handout
from library.export.slides.writer import write_slides
from library.export.word.writer import write_handout as write_word
from library.model.block import Block, ListItem, Picture
from library.model.workshop import Excerpt, Paragraph, Twin, Workshop
from tests.export import sample
from tests.pictures import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ALT, CAPTION, WITHIN = 'A gate, "open" & old', "The gate, in May", "a brass key"


@pytest.fixture
def words(tmp_path: Path) -> tuple[Paragraph, ...]:
    """A text with a picture, a list with another in an item, and a picture whose file is lost."""
    gate, key = tmp_path / "gate", tmp_path / "key"
    gate.write_bytes(picture("JPEG", size=(1_440, 900)))
    key.write_bytes(picture("PNG", size=(300, 200)))
    shown = Picture("gate-1440.jpg", ALT, 1_440, 900, CAPTION, "/stories/x/files/gate-1440.jpg", gate, gate)
    within = Picture("key-300.png", WITHIN, 300, 200, "", "/stories/x/files/key-300.png", key, key)
    items = (ListItem(f"Turn {WITHIN}."), ListItem("Go in."))
    lost = replace(shown, alt="A lost gate", caption="", file=None)
    return (
        Paragraph("She went out to look at it."),
        Paragraph(shown.words, block=Block(pictures=(shown,), is_figure=True)),
        Paragraph(f"Turn {WITHIN}. Go in.", block=Block(items, pictures=(within,))),
        Paragraph("A lost gate", block=Block(pictures=(lost,), is_figure=True)),
    )


def workshop(*words: Paragraph, excerpts: tuple[Excerpt, ...] = ()) -> Workshop:
    """Return a workshop of one story."""
    step = replace(sample.steps()[1], words=words, twin=None, excerpts=excerpts)
    return replace(sample.workshop(), steps=(step,), contacts=(), omitted=())


def figures(made: bytes) -> list[str]:
    """Return the description of each figure among the tags of a PDF."""
    found: list[str] = []
    todo = [PdfReader(BytesIO(made)).trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while todo:
        one = todo.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            todo += one
        elif isinstance(one, DictionaryObject):
            if one.get("/S") == "/Figure":
                found.append(str(one.get("/Alt")))
            todo += [one["/K"]] if "/K" in one else []
    return sorted(found)


@pytest.mark.parametrize("write", [write_handout, write_cards, write_briefs])
def test_a_pdf_has_each_picture_tagged_with_its_description(
    write: Callable[[Workshop], bytes], words: tuple[Paragraph, ...]
) -> None:
    made = write(workshop(*words))
    report = page.validate_pdf_bytes(made, profile="ua1")
    assert report.is_compliant, report.failures
    assert figures(made) == sorted([ALT, WITHIN])
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(made)).pages).split())
    assert CAPTION in text
    assert ALT not in text
    assert "A lost gate" in text


def test_instructions_for_groups_leave_out_a_picture_rather_than_words(words: tuple[Paragraph, ...]) -> None:
    long = tuple(replace(words[0], text=f"{number}. {'She looked at the gate. ' * 9}") for number in range(9))
    made = write_briefs(workshop(*words[:2], *long))
    assert figures(made) == []
    assert "8. She looked at the gate." in " ".join(PdfReader(BytesIO(made)).pages[0].extract_text().split())


def test_word_has_each_picture_with_its_description(words: tuple[Paragraph, ...]) -> None:
    read = Document(BytesIO(write_word(workshop(*words))))
    described = [each.get("descr") for each in read.element.iter(qn("wp:docPr"))]
    assert described == [ALT, WITHIN]
    texts = [each.text for each in read.paragraphs]
    assert CAPTION in texts
    assert "A lost gate" in texts
    assert f"{ALT}. {CAPTION}" not in texts
    widths = [shape.width.cm for shape in read.inline_shapes]
    assert widths == pytest.approx([12, 5], abs=0.1)


def shown_on_slides(made: bytes) -> list[tuple[str, str]]:
    """Return the description of each picture, and the text of its slide."""
    found: list[tuple[str, str]] = []
    for slide in Presentation(BytesIO(made)).slides:
        text = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        described = (each.get("descr") for each in slide.element.iter(pptx_qn("p:cNvPr")))
        found += [(str(alt), text) for alt in described if alt]
    return found


def test_a_picture_has_its_own_slide_with_caption_and_credit(words: tuple[Paragraph, ...]) -> None:
    found = shown_on_slides(write_slides(workshop(*words)))
    assert [alt for alt, _ in found] == [ALT, WITHIN]
    assert CAPTION in found[0][1]
    assert all("Fictional" in text for _, text in found)


def test_slides_with_a_quotation_show_the_picture_after_it(words: tuple[Paragraph, ...]) -> None:
    made = write_slides(workshop(*words, excerpts=(Excerpt(words[:1]), Excerpt(words[1:2]))))
    assert [alt for alt, _ in shown_on_slides(made)] == [ALT]


def test_slides_in_two_languages_show_the_picture_once(words: tuple[Paragraph, ...]) -> None:
    welsh = (Paragraph("Aeth hi allan.", "cy"), Paragraph("Giât", "cy", block=words[3].block))
    step = replace(workshop(*words[:2]).steps[0], twin=Twin("Y giât", "cy", welsh, "https://library.example.org/y"))
    made = write_slides(replace(workshop(), steps=(step,)))
    assert [alt for alt, _ in shown_on_slides(made)] == [ALT]
    slides = Presentation(BytesIO(made)).slides
    texts = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert "Giât" not in " ".join(texts)


def test_the_offline_page_carries_each_picture(words: tuple[Paragraph, ...]) -> None:
    made = write_offline(workshop(*words)).decode()
    assert made.count("data:image/jpeg;base64,") == 1
    assert made.count("data:image/png;base64,") == 1
    assert 'alt="A gate, &#34;open&#34; &amp; old" width="1440" height="900"' in made
    assert f"<figcaption>{CAPTION}</figcaption>" in made
    assert "A lost gate" in made
    assert "/stories/x/files" not in made


@pytest.mark.parametrize("write", [write_chat, write_markdown])
def test_a_text_file_describes_each_picture(write: Callable[[Workshop], bytes], words: tuple[Paragraph, ...]) -> None:
    made = write(workshop(*words)).decode()
    assert "Picture: A lost gate" in made
    assert "Picture: A gate," in made
    assert CAPTION in made
    assert made.count(WITHIN) == 1


def test_a_picture_that_a_disk_has_damaged_is_described(words: tuple[Paragraph, ...]) -> None:
    for each in words[1].block.pictures:
        assert each.file
        each.file.write_bytes(b"\0" * 99)
    for write in (write_handout, write_word, write_slides, write_cards, write_briefs, write_offline):
        assert write(workshop(*words[:2]))
    assert figures(write_handout(workshop(*words[:2]))) == []
