"""A Word file as more text for a document: what is there stays as it is, and nothing hidden comes along."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from library.content.drafts.addition import Addition, addition_of
from library.content.word.archive import UnusableWordFile
from tests.content.word.files import paragraph, part, word_file
from tests.pictures import JPEG

NOTED = paragraph('<w:r><w:t>Noted</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>')
NOTES = part("footnotes", f'<w:footnote w:id="7">{paragraph("A note")}</w:footnote>')


def from_word(title: str = "The red chair", pictures: int = 0) -> bytes:
    """Return a file as Word users make them."""
    document = docx.Document()
    document.add_heading(title, 0)
    document.add_paragraph("She was not in the room.").add_run(" SENTINEL").font.hidden = True
    for _ in range(pictures):
        document.add_picture(BytesIO(JPEG))._inline.docPr.set("descr", "A chair")
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def added(data: bytes, title: str = "", text: str = "") -> Addition:
    return addition_of(data, "spare-key", title, text)


def test_a_title_becomes_a_heading_unless_the_document_has_it() -> None:
    assert added(from_word()).markdown == "## The red chair\n\nShe was not in the room.\n"
    same = added(from_word(), "The Red Chair")
    assert same.markdown == "She was not in the room.\n"
    assert "The title: “The red chair”. The document has it already." in [each.sentence for each in same.changes]


def test_footnotes_are_numbered_after_those_of_the_document() -> None:
    file = word_file(NOTED, ("rNotes", "footnotes", "footnotes.xml"), parts={"word/footnotes.xml": NOTES})
    assert added(file).markdown == "Noted[^1]\n\n[^1]: A note\n"
    assert added(file, text="One[^2].\n\n[^2]: x\n\n[^a]: y\n").markdown == "Noted[^3]\n\n[^3]: A note\n"


def test_pictures_have_the_same_names_for_the_same_file_and_others_for_another() -> None:
    file = from_word(pictures=2)
    names = [name for name, _ in added(file).pictures]
    assert names == [name for name, _ in added(file, text="Words.").pictures]
    other = [name for name, _ in added(from_word("Another", pictures=2)).pictures]
    assert all(name.startswith("spare-key-") for name in (*names, *other))
    assert set(names).isdisjoint(other)


def test_a_file_with_nothing_but_the_title_of_the_document_is_refused() -> None:
    with pytest.raises(UnusableWordFile, match="has no text"):
        added(word_file(paragraph("The red chair", "Title")), "The red chair")
