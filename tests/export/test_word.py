"""Handouts and reports as people get them: read back as Word would, and as a screen reader would."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from library.export import wording
from library.export.word.writer import write_handout, write_report
from library.model.characters import clean
from library.model.workshop import Paragraph, Step, Workshop
from library.translation import Translator
from tests.export import sample


def handout(workshop: Workshop, *, large: bool = False) -> Any:
    return Document(BytesIO(write_handout(workshop, large=large)))


def steps(*some: Step) -> Workshop:
    return replace(sample.workshop(), steps=some, contacts=(), omitted=())


def lines(document: Any) -> list[str]:
    """Return every paragraph, with the words of its links; those without a letter left out."""
    texts = ("".join(paragraph._p.itertext(qn("w:t"))) for paragraph in document.paragraphs)
    return [text for text in texts if text]


def headings(document: Any) -> list[tuple[str, str]]:
    return [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith(("Heading", "Title"))
    ]


def everything(data: bytes) -> str:
    """Return all words of a file: text, tables, head and foot."""
    with ZipFile(BytesIO(data)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if name.startswith("word/"))


def starting(document: Any, start: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith(start))


def languages(paragraph: Any) -> set[str]:
    return {each.get(qn("w:val")) for each in paragraph._p.iter(qn("w:lang"))}


def packed(text: str) -> str:
    return "".join(clean(text).split())


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


# ---- the handout


def test_its_headings_are_real_and_in_order() -> None:
    assert headings(handout(sample.workshop())) == [
        ("Title", "Listening on a Tuesday"),
        ("Heading 1", "How we listen"),
        ("Heading 1", "The spare key"),
        ("Heading 2", "What she wanted"),
        ("Heading 2", "Yr allwedd sbâr"),
        ("Heading 2", "A question"),
        ("Heading 1", "The number nine"),
        ("Heading 1", "A walk to the shop"),
        ("Heading 1", "A guide to asking"),
        ("Heading 1", "Reading in pairs"),
        ("Heading 1", "Our own team"),
        ("Heading 1", "Before we go"),
        ("Heading 1", "Support and helplines"),
        ("Heading 2", "A listening service"),
        ("Heading 2", "A service in Wales"),
        ("Heading 1", "Before you reuse this"),
        ("Heading 2", "Not included"),
    ]


def test_the_facilitators_notes_are_never_in_it() -> None:
    for workshop in (sample.workshop(), sample.hostile()):
        marked = tuple(replace(step, notes="For the facilitator alone") for step in workshop.steps)
        for large in (False, True):
            assert "facilitator alone" not in everything(write_handout(replace(workshop, steps=marked), large=large))


def test_a_story_stands_between_its_content_note_and_whose_words_it_is() -> None:
    found = lines(handout(steps(sample.steps()[1])))
    assert found[2:-4] == [
        "The spare key",
        "Fictional story",
        "Content note: death and bereavement.",
        "“It can sit there and tip,” said Mrs Orr.",
        "What she wanted",
        sample.WORDS[1].text,
        "0:04 Ann: Good morning.",
        "Shortened: includes 3 of the 19 paragraphs and leaves out about 365 words.",
        "Fictional story. ‘The spare key’, The Commonplace project, 2026. CC BY 4.0.",
        "Fictional. Written for this library. Do not use as evidence that something works.",
        "https://library.example.org/stories/spare-key",
        "Yr allwedd sbâr",
        "Fictional story",
        "“Gall e eistedd fan ’na,” meddai Mrs Orr.",
        "Fictional story. ‘Yr allwedd sbâr’, The Commonplace project, 2026. CC BY 4.0.",
        "In Welsh: https://library.example.org/stories/spare-key-cy",
    ]


def test_a_translation_that_may_not_be_printed_is_an_address() -> None:
    twin = replace(sample.WELSH, words=())
    found = lines(handout(steps(replace(sample.steps()[1], twin=twin))))
    assert found[-6:-4] == ["Yr allwedd sbâr", "In Welsh: https://library.example.org/stories/spare-key-cy"]


def test_a_handout_runs_on_and_what_is_not_to_be_recorded_says_so() -> None:
    document = handout(sample.workshop())
    assert [each.text for each in document.paragraphs if each.paragraph_format.page_break_before] == []
    found = lines(document)
    assert found[found.index("A walk to the shop") + 1] == wording.NO_RECORDING


def test_a_question_stands_under_its_story_and_names_the_story_only_where_it_does_not() -> None:
    story, question = sample.steps()[1:3]
    after, alone = handout(steps(story, question)), handout(steps(question))
    assert ("Heading 2", "A question") in headings(after)
    assert ("Heading 1", "A question") in headings(alone)
    assert lines(alone)[2:-4] == [
        "A question",
        "What did she notice before she asked?",
        "Fictional story. ‘The spare key’, The Commonplace project, 2026. CC BY 4.0.",
    ]


def test_a_clip_is_its_address_and_its_times() -> None:
    found = lines(handout(steps(sample.steps()[3])))
    assert found[4] == "Play from 0:04 to 0:48: https://library.example.org/stories/spare-key"
    whole = replace(sample.steps()[3], clip=replace(sample.clip(), times=""))
    assert lines(handout(steps(whole)))[4] == "Play the recording: https://library.example.org/stories/spare-key"


def test_what_is_withheld_says_so_with_its_address() -> None:
    assert lines(handout(steps(sample.steps()[6])))[2:-4] == [
        "A guide to asking",
        "Twelve pages for teams that want to open their reviews with another question.",
        "Page 7: the exercise",
        "Item 7 is on another website. We include a summary and a link.",
        "Guidance. ‘A guide to asking’, Some Organisation, 2020. Link only.",
        "From another website. Summary and link only.",
        "https://example.org/a-guide-to-asking",
        "https://library.example.org/resources/a-guide-to-asking",
    ]


def test_words_that_nobody_is_named_for_are_printed_as_they_are() -> None:
    story = replace(sample.steps()[5], credit=None)
    assert lines(handout(steps(story)))[2:-4] == [
        "A walk to the shop",
        wording.NO_RECORDING,
        "I went by myself, and I came back by myself.",
    ]


def test_rules_are_a_list() -> None:
    document = handout(sample.workshop())
    listed = [each.text for each in document.paragraphs if each.style.name == "List Bullet"]
    assert listed[:4] == ["One person speaks.", "You may leave the room.", "Find a partner.", "One reads, one listens."]


def test_the_agenda_is_a_table_with_a_head_that_is_one() -> None:
    (table,) = handout(sample.workshop()).tables
    assert rows(table)[:3] == [
        ["Time", "Item", "Minutes"],
        ["10:00", "How we listen", "5"],
        ["10:05", "The spare key", "6"],
    ]
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows][:3] == [True, False, False]
    assert table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val") == ["Running order"]


def test_every_page_has_title_page_number_code_and_check() -> None:
    section = handout(sample.workshop()).sections[0]
    assert section.header.paragraphs[0].text == "Listening on a Tuesday"
    foot = ["".join(each._p.itertext(qn("w:t"))) for each in section.footer.paragraphs]
    assert foot == [
        "Page 1 of 1. Code 7KQM-2F9T-XBRCE.",
        "You can use this until 27 May 2027. After that, check the code first.",
        "https://library.example.org/check/7KQM-2F9T-XBRCE",
    ]
    assert section.footer._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]


def test_the_end_says_how_to_check_and_what_is_not_here() -> None:
    assert lines(handout(sample.workshop()))[-6:] == [
        "Before you reuse this",
        "Code 7KQM-2F9T-XBRCE, created on 27 November 2026.",
        wording.check_words(Translator(), sample.workshop()),
        "Check at https://library.example.org/check/7KQM-2F9T-XBRCE",
        "Not included",
        "Item 11 is no longer public.",
    ]


def test_the_address_to_check_is_never_alone_on_a_page() -> None:
    document = handout(sample.workshop())
    for start in ("Code 7KQM", "You can use this until"):
        assert starting(document, start).paragraph_format.keep_with_next


def test_somebody_to_turn_to_is_named() -> None:
    found = lines(handout(sample.workshop()))
    start = found.index("Support and helplines")
    assert found[start + 1 : start + 9] == [
        wording.WHY_SUPPORT,
        "A listening service",
        "For anybody, at any hour",
        "Phone 0123 456",
        "https://example.org/listen",
        "A service in Wales",
        "For people in Wales, in Welsh and English",
        "Phone 0123 789 (in Wales)",
    ]


@pytest.mark.parametrize(("large", "text", "smallest"), [(False, 12, 10), (True, 18, 16)])
def test_it_is_a4_in_12_points_or_in_18_for_large_print(large: bool, text: int, smallest: int) -> None:
    document = handout(sample.workshop(), large=large)
    section = document.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    used = {paragraph.style.name for paragraph in (*document.paragraphs, *_all_others(document))}
    sizes = {name: document.styles[name].font.size for name in used}
    assert {sizes[name] for name in ("Normal", "Body Text", "List Bullet", "Whose words", "Table Text")} == {Pt(text)}
    assert min(sizes.values()) == Pt(smallest)
    assert {
        name for name in used if document.styles[name].font.color.rgb != document.styles["Normal"].font.color.rgb
    } == set()


def _all_others(document: Any) -> Iterator[Any]:
    """Yield the paragraphs of tables, head and foot."""
    for table in document.tables:
        yield from (paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs)
    section = document.sections[0]
    yield from (*section.header.paragraphs, *section.footer.paragraphs)


def test_addresses_can_be_followed_and_only_those_of_the_web() -> None:
    strange = replace(sample.TOLD, address="javascript:alert(1)")
    story = replace(sample.steps()[5], credit=strange)
    document = handout(steps(story))
    links = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert links == ["https://library.example.org/check/7KQM-2F9T-XBRCE"]
    assert "javascript:alert(1)" in lines(document)


def test_languages_are_marked_on_what_is_said_in_them() -> None:
    document = handout(sample.workshop())
    assert languages(starting(document, "Yr allwedd")) == {"cy-GB"}
    assert languages(starting(document, "“Gall e eistedd")) == {"cy-GB"}
    assert languages(starting(document, "“It can sit")) == {"en-GB"}
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_arabic_runs_from_right_to_left() -> None:
    document = handout(sample.hostile())
    paragraph = next(each for each in document.paragraphs if each.text == f"Ωμέγα: {sample.HOSTILE_WORDS[0]}")
    assert paragraph._p.xpath("./w:pPr/w:bidi")
    assert paragraph.runs[-1].font.rtl
    assert not starting(document, f"Ωμέγα: {sample.HOSTILE_WORDS[3]}")._p.xpath("./w:pPr/w:bidi")


def test_hostile_words_come_through_unharmed() -> None:
    document = handout(sample.hostile())
    told = packed("".join(lines(document)))
    assert [each for each in sample.HOSTILE_WORDS if packed(each) not in told] == []
    assert packed(" ".join(sample.HOSTILE_WORDS)) in packed(document.paragraphs[0].text)


def test_letters_that_a_file_cannot_hold_are_left_out_and_no_others() -> None:
    story = replace(sample.steps()[5], words=(Paragraph("a\x00b\x1fc\ufffed\x85e"),), title="A\x0b title")
    found = lines(handout(steps(story)))
    assert found[2] == "A title"
    assert "abcd e" in found


def test_a_workshop_without_a_step_is_a_handout_too() -> None:
    document = handout(sample.empty())
    assert headings(document) == [("Title", "Listening on a Tuesday"), ("Heading 1", "Before you reuse this")]
    assert document.tables == []


def test_the_same_workshop_gives_the_same_bytes_at_any_time() -> None:
    written = []
    for day in (1, 2):
        with time_machine.travel(datetime(2027, 1, day, tzinfo=UTC)):
            written.append((write_handout(sample.workshop()), write_report(sample.report())))
    assert written[0] == written[1]


def test_the_file_says_its_title_and_day_and_no_name() -> None:
    for data in (write_handout(sample.workshop()), write_report(sample.report())):
        about = Document(BytesIO(data)).core_properties
        assert (about.title, about.author, about.comments, about.language) == (
            "Listening on a Tuesday",
            "",
            "",
            "en-GB",
        )
        assert about.created is not None
        assert about.created.date() == sample.DAY
        with ZipFile(BytesIO(data)) as file:
            assert "docProps/thumbnail.jpeg" not in file.namelist()


# ---- the report


def test_a_report_has_quotations_with_citations_themes_and_what_was_left_out() -> None:
    document = Document(BytesIO(write_report(sample.report())))
    assert lines(document) == [
        "Listening on a Tuesday",
        "Code 7KQM-2F9T-XBRCE, created on 27 November 2026.",
        wording.check_words(Translator(), sample.report()),
        "Check at https://library.example.org/check/7KQM-2F9T-XBRCE",
        "Quotations",
        "6. A walk to the shop",
        "I went by myself, and I came back by myself.",
        "Ann (2026) ‘A walk to the shop’ [Story]. Commonplace. Paragraph 4.",
        "https://library.example.org/stories/walk-to-the-shop#p4",
        "Shared with the storyteller’s consent for workshops, quotation and printing only.",
        "7. A guide to asking",
        "Referenced only, not quoted.",
        "Some Organisation (2020) ‘A guide to asking’ [Guidance]. https://example.org/a-guide-to-asking.",
        "https://example.org/a-guide-to-asking",
        "Licence: Link only.",
        "From another website. Summary and link only.",
        "Themes",
        "Not included",
        "Item 2 (‘The spare key’) is fictional, so it cannot be used as evidence in a report.",
    ]
    (table,) = document.tables
    assert rows(table) == [["Theme", "Quotations"], ["Listening and being heard", "6"], ["Good conversations", "7"]]
    assert table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")


def test_quotations_stand_apart_with_who_speaks_and_when() -> None:
    quotation = replace(sample.report().quotations[0], words=(Paragraph("I went.", speaker="Ann", time="0:04"),))
    document = Document(BytesIO(write_report(replace(sample.report(), quotations=(quotation,)))))
    assert [each.text for each in document.paragraphs if each.style and each.style.name == "Quote"] == [
        "0:04 Ann: I went."
    ]


def test_an_empty_report_says_that_it_is() -> None:
    document = Document(BytesIO(write_report(replace(sample.report(), quotations=(), themes=(), omitted=()))))
    everything = "Everything in the pack is included."
    assert lines(document)[4:] == ["Quotations", "No quotations.", "Not included", everything]


def test_the_question_of_a_story_is_below_its_words() -> None:
    found = lines(handout(steps(replace(sample.steps()[5], question="Who went?"))))
    assert found.index("I went by myself, and I came back by myself.") < found.index("Discussion question: Who went?")
