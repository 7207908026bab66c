"""Bytes → header and body; what is wrong with bytes is told with its line, and reading goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from library.content.folder_files import read_source
from library.content.mistakes import Mistakes
from library.content.source import LARGEST_FILE, Source, part
from library.errors import ContentError
from tests.content.writing import STORY, Folder


def test_a_file_is_parted_into_header_and_body() -> None:
    mistakes = Mistakes("a.md")
    data = b"---  \ntitle: A\nkind: story\n---\t\n\nText --- here.\n---\nMore.\n"
    source = part(data, mistakes)
    assert source == Source(
        data, "title: A\nkind: story\n", 2, "\nText --- here.\n---\nMore.\n", 5, "\nText --- here.\n---\nMore.\n"
    )
    assert not len(mistakes)


def test_an_empty_header_and_no_body_are_parted_too() -> None:
    assert part(b"---\n---", Mistakes("a.md")) == Source(b"---\n---", "", 2, "", 3, "")


FIRST = (
    "1: The file must start with a header: a line of three hyphens (---), the details, then another line of three "
    "hyphens."
)
OPEN = "1: The header has no end. Add a line of three hyphens (---) after it."


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", FIRST),
        ("Just text.\n", FIRST),
        ("\n---\ntitle: A\n---\n", FIRST),
        ("----\ntitle: A\n---\n", FIRST),
        ("---\ntitle: A\n", OPEN),
        ("---\ntitle: A\n...\n", OPEN),
        ("---\ntitle: A\n--\nText.\n", f"{OPEN} Line 3 looks like one."),
        ("---\ntitle: A\nkind: b\n----\n", f"{OPEN} Line 4 looks like one."),
        ("—-\ntitle: A\n--\n", f"{OPEN} Line 3 looks like one."),
        ("—- title\ntitle: A\n---\n", FIRST),
        ("---\ntitle: A\n ---\n", f"{OPEN} Line 3 looks like one."),
        (
            "---\n" + "x" * 65_537 + "\n---\n",
            "1: Move the long parts of the header into the text. It is larger than 64 KB.",
        ),
    ],
)
def test_a_file_without_a_header_is_a_mistake(folder: Folder, text: str, mistake: str) -> None:
    folder.put(STORY, text)
    assert folder.mistakes() == [mistake]


UTF8 = (
    "Save this file as UTF-8. In Notepad: File > Save as > Encoding: UTF-8. "
    "In Word: Save as > Plain text > Unicode (UTF-8). "
    "In TextEdit: File > Duplicate, then save with the encoding Unicode (UTF-8). "
    "On a phone: copy all the text into a new file."
)
PLAIN = (
    "Save the words as plain text. In Word: Save as > Plain text > Unicode (UTF-8). "
    "In TextEdit: Format > Make Plain Text, then save. On a phone: copy all the words into a new text file."
)
NUL = f"This file contains characters that are not text (NUL), so part of it may be lost. {PLAIN}"


def test_what_cannot_be_read_for_certain_is_told_beside_the_other_mistakes(folder: Folder) -> None:
    text = folder.write(year="3")
    year = "9: year: Write a whole number from 1800 to 2100. “3” is not one."
    check = "Then check the accents and quotation marks, first on this line:"
    cases = {
        text.replace("Second", "Caf\xe9").encode("latin-1"): [year, f"13: {UTF8} {check} “Caf� paragraph.”."],
        text.replace("Second", "“No”").replace("\n", "\r\n").encode("cp1252"): [
            year,
            f"13: {UTF8} {check} “�No� paragraph.”.",
        ],
        text.replace("key", "k\0y").encode(): [f"2: {NUL}", year],
    }
    for data, mistakes in cases.items():
        folder.put(STORY, data)
        assert folder.mistakes() == mistakes


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("---\ntitle: A\n".encode("utf-16"), f"{UTF8} It is UTF-16 now."),
        ("---\ntitle: A\n".encode("utf-16-be"), f"{UTF8} It is UTF-16 or no text now."),
        ("---\ntitle: A\n".encode("utf-32"), f"{UTF8} It is UTF-32 now."),
        (
            b"PK\x03\x04 word/document.xml",
            "Rename this file so that it ends in .docx, then run: library import. It is a Word document.",
        ),
        (b"\xd0\xcf\x11\xe0\xa1", "Save this file as .docx, then run: library import. It is an old Word document."),
        (b"{\\rtf1\\ansi ---}", f"{PLAIN} This is a rich text file (RTF) with another name."),
        (b"%PDF-1.7\n", f"{PLAIN} This is a PDF with another name."),
    ],
)
def test_a_file_that_is_no_text_in_utf_8_is_told_with_what_it_is(folder: Folder, data: bytes, sentence: str) -> None:
    folder.put(STORY, data)
    assert folder.mistakes() == [f"1: {sentence}"]


def test_a_tab_in_the_body_is_no_mistake(folder: Folder) -> None:
    assert folder.mistakes_with(body="One\ttwo.\n") == []


def test_a_file_that_is_too_large_is_not_read(folder: Folder) -> None:
    folder.put(STORY, b"x" * (LARGEST_FILE + 1))
    assert folder.mistakes() == ["1: Split this file or shorten it. It is larger than 2048 KB."]


def test_a_file_that_is_not_there_is_a_mistake(folder: Folder) -> None:
    assert folder.mistakes() == [
        "1: Check that this file is there and that you can open it: No such file or directory."
    ]


def test_a_path_that_cannot_be_is_a_mistake(folder: Folder) -> None:
    mistakes = Mistakes("stories/a\0b.md")
    assert read_source(folder.root, "stories/a\0b.md", mistakes) is None
    with pytest.raises(ContentError, match="Check that this file is there"):
        raise mistakes.error()


ORDINARY = "1: Put the file itself here. This is not an ordinary file in the content folder."


def test_only_ordinary_files_inside_the_folder_are_read(folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(folder.write())
    folder.put("stories/folder.md/inside", "x")
    folder.link("stories/away.md", outside)
    folder.link("stories/inside.md", "spare-key.md")
    os.mkfifo(folder.root / "stories/pipe.md")
    assert folder.mistakes("stories/folder.md") == [ORDINARY]
    assert folder.mistakes("stories/away.md") == [ORDINARY]
    assert folder.mistakes("stories/pipe.md") == [ORDINARY]
    assert folder.mistakes("stories/inside.md") == []


def test_there_is_no_error_without_a_mistake() -> None:
    with pytest.raises(ValueError, match="no mistake"):
        Mistakes("a.md").error()
