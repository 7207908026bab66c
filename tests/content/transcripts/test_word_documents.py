"""Word documents: Teams' own, tables, and those that are damaged, locked or mean harm."""

import io
import tracemalloc
import zipfile

import docx
import pytest

from tests.content.transcripts.reading import advice, read, refusal, said, words

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DAMAGED = "Open this document in Word, save it again as .docx and use that. It is damaged or locked."


def word(*paragraphs: str) -> bytes:
    """Return a document that Word would write; a line break in a paragraph is one in Word."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def archive(body: str, compression: int = zipfile.ZIP_DEFLATED, name: str = "word/document.xml") -> bytes:
    """Return a document with nothing but a body."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as file:
        file.writestr(name, f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
    return written.getvalue()


def test_a_transcript_of_teams_is_read() -> None:
    data = word(
        "Team meeting-20261103_100000",
        "November 3, 2026, 10:00AM",
        "Ann Lee started transcription",
        "Ann Lee   0:03\nCan everybody hear me?",
        "Bob Roy   0:14\nYes.",
    )
    assert [(start, speaker, spoken) for start, _, speaker, spoken in said(data)] == [
        (3, "Ann Lee", "Can everybody hear me?"),
        (14, "Bob Roy", "Yes."),
    ]
    assert read(data).shape == "lines with times, in a Word document"


def test_an_old_transcript_of_teams_is_read() -> None:
    data = word(
        "00:00:00.000 --> 00:00:05.320\nAnn Lee\nCan everybody hear me?",
        "0:0:4.900 --> 0:0:9.40\nBob Roy\nYes.",
        "00:00:10.000 --> 00:00:11.000\nAnn Lee\nGood.",
        "00:00:12.000 --> 00:00:13.000\nBob Roy\nSo?",
    )
    assert said(data) == [
        (0, 5.32, "Ann Lee", "Can everybody hear me?"),
        (4.9, 9.4, "Bob Roy", "Yes."),
        (10, 11, "Ann Lee", "Good."),
        (12, 13, "Bob Roy", "So?"),
    ]


def test_a_table_is_read_by_its_rows() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for row in (("Time", "Speaker", "Text"), ("0:05", "Ann", "Can everybody\thear\nme?"), ("0:14", "Bob", "Yes.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    assert [(start, speaker, spoken) for start, _, speaker, spoken in said(saved(document))] == [
        (5, "Ann", "Can everybody hear me?"),
        (14, "Bob", "Yes."),
    ]


def test_hidden_and_deleted_words_are_left_out() -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>[0:05] Hello</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> private</w:t></w:r><w:r><w:t> there</w:t></w:r>"
        "<w:del><w:r><w:delText> private</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t> private</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>[0:09] Bye.</w:t></w:r></w:p>"
    )
    assert words(archive(body)) == ["Hello there", "Bye."]
    assert (1, "This document has hidden text, which was left out.") in advice(archive(body))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + bytes(40),
        word("[0:05] Hello.")[:400],
        archive("<w:p><w:r><w:t>[0:05] Hello.").replace(b"PK\x01\x02", b"PK\x01\x03"),
        archive("", compression=zipfile.ZIP_STORED).replace(b"<w:body>", b"<w:bad >"),
    ],
)
def test_a_damaged_document_is_refused(data: bytes) -> None:
    assert refusal(data) == DAMAGED


def test_a_document_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    data = archive("<w:p><w:r><w:t>[0:05] Hello.</w:t></w:r></w:p><w:p><w:r><w:t>[0:09] Bye.</w:t></w:p></w:p></w:p>")
    assert words(data) == ["Hello."]


def test_another_archive_is_refused() -> None:
    assert refusal(archive("", name="ppt/presentation.xml")) == (
        "Save the transcript as .docx. This is a zip archive, but not a Word document."
    )


def test_a_bomb_is_not_unpacked() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as part:
        for _ in range(150):
            part.write(bytes(1_000_000))
    tracemalloc.start()
    try:
        assert refusal(written.getvalue()) == "Check that this is the right file. It is too long for a transcript."
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()


def test_entities_are_never_expanded() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]><d>&a;</d>')
    assert refusal(written.getvalue()).startswith("Export the transcript again. This file defines entities")
