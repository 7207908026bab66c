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
        ("---\ntitle: A\nkind: b\n—-\n", f"{OPEN} Line 4 looks like one."),
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


BOM = "1: Save this file as UTF-8 without BOM. It starts with an invisible byte-order mark."
CRLF = "1: Save this file with Unix line endings (LF). Its lines end the Windows way (CRLF)."
UTF16 = "1: Save this file as UTF-8 (in Word or Notepad: Save as > Encoding > UTF-8). It is UTF-16 now."
LATIN1 = (
    "Save this file as UTF-8 (in Word or Notepad: Save as > Encoding > UTF-8). "
    "Then check the accents and quotation marks. Byte 0xe9 on this line is not UTF-8."
)
INVISIBLE = "Retype this line around character {}, which is invisible (U+{})."


def test_wrong_bytes_are_told_beside_the_other_mistakes(folder: Folder) -> None:
    text = folder.write(year="3")
    year = "9: year: Write a whole number from 1800 to 2100. “3” is not one."
    cases = {
        b"\xef\xbb\xbf" + text.encode(): [BOM, year],
        text.replace("\n", "\r\n").encode(): [CRLF, year],
        text.replace("\n", "\r").encode(): [CRLF, year],
        text.encode("utf-16"): [UTF16],
        text.replace("Second", "Caf\xe9").encode("latin-1"): [year, f"13: {LATIN1}"],
        text.replace("key", "k\0y").encode(): [f"2: {INVISIBLE.format(19, '0000')}", year],
        text.replace("First", "\u2028F").encode(): [year, f"11: {INVISIBLE.format(1, '2028')}"],
        text.replace("paragraph", "\ufeffp").encode(): [
            year,
            f"11: {INVISIBLE.format(7, 'FEFF')} The file has 2 more invisible characters.",
        ],
        text.replace("kind: ", "kind:\t").encode(): ["3: Replace the tab on this line with spaces.", year],
    }
    for data, mistakes in cases.items():
        folder.put(STORY, data)
        assert folder.mistakes() == mistakes


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
