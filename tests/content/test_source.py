"""Bytes → header and body; what is wrong with bytes is told with its line, and reading goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from library.content.mistakes import Mistakes
from library.content.source import LARGEST_FILE, Source, part, read_source
from library.errors import ContentError
from tests.content.writing import STORY, Folder


def test_a_file_is_parted_into_header_and_body() -> None:
    mistakes = Mistakes("a.md")
    data = b"---  \ntitle: A\nkind: story\n---\t\n\nText --- here.\n---\nMore.\n"
    source = part(data, mistakes)
    assert source == Source(data, "title: A\nkind: story\n", 2, "\nText --- here.\n---\nMore.\n", 5)
    assert not len(mistakes)


def test_an_empty_header_and_no_body_are_parted_too() -> None:
    assert part(b"---\n---", Mistakes("a.md")) == Source(b"---\n---", "", 2, "", 3)


FIRST = "1: The first line must be three hyphens (---); the header stands below it, and then --- again."
OPEN = "1: The header opens here and nothing closes it. Add a line of three hyphens (---)."


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", FIRST),
        ("Just text.\n", FIRST),
        ("\n---\ntitle: A\n---\n", FIRST),
        ("----\ntitle: A\n---\n", FIRST),
        ("---\ntitle: A\n", OPEN),
        ("---\ntitle: A\n...\n", OPEN),
        ("---\ntitle: A\n--\nText.\n", f"{OPEN} Line 3 looks like it."),
        ("---\ntitle: A\nkind: b\n—-\n", f"{OPEN} Line 4 looks like it."),
        ("---\ntitle: A\n ---\n", f"{OPEN} Line 3 looks like it."),
        ("---\n" + "x" * 65_537 + "\n---\n", "1: The header is larger than 64 KB. Move the long parts into the body."),
    ],
)
def test_a_file_without_a_header_is_a_mistake(folder: Folder, text: str, mistake: str) -> None:
    folder.put(STORY, text)
    assert folder.mistakes() == [mistake]


BOM = "1: The file starts with an invisible byte-order mark. Save it as UTF-8 without BOM."
CRLF = "1: Lines end in the Windows way (CRLF) here. Save the file with Unix line ends (LF)."
UTF16 = "1: This file is saved as UTF-16. Save it again and choose the encoding UTF-8."
LATIN1 = (
    "Byte 0xe9 on this line is not UTF-8. Save the file with the encoding UTF-8. "
    "Then check the accents and quotation marks."
)
INVISIBLE = "is invisible (U+{}). Delete it: delete the signs around it too, and type them again."


def test_wrong_bytes_are_told_beside_the_other_mistakes(folder: Folder) -> None:
    text = folder.write(year="3")
    year = '9: year: "3" is not a whole number from 1800 to 2100.'
    cases = {
        b"\xef\xbb\xbf" + text.encode(): [BOM, year],
        text.replace("\n", "\r\n").encode(): [CRLF, year],
        text.replace("\n", "\r").encode(): [CRLF, year],
        text.encode("utf-16"): [UTF16],
        text.replace("Second", "Caf\xe9").encode("latin-1"): [year, f"13: {LATIN1}"],
        text.replace("key", "k\0y").encode(): [f"2: Sign 19 of this line {INVISIBLE.format('0000')}", year],
        text.replace("First", "\u2028F").encode(): [year, f"11: Sign 1 of this line {INVISIBLE.format('2028')}"],
        text.replace("paragraph", "\ufeffp").encode(): [
            year,
            f"11: Sign 7 of this line {INVISIBLE.format('FEFF')} There are 2 more like it in this file.",
        ],
        text.replace("kind: ", "kind:\t").encode(): ["3: There is a tab in the header here. Use spaces.", year],
    }
    for data, mistakes in cases.items():
        folder.put(STORY, data)
        assert folder.mistakes() == mistakes


def test_a_tab_in_the_body_is_no_mistake(folder: Folder) -> None:
    assert folder.mistakes_with(body="One\ttwo.\n") == []


def test_a_file_that_is_too_large_is_not_read(folder: Folder) -> None:
    folder.put(STORY, b"x" * (LARGEST_FILE + 1))
    assert folder.mistakes() == ["1: This file is larger than 2048 KB. Divide it, or take something out."]


def test_a_file_that_is_not_there_is_a_mistake(folder: Folder) -> None:
    assert folder.mistakes() == ["1: This file cannot be opened: No such file or directory."]


def test_a_path_that_cannot_be_is_a_mistake(folder: Folder) -> None:
    mistakes = Mistakes("stories/a\0b.md")
    assert read_source(folder.root, "stories/a\0b.md", mistakes) is None
    with pytest.raises(ContentError, match="This file cannot be opened: "):
        raise mistakes.error()


ORDINARY = "1: This is not an ordinary file inside the content folder. Put the file itself here."


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
