"""PDF and Word files are read page by page and paragraph by paragraph, whatever they are, within limits."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from bench import leaflet
from library.content.attachments import limits
from library.content.attachments.fragments import LONGEST, SHORTEST, fragments_of
from library.content.attachments.problems import sentence_about, unseen_in
from library.content.attachments.reading import read_attachment
from library.content.file_types import DOCX, PDF
from library.content.folder_files import FolderFiles
from library.errors import PublishError
from library.model.attachment_text import AttachmentText, Problem, Section, Unseen
from library.model.document import StoredFile
from library.process.parent import Limits
from tests.content.word.files import paragraph, run, table, word_file
from tests.pdfs import SECRET, bomb, cropped, locked, pdf, scanned, with_bookmark

LONG = "The kettle was on and nobody had asked her what she wanted to talk about. " * 4


def read(folder: Path, data: bytes, name: str = "a.pdf", limits: Limits = limits.READING) -> AttachmentText:
    """Return what is read of a file."""
    (folder / name).write_bytes(data)
    kind = PDF if name.endswith(".pdf") else DOCX
    return read_attachment(
        FolderFiles(folder),
        StoredFile(name, name, len(data), hashlib.sha256(data).hexdigest(), kind.media_type),
        limits,
    )


def pages(text: AttachmentText) -> dict[int, list[str]]:
    """Return the fragments of each page."""
    found: dict[int, list[str]] = {}
    for each in text.fragments:
        found.setdefault(each.page, []).append(each.text)
    return found


def word(*paragraphs: str) -> WordFile:
    """Return a Word file."""
    made = docx.Document()
    for words in paragraphs:
        made.add_paragraph(words)
    return made


def nameless(*paragraphs: str) -> WordFile:
    """Return a Word file without the name of an author."""
    made = word(*paragraphs)
    made.core_properties.author = ""
    return made


def saved(made: WordFile) -> bytes:
    """Return the bytes of a Word file."""
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


# ------------------------------------------------------------------------------------------------------------------ PDF


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    text = read(tmp_path, pdf(f"First page. {LONG}", "Second page."))
    assert (text.pages, text.read, text.problem) == (2, 2, None)
    assert pages(text) == {1: [f"First page. {LONG.strip()}"], 2: ["Second page."]}


def test_paragraphs_of_a_page_are_parts_of_their_own_and_short_ones_are_joined_to_the_next(tmp_path: Path) -> None:
    text = read(tmp_path, pdf(f"= A heading\n\n{LONG}\n\nAnother. {LONG}\n\n- one\n- two"))
    assert pages(text) == {1: [f"A heading {LONG.strip()}", f"Another. {LONG.strip()}", "• one • two"]}


def test_lines_are_joined_and_broken_words_are_whole_again(tmp_path: Path) -> None:
    narrow = "#set page(width: 6cm, margin: 1cm)\n#set text(hyphenate: true)\n#set par(justify: true)\n"
    words = "Extraordinarily uncomplicated conversations characteristically notwithstanding misunderstandings."
    text = read(tmp_path, pdf(f"{narrow}{words}"))
    assert pages(text) == {1: [words]}


def test_a_hyphen_at_the_end_of_a_line_stays_where_the_file_has_the_word_with_it(tmp_path: Path) -> None:
    text = read(
        tmp_path,
        pdf("#set page(width: 4cm, margin: 1cm)\n#set text(hyphenate: false)\nself-directed or a self-directed"),
    )
    assert "self-directed or a self-directed" in " ".join(each.text for each in text.fragments)


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    text = read(tmp_path, pdf(f"#columns(2)[{LONG} It runs on #colbreak() to its end.]"))
    assert pages(text) == {1: [f"{LONG.strip()} It runs on to its end."]}


def test_what_every_page_repeats_at_its_top_is_left_out_and_a_heading_is_not(tmp_path: Path) -> None:
    text = read(tmp_path, pdf(*(f"= Chapter {n}\n\nBody {n}." for n in range(1, 6)), head="Running head"))
    assert pages(text) == {n: [f"Chapter {n} Body {n}."] for n in range(1, 6)}


def test_sections_are_the_bookmarks_whose_words_are_on_their_page(tmp_path: Path) -> None:
    data = with_bookmark(pdf("= Opening\n\nHello.", "= What matters\n\nBye."), "Nobody was to see this", 2)
    assert read(tmp_path, data).sections == (Section("Opening", 1), Section("What matters", 2))


def test_title_and_author_of_a_pdf_are_not_read(tmp_path: Path) -> None:
    data = pdf("Hello.")
    assert all(value.encode() in data for value in SECRET.values())
    assert not any(value in repr(read(tmp_path, data)) for value in SECRET.values())


OFF = "#place(top + left, dx: {dx}, dy: {dy})[Quoxhidden]"


@pytest.mark.parametrize(
    "data",
    [
        pdf(f"Seen. {OFF.format(dx='-9cm', dy='4cm')}"),
        pdf(f"Seen. {OFF.format(dx='4cm', dy='-9cm')}"),
        pdf(f"Seen. {OFF.format(dx='4cm', dy='40cm')}"),
        cropped(pdf(f"Seen. {OFF.format(dx='0cm', dy='20cm')}")),
        cropped(pdf(f"#set page(flipped: true)\nSeen. {OFF.format(dx='0cm', dy='15cm')}")),
    ],
    ids=["left", "above", "below", "cropped away", "cropped away in landscape"],
)
def test_words_outside_the_edges_of_a_page_are_not_read(tmp_path: Path, data: bytes) -> None:
    assert pages(read(tmp_path, data)) == {1: ["Seen."]}


def test_of_a_line_that_crosses_the_edge_of_a_page_the_part_on_it_is_read(tmp_path: Path) -> None:
    words = f"#set page(width: 9cm, margin: 1cm)\n#box(width: 40cm)[Seen and gone {'and gone ' * 9}Quoxhidden]"
    [text] = pages(read(tmp_path, pdf(words)))[1]
    assert text.startswith("Seen and gone")
    assert "Quox" not in text


def test_a_pdf_that_anyone_can_open_is_read_and_one_with_a_password_is_not(tmp_path: Path) -> None:
    assert pages(read(tmp_path, locked(pdf("Hello."), ""))) == {1: ["Hello."]}
    assert read(tmp_path, locked(pdf("Hello."), "secret")) == AttachmentText(problem=Problem.LOCKED)


def test_a_scanned_pdf_has_no_words(tmp_path: Path) -> None:
    assert read(tmp_path, scanned()) == AttachmentText(pages=2, read=2, problem=Problem.SCANNED)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 40, pdf("Hello.")[:900]])
def test_a_damaged_or_truncated_pdf_says_so(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data).problem is Problem.DAMAGED


def test_a_bomb_is_stopped_by_its_memory(tmp_path: Path) -> None:
    assert read(tmp_path, bomb()) == AttachmentText(problem=Problem.LARGE)


def test_a_file_that_takes_too_long_is_stopped_by_the_clock(tmp_path: Path) -> None:
    assert read(tmp_path, pdf("Hello."), limits=Limits(seconds=0.001, megabytes=400)).problem is Problem.SLOW


def test_of_a_pdf_with_five_hundred_pages_every_page_is_read(tmp_path: Path) -> None:
    text = read(tmp_path, pdf(*(f"Page {n}. #lorem(300)" for n in range(1, 501))))
    assert (text.pages, text.read, text.problem) == (500, 500, None)
    assert pages(text)[500][0].startswith("Page 500. Lorem ipsum")


def test_of_a_pdf_with_too_many_pages_the_first_ones_are_read(tmp_path: Path) -> None:
    text = read(tmp_path, pdf(*(f"On {n} it says" for n in range(limits.MOST_PAGES + 2))))
    assert (text.pages, text.read, text.problem) == (limits.MOST_PAGES + 2, limits.MOST_PAGES, Problem.LONG)


def test_of_a_pdf_with_too_many_words_the_first_pages_are_read(tmp_path: Path) -> None:
    full = "word " * (limits.MOST_CHARACTERS // 5 // 4)
    text = read(tmp_path, pdf(*(f"#set text(4pt)\n#set page(width: 150cm, height: 200cm)\n{full}" for _ in range(5))))
    assert (text.pages, text.problem) == (5, Problem.LONG)
    assert 0 < text.read < text.pages
    assert sum(len(each.text) for each in text.fragments) <= limits.MOST_CHARACTERS


def test_a_file_that_changed_since_it_was_checked_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("Hello."))
    with pytest.raises(PublishError, match="changed while it was being published"):
        read_attachment(FolderFiles(tmp_path), StoredFile("a.pdf", "a.pdf", 1, "0" * 64, PDF.media_type))
    (tmp_path / "a.pdf").unlink()
    with pytest.raises(PublishError, match=r"^Check that you can open a\.pdf: No such file"):
        read_attachment(FolderFiles(tmp_path), StoredFile("a.pdf", "a.pdf", 1, "0" * 64, PDF.media_type))


# ----------------------------------------------------------------------------------------------------------------- Word


def test_a_word_file_is_read_by_paragraph(tmp_path: Path) -> None:
    text = read(tmp_path, saved(word(f"First. {LONG}", "", f"Second. {LONG}")), "a.docx")
    assert text.problem is None
    assert [each.text for each in text.fragments] == [f"First. {LONG.strip()}", f"Second. {LONG.strip()}"]
    assert text.pages == 0


def test_tables_of_a_word_file_are_read_and_properties_headers_and_comments_are_not(tmp_path: Path) -> None:
    made = word("Body.")
    made.add_table(1, 2).cell(0, 1).text = "In a table"
    made.core_properties.author, made.core_properties.title = SECRET["author"], SECRET["title"]
    made.sections[0].header.paragraphs[0].text = "Quoxheader"
    made.add_comment(made.paragraphs[0].runs, "Quoxcomment", author="Quoxcommenter")
    text = read(tmp_path, saved(made), "a.docx")
    assert [each.text for each in text.fragments] == ["Body. In a table"]


def test_what_a_word_file_hides_or_has_deleted_is_not_read(tmp_path: Path) -> None:
    made = word("Seen. ")
    made.paragraphs[0].add_run("Quoxhidden").font.hidden = True
    made.paragraphs[0].add_run("Shown.").font.hidden = False
    deleted = OxmlElement("w:del")
    deleted.append(made.paragraphs[0].add_run("Quoxdeleted")._r)
    made.paragraphs[0]._p.append(deleted)
    assert [each.text for each in read(tmp_path, saved(made), "a.docx").fragments] == ["Seen. Shown."]


@pytest.mark.parametrize(
    "body",
    [
        run("Quoxhidden", '<w:rStyle w:val="SecretWords"/>'),
        paragraph("Quoxhidden", "Secret"),
        paragraph("Quoxhidden", "Below"),
        "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>Quoxhidden</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>Quoxhidden</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ],
    ids=["style of words", "style of a paragraph", "style below a hidden one", "hidden row", "deleted row"],
)
def test_what_a_style_or_a_row_hides_is_not_read(tmp_path: Path, body: str) -> None:
    content = body if body.startswith(("<w:p>", "<w:tbl>")) else paragraph(body)
    data = word_file(f"{paragraph('Seen.')}{content}{table(('Shown.',))}")
    assert [each.text for each in read(tmp_path, data, "a.docx").fragments] == ["Seen. Shown."]


def test_words_that_a_style_hides_and_the_author_shows_again_are_read(tmp_path: Path) -> None:
    data = word_file(paragraph(run("Shown.", '<w:vanish w:val="0"/>'), "Secret"))
    assert [each.text for each in read(tmp_path, data, "a.docx").fragments] == ["Shown."]


def test_a_word_file_without_words_damaged_or_locked_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, saved(word("")), "a.docx").problem is Problem.SCANNED
    assert read(tmp_path, b"PK\x03\x04" + bytes(16), "a.docx").problem is Problem.DAMAGED
    assert read(tmp_path, saved(word("Hello."))[:-300], "a.docx").problem is Problem.DAMAGED


def packed(xml: bytes, times: int = 1) -> bytes:
    """Return a zip file with a part of a Word file that repeats something."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("word/document.xml", "w") as part:
        part.write(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
        for _ in range(times):
            part.write(xml)
        part.write(b"</w:body></w:document>")
    return data.getvalue()


def test_a_word_file_that_unpacks_to_gigabytes_is_stopped(tmp_path: Path) -> None:
    block = b"<w:p><w:r><w:t>" + b"bang " * 200_000
    assert read(tmp_path, packed(block, 700), "a.docx").problem in {Problem.LARGE, Problem.DAMAGED}


def test_of_a_long_word_file_the_first_part_is_read(tmp_path: Path) -> None:
    block = b"<w:p><w:r><w:t>" + b"word " * 200 + b"</w:t></w:r></w:p>"
    text = read(tmp_path, packed(block, limits.MOST_CHARACTERS // 1000 + 50), "a.docx")
    assert text.problem is Problem.LONG
    assert sum(len(each.text) for each in text.fragments) <= limits.MOST_CHARACTERS


def test_the_sheet_of_our_exercise_says_what_the_exercise_says(tmp_path: Path) -> None:
    stored = (leaflet.CONTENT / leaflet.SHEET).read_bytes()
    assert read(tmp_path, stored).fragments == read(tmp_path, leaflet.sheet()).fragments


# ------------------------------------------------------------------------------------------------------------ fragments


@given(st.lists(st.text("ab .!?\n", max_size=3 * LONGEST), max_size=6))
def test_fragments_have_every_word_in_order_and_are_never_too_long(paragraphs: list[str]) -> None:
    fragments = list(fragments_of(paragraphs))
    assert "".join(" ".join(fragments).split()) == "".join(" ".join(paragraphs).split())
    assert all(0 < len(each) <= SHORTEST + LONGEST for each in fragments)
    assert all(len(each) >= SHORTEST for each in fragments[:-1])


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_a_sentence_that_names_the_file_and_what_to_do(problem: Problem) -> None:
    said = sentence_about("guide.pdf", AttachmentText(pages=9, read=7, problem=problem))
    assert "guide.pdf" in said
    assert any(verb in said for verb in ("Save", "save", "Split"))
    assert sentence_about("guide.pdf", AttachmentText()) == ""


def test_what_a_word_file_holds_and_its_pages_do_not_show_is_noted(tmp_path: Path) -> None:
    commented, hidden, changed, named = (nameless("Shown.") for _ in range(4))
    commented.add_comment(commented.paragraphs[0].runs, "Is this Farquharson?", author="")
    hidden.add_paragraph().add_run("Farquharson").font.hidden = True
    inserted = OxmlElement("w:ins")
    inserted.append(changed.paragraphs[0].runs[0]._r)
    changed.paragraphs[0]._p.append(inserted)
    named.core_properties.author = "Farquharson"
    found = [
        read(tmp_path, saved(made), "a.docx").unseen for made in (nameless("Shown."), commented, hidden, changed, named)
    ]
    assert found == [(), (Unseen.COMMENTS,), (Unseen.HIDDEN,), (Unseen.CHANGES,), (Unseen.NAMES,)]


def test_an_author_is_told_what_readers_would_get_with_a_word_file() -> None:
    fix = "In Word, choose File, Info, Check for Issues, Inspect Document, remove them and save the file."
    assert unseen_in("visit.docx", AttachmentText()) == ""
    assert unseen_in("visit.docx", AttachmentText(unseen=(Unseen.NAMES,))) == (
        f"Readers who download visit.docx also get the name of its author. {fix}"
    )
    everything = "comments, tracked changes, hidden text and the name of its author"
    assert unseen_in("visit.docx", AttachmentText(unseen=tuple(Unseen))) == (
        f"Readers who download visit.docx also get {everything}. {fix}"
    )
