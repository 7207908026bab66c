"""Tables and lists in every file: read back as the program that opens it would."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import page
import pytest
from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from library.export.chat import write_chat
from library.export.markdown import write_markdown
from library.export.offline.writer import write_offline
from library.export.print.writer import write_briefs, write_cards, write_handout
from library.export.word.writer import write_handout as write_word
from library.export.word.writer import write_report
from library.model.block import Block, ListItem, Table
from library.model.workshop import Paragraph, Workshop
from tests.export import sample

NOTES = Table((("Sat, early", "All care given."), ("Sat, night", "Wandering | 02.15")), ("When", "Note"), "Daily notes")
AGREED = (
    ListItem("The stool goes home.", 3),
    ListItem("In the car", level=1),
    ListItem("His son is told.", 4),
    ListItem("Nobody has <another> go."),
)
TERMS = (ListItem("Outcome", is_marked=False), ListItem("What matters.", level=1, is_marked=False))
WORDS = (
    Paragraph("Before the table.", heading="As it was written"),
    Paragraph("Daily notes When Note Sat, early All care given. Sat, night", block=Block(table=NOTES)),
    Paragraph("The stool goes home. In the car", block=Block(AGREED)),
    Paragraph("Outcome What matters.", block=Block(TERMS)),
    Paragraph("She kept the books.", block=Block(is_quoted=True)),
    Paragraph("a b", block=Block(table=Table((("a", "b"),)))),
)


def workshop(*words: Paragraph) -> Workshop:
    step = replace(sample.steps()[1], words=words or WORDS, twin=None)
    return replace(sample.workshop(), steps=(step,), contacts=(), omitted=())


class Elements(HTMLParser):
    """The words of each element of some names, in order, and the attributes of all."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[list[str]] = []
        self.found: list[tuple[str, list[str], dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [], dict(attrs)))
        self._open.append(self.found[-1][1])
        if tag in {"meta", "br", "input", "img", "path"}:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [], dict(attrs)))

    def handle_endtag(self, _tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for words in self._open:
            words.append(data)

    def all(self, name: str) -> list[str]:
        return [" ".join("".join(words).split()) for tag, words, _ in self.found if tag == name]


# ---- Word


def test_word_has_a_table_with_its_head_on_every_page() -> None:
    document = Document(io.BytesIO(write_word(workshop())))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables[1:]]
    assert tables == [[["When", "Note"], *map(list, NOTES.rows)], [["a", "b"]]]
    heads = [len(table._tbl.findall(f".//{qn('w:tblHeader')}")) for table in document.tables[1:]]
    assert heads == [1, 0]
    assert document.tables[1]._tbl.find(f".//{qn('w:tblCaption')}").get(qn("w:val")) == "Daily notes"


def test_word_counts_the_items_of_each_list_from_its_first_number() -> None:
    document: Any = Document(io.BytesIO(write_word(workshop(WORDS[2], WORDS[2]))))
    numbered = [each for each in document.paragraphs if each.style.name == "List Number"]
    assert [each.text for each in numbered] == ["The stool goes home.", "His son is told."] * 2
    ids = [each._p.pPr.numPr.numId.val for each in numbered]
    assert (ids[0], ids[2]) == (ids[1], ids[3])
    assert ids[0] != ids[2]
    assert [_first_number(document, number) for number in (ids[0], ids[2])] == ["3", "3"]
    bullets = [each for each in document.paragraphs if each.style.name == "List Bullet"]
    assert [each.text for each in bullets] == ["In the car", "Nobody has <another> go."] * 2
    assert bullets[0].paragraph_format.left_indent > bullets[1].paragraph_format.left_indent


def _first_number(document: Any, number_id: int) -> str:
    numbering = document.part.numbering_part.element
    abstract = numbering.num_having_numId(number_id).abstractNumId.val
    lists = {each.get(qn("w:abstractNumId")): each for each in numbering.findall(qn("w:abstractNum"))}
    return str(lists[str(abstract)].find(f"{qn('w:lvl')}/{qn('w:start')}").get(qn("w:val")))


def test_word_sets_what_a_document_quotes_as_a_quotation() -> None:
    document: Any = Document(io.BytesIO(write_word(workshop())))
    assert [each.text for each in document.paragraphs if each.style.name == "Quote"] == ["She kept the books."]


def test_a_report_quotes_a_table_as_a_table() -> None:
    quotation = replace(sample.report().quotations[0], words=(WORDS[1],))
    document = Document(io.BytesIO(write_report(replace(sample.report(), quotations=(quotation,)))))
    assert document.tables[0].rows[1].cells[1].text == "All care given."


# ---- PDF

Writer = Callable[[Workshop], bytes]


def tags(made: bytes) -> list[str]:
    """The names of the elements that a screen reader meets, in order of the file."""
    file = PdfReader(io.BytesIO(made))
    found = (file.get_object(number) for number in range(1, len(file.xref[0])))
    return [str(each["/S"])[1:] for each in found if isinstance(each, DictionaryObject) and "/S" in each]


@pytest.mark.parametrize("write", [write_handout, write_briefs, write_cards])
def test_pdfs_tag_tables_and_lists(write: Writer) -> None:
    made = write(workshop())
    assert page.validate_pdf_bytes(made, profile="ua1").is_compliant
    found = tags(made)
    assert (found.count("Table") >= 2, "TH" in found, "TD" in found, "BlockQuote" in found) == (True,) * 4
    assert found.count("LI") >= len(AGREED)
    assert "Wandering | 02.15" in _text(made)


def test_a_pdf_keeps_the_numbers_of_a_list() -> None:
    text = _text(write_handout(workshop()))
    assert "3. The stool goes home." in text
    assert "4. His son is told." in text


def test_a_long_list_or_table_goes_on_on_another_card_with_its_head_and_its_numbers() -> None:
    rows = tuple((f"Day {number}", "A note of some length about the day.") for number in range(30))
    items = tuple(ListItem(f"Agreed with him, number {number}.", number) for number in range(1, 30))
    made = _text(
        write_cards(
            workshop(
                Paragraph("x", block=Block(table=Table(rows, ("When", "Note")))), Paragraph("y", block=Block(items))
            )
        )
    )
    assert made.count("When Note") > 1
    assert [f"Day {number} " in made for number in range(30)] == [True] * 30
    assert [f"{number}. Agreed with him, number {number}." in made for number in range(1, 30)] == [True] * 29


def _text(made: bytes) -> str:
    return " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(made)).pages).split())


# ---- text and HTML


def test_markdown_has_tables_and_lists_that_other_programs_read() -> None:
    found = Elements(MarkdownIt("gfm-like", {"linkify": False}).render(write_markdown(workshop()).decode()))
    assert found.all("th") == ["When", "Note", "", ""]
    assert found.all("td") == ["Sat, early", "All care given.", "Sat, night", "Wandering | 02.15", "a", "b"]
    assert "Nobody has <another> go." in found.all("li")
    assert [attributes["start"] for tag, _, attributes in found.found if tag == "ol"] == ["3"]


def test_a_chat_has_a_line_for_each_item_and_row() -> None:
    lines = write_chat(workshop()).decode().split("\n")
    for line in (
        "Daily notes",
        "When: Sat, early; Note: All care given.",
        "3. The stool goes home.",
        "- Nobody has <another> go.",
        "a; b",
    ):
        assert line in lines


def test_the_offline_page_has_tables_and_lists() -> None:
    found = Elements(write_offline(workshop()).decode())
    assert [each for each in found.all("table") if each.startswith("Daily notes")] == [
        "Daily notes When Note Sat, early All care given. Sat, night Wandering | 02.15"
    ]
    assert "The stool goes home. In the car" in found.all("li")
    assert ("Outcome" in found.all("dt"), "What matters." in found.all("dd")) == (True, True)
    assert {attributes.get("start") for tag, _, attributes in found.found if tag == "ol"} >= {"3"}


def _lines() -> Iterator[str]:
    for each in WORDS:
        yield from each.lines


def test_pieces_of_a_list_or_table_put_together_are_the_same_lines() -> None:
    for words in WORDS:
        first, *rest = words.pieces()
        whole = first
        for piece in rest:
            whole = whole.with_more(piece)
        assert (whole.block, whole.lines) == (words.block, words.lines)
    assert len(tuple(_lines())) == sum(len(each.pieces()) for each in WORDS) + 1  # the table's caption
