"""What slides show of a document if its item shows a quote: one slide, its question, and the text in the notes."""

from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any

from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from library.export import wording
from library.model.block import Block, ListItem, Table
from library.model.pack import ItemKind
from library.model.workshop import Excerpt, Paragraph, Part, Step
from tests.export import sample
from tests.export.slides.reading import body, notes, read, steps, text, titles

RESOURCES = Path(__file__).parents[3] / "content" / "resources"
QUOTE = Paragraph("“It can sit there and tip,” said Mrs Orr.")
TABLE = Paragraph("x", block=Block(table=Table((("Sat", "All care given."), ("Sun", "Refused.")), ("When", "Note"))))
QUESTION = "What did she notice?"


def story(*excerpts: Excerpt, **changes: Any) -> Step:
    shown = excerpts or (Excerpt((QUOTE,)),)
    bare = replace(sample.steps()[1], excerpts=shown, question=QUESTION, twin=None)
    return replace(bare, **changes)


def record(**changes: Any) -> Step:
    after = Excerpt((Paragraph("Mrs Baird kept the books."),), part=Part.AFTER)
    return story(Excerpt((TABLE,), part=Part.BEFORE), after, content_notes=(), **changes)


def test_a_story_is_a_quote_and_its_question() -> None:
    quoted, asked = read(steps(story()))[2:]
    assert titles([quoted, asked]) == ["The spare key", "A question about ‘The spare key’"]
    assert body(quoted).text.split("\n")[:2] == ["Content note: death and bereavement.", QUOTE.text]
    assert body(asked).text.split("\n")[0] == QUESTION


def test_the_words_to_read_aloud_are_in_the_notes() -> None:
    noted = notes(read(steps(story()))[2]).split("\n")
    at = noted.index("Text to read:")
    assert noted[at + 1 : at + 3] == [sample.WORDS[0].text, "What she wanted"]
    assert "0:04 Ann: Good morning." in noted


def test_lists_and_tables_in_the_notes_are_line_by_line() -> None:
    listed = Paragraph("x", block=Block((ListItem("One.", 1), ListItem("Two.", 2))))
    noted = notes(read(steps(story(words=(TABLE, listed))))[2]).split("\n")
    assert noted[noted.index("Text to read:") + 1 :][:4] == [
        "When: Sat; Note: All care given.",
        "When: Sun; Note: Refused.",
        "1. One.",
        "2. Two.",
    ]


def test_slides_leave_the_question_to_an_activity_that_follows() -> None:
    found = titles(read(steps(story(), sample.steps()[7])))
    assert [title for title in found if title.startswith("A question about")] == []


def test_words_under_a_content_note_are_announced_at_the_start() -> None:
    slides = read(steps(sample.steps()[0], story(Excerpt((QUOTE,), is_noted=True))))
    assert titles(slides)[1:4] == ["Running order", "Before we begin", "How we listen"]
    assert {run.font.size.pt for each in body(slides[2]).paragraphs for run in each.runs} == {32}
    assert body(slides[2]).text == f"The spare key. Content note: death and bereavement.\n{wording.STEP_OUT}"


def test_four_items_are_at_most_twelve_slides() -> None:
    noted = story(Excerpt((QUOTE,), is_noted=True))
    four = steps(noted, record(), noted, record())
    assert len(read(replace(four, contacts=sample.CONTACTS))) <= 12


def test_a_record_is_a_real_table_and_its_rewriting_is_on_the_next_slide() -> None:
    first, second = read(steps(record()))[2:]
    assert titles([first, second]) == ["The spare key: first note", "The spare key: second note"]
    (table,) = (shape for shape in first.shapes if shape.shape_type == MSO_SHAPE_TYPE.TABLE)
    assert [[cell.text for cell in row.cells] for row in table.table.rows] == [
        ["When", "Note"],
        ["Sat", "All care given."],
        ["Sun", "Refused."],
    ]
    assert (table.table.first_row, table._element.nvGraphicFramePr.cNvPr.get("descr")) == (True, "When – Note")
    assert "Fictional story" in body(first).text
    assert body(second).text.split("\n")[:2] == ["Mrs Baird kept the books.", QUESTION]


def test_the_question_of_a_record_is_for_the_back_row_and_has_its_own_slide_if_both_are_long() -> None:
    asked = body(read(steps(record()))[3]).paragraphs[1].runs[0]
    assert (asked.text, asked.font.size) == (QUESTION, Pt(32))
    long = Excerpt((Paragraph("Mrs Baird kept the books in the bakery. " * 8),), part=Part.AFTER)
    shown = read(steps(story(long, content_notes=(), question=f"{QUESTION} " * 5)))[2:]
    assert titles(shown) == ["The spare key: second note", "A question about ‘The spare key’"]
    assert not any(QUESTION in text(slide) for slide in shown[:1])


def test_rows_are_reckoned_as_they_are_set_so_that_four_fit_on_one_slide() -> None:
    # This line fills 631 of the 639 points of its cell in Arial.
    line = "carers please lift papers, this is a falls risk. Refer continence. ?Capacity"
    rows = tuple(
        (f"{day}, early", f"Chair wet. Found on edge of it with more papers. Taken away. ALL {line}") for day in "MTWT"
    )
    table = Paragraph("x", block=Block(table=Table(rows, ("When", "Note"))))
    shown = read(steps(story(Excerpt((table,), part=Part.BEFORE), question="")))[2:]
    assert titles(shown) == ["The spare key: first note"]
    (frame,) = (shape for shape in shown[0].shapes if shape.has_table)
    assert [round(row.height.pt) for row in frame.table.rows] == [32, *[56] * 4]


def test_the_second_note_waits_until_people_have_written_their_own() -> None:
    rewrite = sample.steps()[7]
    acts = [replace(rewrite, title=title) for title in ("Read it", "Write it again", "Compare")]
    assert titles(read(steps(record(), *acts)))[2:] == [
        "The spare key: first note",
        "Read it",
        "Write it again",
        "The spare key: second note",
        "Compare",
    ]
    assert titles(read(steps(record(), acts[0], sample.steps()[8])))[2:] == [
        "The spare key: first note",
        "Read it",
        "The spare key: second note",
        "Our own team",
    ]


def test_a_record_that_may_not_be_recorded_is_shown_before_recording_starts_again() -> None:
    found = titles(read(steps(record(stop_recording=True), sample.steps()[7])))
    assert found.index("The spare key: second note") < found.index(wording.START_RECORDING)


def test_a_quote_and_its_translation_are_side_by_side() -> None:
    told = story(Excerpt((QUOTE,), sample.WELSH.words), twin=sample.WELSH)
    slide = read(steps(told))[2]
    columns = [slide.placeholders[idx] for idx in (1, 2)]
    assert [QUOTE.text in columns[0].text_frame.text, sample.WELSH.words[0].text in columns[1].text_frame.text] == [
        True
    ] * 2
    assert columns[0].left + columns[0].width <= columns[1].left
    assert columns[0].text_frame.text.startswith("Content note:")


def test_a_list_has_real_bullets_and_numbers_and_starts_where_it_starts() -> None:
    items = (ListItem("One.", 3), ListItem("Inner.", level=1), ListItem("Two.", 4), ListItem("Three."))
    slide = read(steps(story(excerpts=(), words=(Paragraph("x", block=Block(items)),), content_notes=())))[2]
    marks = [
        (paragraph.text, *paragraph._p.xpath("./a:pPr/a:buAutoNum/@startAt | ./a:pPr/a:buChar/@char"))
        for paragraph in body(slide).paragraphs[:4]
    ]
    assert marks == [("One.", "3"), ("Inner.", "•"), ("Two.", "4"), ("Three.", "•")]


def test_a_table_is_below_its_content_note_and_what_is_fictional() -> None:
    first = read(steps(replace(record(), content_notes=("Abuse or neglect",))))[2]
    (table,) = (shape for shape in first.shapes if shape.shape_type == MSO_SHAPE_TYPE.TABLE)
    said = body(first)
    assert said.text.startswith("Content note: abuse or neglect.\nFictional story")
    assert said.part.slide.shapes[1].top + said.part.slide.shapes[1].height <= table.top


def test_a_long_table_goes_on_on_another_slide_with_its_head() -> None:
    rows = tuple((f"Day {number}", "All care given, and a long remark about it. " * 3) for number in range(20))
    table = Paragraph("x", block=Block(table=Table(rows, ("When", "Note"))))
    slides = read(steps(story(excerpts=(), words=(QUOTE, table), content_notes=(), question="")))[2:]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 2
    assert {table.rows[0].cells[0].text for table in tables} == {"When"}
    assert [row.cells[0].text for table in tables for row in list(table.rows)[1:]] == [each for each, _ in rows]


def test_a_film_has_its_question_after_it() -> None:
    film = replace(sample.steps()[3], question=QUESTION)
    assert titles(read(steps(film)))[2:] == ["The number nine", "A question about ‘The number nine’"]


def test_a_film_that_can_be_seen_has_its_summary_in_the_notes(tmp_path: Path) -> None:
    for ending in ("mp4", "jpg"):
        copyfile(RESOURCES / f"the-number-nine.{ending}", tmp_path / f"number-nine.{ending}")
    film = replace(sample.steps(tmp_path)[3], lines=("A lunch club and a bus.",), question=QUESTION)
    shown, asked = read(steps(film))[2:]
    assert titles([shown, asked]) == ["The number nine", "A question about ‘The number nine’"]
    assert "A lunch club and a bus." in notes(shown)


def test_a_film_elsewhere_is_one_slide_with_its_summary_and_address() -> None:
    film = replace(sample.steps()[3], lines=("A lunch club and a bus.",), withheld="It is on another website.")
    (slide,) = read(steps(film))[2:]
    assert body(slide).text.split("\n")[:3] == [
        "A lunch club and a bus.",
        "It is on another website.",
        sample.STORY.address,
    ]


def test_a_break_after_a_story_does_not_hide_its_question() -> None:
    rest = Step(2, ItemKind.BREAK, "Break", 10, "10:30")
    assert titles(read(steps(story(), rest)))[2:] == ["The spare key", "A question about ‘The spare key’", "Break"]
