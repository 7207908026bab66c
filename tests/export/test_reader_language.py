"""A file says our words in its reader's language, or in English marked as English; stories keep their own."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from library.export.process import write_file
from library.export.writers import WRITERS
from library.model.workshop import Report, Workshop
from library.process.parent import Limits
from library.translation import Translator
from tests.export import sample
from tests.export.test_offline import Reader

# What no catalogue has, so that it stays English; and the same as a file says it.
UNTRANSLATED = "Item 11 has a reason that nobody has translated."
WELSH = Translator("cy")
SUPPORT, CREDITS = WELSH.gettext("Support and helplines"), WELSH.gettext("Credits")
CHECK = WELSH.gettext("You can use this until %(day)s. After that, check the code first.", day="27 Mai 2027")
ENGLISH_STORY, WELSH_STORY = "She put her hand flat", "Gall e eistedd"


def welsh() -> Workshop:
    said: dict[str, Any] = {"language": "cy", "omitted": (UNTRANSLATED,), "untranslated": (UNTRANSLATED,)}
    return replace(sample.workshop(), **said)


def welsh_report() -> Report:
    said: dict[str, Any] = {"language": "cy", "omitted": (UNTRANSLATED,), "untranslated": (UNTRANSLATED,)}
    return replace(sample.report(), **said)


def written(name: str, made: Workshop | Report) -> bytes:
    return WRITERS[name].write(made)


def word_runs(name: str, made: Workshop | Report) -> list[tuple[str, str]]:
    """The text and the language of each run in a Word file."""
    document = Document(io.BytesIO(written(name, made)))
    runs = document.element.body.iter(qn("w:r"))
    pairs = ((run.find(f".//{qn('w:lang')}"), "".join(run.itertext())) for run in runs)
    return [(text, mark.get(qn("w:val"))) for mark, text in pairs if mark is not None and text.strip()]


def slide_runs(made: Workshop) -> list[tuple[str, str]]:
    """The text and the language of each run on slides and in their notes."""
    deck = Presentation(io.BytesIO(written("slides.pptx", made)))
    shapes = [shape for slide in deck.slides for page in (slide, slide.notes_slide) for shape in page.shapes]
    frames = [shape.text_frame for shape in shapes if shape.has_text_frame]
    runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
    return [(run.text, run.font._element.get("lang")) for run in runs]


def languages_of(words: str, runs: list[tuple[str, str]]) -> set[str]:
    found = {language for text, language in runs if words in text}
    assert found, words
    return found


@pytest.mark.parametrize("name", ["handout.docx", "handout-large.docx"])
def test_a_welsh_handout_in_word_marks_each_run(name: str) -> None:
    runs = word_runs(name, welsh())
    assert languages_of("Cyn i chi ailddefnyddio", runs) == languages_of("Munudau", runs) == {"cy-GB"}
    assert languages_of(UNTRANSLATED, runs) == languages_of(ENGLISH_STORY, runs) == {"en-GB"}
    assert languages_of(WELSH_STORY, runs) == {"cy-GB"}
    assert languages_of(sample.CONTACTS[0].about, runs) == {"en-GB"}


def test_a_welsh_report_marks_each_run() -> None:
    runs = word_runs("report.docx", welsh_report())
    assert languages_of("Dyfyniadau", runs) == {"cy-GB"}
    assert languages_of(UNTRANSLATED, runs) == languages_of("I went by myself", runs) == {"en-GB"}


def test_a_welsh_word_file_is_welsh_where_nothing_else_is_said() -> None:
    document = Document(io.BytesIO(written("handout.docx", welsh())))
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"cy-GB"}
    assert document.core_properties.language == "cy-GB"
    foot = " ".join(paragraph.text for paragraph in document.sections[0].footer.paragraphs)
    assert foot.startswith("Tudalen ")
    assert CHECK in foot


def test_welsh_slides_mark_each_run() -> None:
    runs = slide_runs(welsh())
    for words in ("Amserlen", "Diffoddwch recordio"):
        assert languages_of(words, runs) == {"cy-GB"}
    assert languages_of(UNTRANSLATED, runs) == languages_of(ENGLISH_STORY, runs) == {"en-GB"}
    assert languages_of("Nodyn am y cynnwys:", runs) == {"cy-GB"}


def test_a_welsh_offline_page_marks_what_is_english() -> None:
    page = Reader(written("offline.html", welsh()))
    assert page.one("html").attributes["lang"] == "cy"
    headings = [node.text for node in page.all("h2")]
    assert {SUPPORT, CREDITS, "Heb ei gynnwys"} <= set(headings)
    (omitted,) = [node for node in page.all("li") if node.text == UNTRANSLATED]
    assert omitted.attributes["lang"] == "en"
    titles = {node.text: node.attributes.get("lang") for node in page.all("span", class_="entry-title")}
    assert (titles["2. The spare key"], titles["9. Our own team"]) == ("en", None)
    assert page.one("p", id="step-2-words-2").attributes["lang"] == "en"
    assert "lang" not in page.one("p", id="step-2-twin-1").attributes
    assert page.one("main", class_="stage").attributes["data-place"] == "{number} o {count}"


def pdf_languages(made: bytes) -> dict[str, set[str]]:
    """The languages of a PDF: of the whole, and of the parts that have their own."""
    reader = PdfReader(io.BytesIO(made))
    parts: set[str] = set()
    todo: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while todo:
        part = todo.pop()
        part = part.get_object() if isinstance(part, IndirectObject) else part
        if isinstance(part, list):
            todo += part
        elif isinstance(part, DictionaryObject):
            parts |= {str(part["/Lang"]).split("-")[0]} if "/Lang" in part else set()
            todo.append(part.get("/K", []))
    return {"whole": {str(reader.trailer["/Root"]["/Lang"]).split("-")[0]}, "parts": parts}  # type: ignore[index]


@pytest.mark.parametrize("name", ["handout.pdf", "run-sheet.pdf", "cards.pdf", "briefs.pdf"])
def test_a_welsh_pdf_is_welsh_and_its_english_story_is_marked(name: str) -> None:
    made = written(name, welsh())
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages)
    assert CHECK in text
    assert "Tudalen 1 o" in text
    assert pdf_languages(made)["whole"] == {"cy"}
    assert "en" in pdf_languages(made)["parts"]


@pytest.mark.parametrize("name", ["chat.txt", "pack.md"])
def test_plain_text_is_said_in_welsh_too(name: str) -> None:
    text = written(name, welsh()).decode()
    assert all(words in text for words in (SUPPORT, "81 munud", CHECK, "Stori ddychmygol", ENGLISH_STORY))


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_for_readers_of_a_language_without_words_is_english(name: str) -> None:
    made: Workshop | Report = sample.report() if WRITERS[name].made_of is Report else sample.workshop()
    assert written(name, replace(made, language="gd")) == written(name, made)


@pytest.mark.parametrize("name", ["handout.docx", "report.docx"])
def test_the_process_that_writes_a_file_knows_its_language(name: str) -> None:
    made: Workshop | Report = welsh_report() if WRITERS[name].made_of is Report else welsh()
    assert write_file(name, made, Limits(seconds=120, megabytes=1_000)) == written(name, made)
