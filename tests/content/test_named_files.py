"""Files that a header names: beside the document, ordinary, and of the type that their content says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from library.content.folder_files import FolderFiles
from library.content.header.named_files import CHUNK, copy_bytes
from library.content.pictures import drawn
from library.model.document import StoredFile
from tests.content.writing import M4A, MP3, MP4, OGG, PDF, VIDEO, VTT, WEBM, ZIP, Folder
from tests.pictures import JPEG, PNG, WEBP

OFFICE = "application/vnd.openxmlformats-officedocument."


def attached(folder: Folder, name: str) -> list[str]:
    """Return the mistakes of a document that attaches a file."""
    quoted = name.replace("'", "''")
    mistakes = folder.mistakes_with(VIDEO, kind="tool", attachments=f"[{{file: '{quoted}', title: A}}]")
    return [mistake.removeprefix("9: attachments file: ") for mistake in mistakes]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A Guide, 2nd.PDF", PDF, "application/pdf"),
        ("more/of/it.docx", ZIP, OFFICE + "wordprocessingml.document"),
        ("a.pptx", ZIP, OFFICE + "presentationml.presentation"),
        ("a.png", PNG, "image/png"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.webp", WEBP, "image/jpeg"),
    ],
)
def test_an_attachment_is_stored_under_its_name(folder: Folder, name: str, content: bytes, media_type: str) -> None:
    folder.put(f"resources/{name}", content)
    assert attached(folder, name) == []
    served = drawn(content)[0] if media_type.startswith("image/") else content
    digest = hashlib.sha256(served).hexdigest()
    source = hashlib.sha256(content).hexdigest() if media_type.startswith("image/") else ""
    stored = StoredFile(name, f"resources/{name}", len(served), digest, media_type, source)
    assert folder.read(VIDEO).files == (stored,)
    assert b"".join(copy_bytes(FolderFiles(folder.root), stored)) == served


@pytest.mark.parametrize(
    ("kind", "name", "content", "media_type"),
    [
        ("video", "a.mp4", MP4, "video/mp4"),
        ("video", "a.m4v", MP4.replace(b"isom", b"M4V "), "video/mp4"),
        ("video", "a.webm", WEBM, "video/webm"),
        ("audio", "a.mp3", MP3, "audio/mpeg"),
        ("audio", "b.mp3", b"\xff\xfb\x90\x00", "audio/mpeg"),
        ("audio", "a.m4a", M4A, "audio/mp4"),
        ("audio", "a.ogg", OGG, "audio/ogg"),
        ("audio", "a.opus", OGG, "audio/ogg"),
    ],
)
def test_media_are_told_apart_by_content(folder: Folder, kind: str, name: str, content: bytes, media_type: str) -> None:
    folder.put(f"resources/{name}", content)
    folder.write(VIDEO, kind=kind, media=f'{{file: {name}, duration: "00:01:00"}}')
    media = folder.read(VIDEO).media
    assert media is not None
    assert media.file.media_type == media_type


WANTED = (
    "Choose from: a PDF, a Word document, a PowerPoint presentation, a JPEG picture, a PNG picture, a WebP picture, "
    "an HEIC picture."
)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "“a.pdf” is empty. Copy the file again."),
        ("a.pdf", b"hello", f"“a.pdf” cannot be used here. {WANTED}"),
        ("a.pdf", b"\n%PDF-1.7", f"“a.pdf” cannot be used here. {WANTED}"),
        ("a.pdf", PNG, "“a.pdf” is a PNG picture. Rename it so that it ends in .png."),
        ("a.gif", JPEG, "“a.gif” is a JPEG picture. Rename it so that it ends in .jpg or .jpeg."),
        ("a", PDF, "“a” is a PDF. Rename it so that it ends in .pdf."),
        ("a.mp4", MP4, f"“a.mp4” cannot be used here. It is an MP4 video. {WANTED}"),
        ("a.zip", ZIP, f"“a.zip” cannot be used here. {WANTED}"),
        ("a.vtt", VTT, f"“a.vtt” cannot be used here. It is a WebVTT transcript. {WANTED}"),
        ("a.vtt", b"WEBVTTX", f"“a.vtt” cannot be used here. {WANTED}"),
        ("a.mp3", b"\xff\xf1\x50\x80", f"“a.mp3” cannot be used here. {WANTED}"),
        ("a.ogg", OGG + b"\x80theora", f"“a.ogg” cannot be used here. {WANTED}"),
        ("a.svg", b"<svg>", "“a.svg” cannot be used here. Save this SVG picture as PNG. An SVG can contain programs, "
         "so the site never shows it."),
        ("a.png", b'\n<?xml version="1.0"?><svg>',
         "“a.png” cannot be used here. Save this SVG picture as PNG. An SVG can contain "
         "programs, so the site never shows it."),
        ("a.mov", b"\0\0\0\x14ftypqt  ",
         "“a.mov” cannot be used here. Save this QuickTime video as MP4, which plays in every "
         "browser."),
        ("a.heic", b"\0\0\0\x14ftypheic", "“a.heic” is damaged. Open it and save it again as JPEG or PNG."),
        ("a.doc", b"\xd0\xcf\x11\xe0",
         "“a.doc” cannot be used here. Save this old Office file as .docx, .pptx or PDF."),
    ],
)  # fmt: skip
def test_content_that_is_not_what_its_name_says_is_a_mistake(
    folder: Folder, name: str, content: bytes, sentence: str
) -> None:
    folder.put(f"resources/{name}", content)
    assert attached(folder, name) == [sentence]


@pytest.mark.parametrize(
    "name",
    [
        "../a.pdf",
        "/etc/passwd",
        "C:\\a.pdf",
        "c:a.pdf",
        "more\\a.pdf",
        "https://a.org/a.pdf",
        "more/../a.pdf",
        "./a.pdf",
        "more//a.pdf",
        "..",
        "more/.",
    ],
)
def test_a_name_that_leaves_the_folder_is_a_mistake(folder: Folder, name: str) -> None:
    folder.put("a.pdf", PDF)
    sentence = f"Put the file beside this document and write only its name. “{name}” is in another folder."
    assert attached(folder, name) == [sentence]


def test_a_hidden_or_impossible_name_is_a_mistake(folder: Folder) -> None:
    folder.put("resources/.git/a.pdf", PDF)
    assert attached(folder, ".git/a.pdf") == ["Rename “.git/a.pdf”. A name that starts with a dot is hidden."]
    long = "a" * 201
    impossible = "is too long or contains invisible characters."
    assert attached(folder, long) == [f"Rename the file. “{'a' * 57}...” {impossible}"]
    assert folder.mistakes_with(VIDEO, kind="tool", attachments='[{file: "a\\0.pdf", title: A}]') == [
        f"9: attachments file: Rename the file. “a?.pdf” {impossible}"
    ]


def test_a_link_is_a_mistake_wherever_it_leads(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "away/a.pdf").write_bytes(PDF)
    folder.put("resources/inside.pdf", PDF)
    folder.link("resources/near.pdf", "inside.pdf")
    folder.link("resources/far.pdf", tmp_path / "away/a.pdf")
    folder.link("resources/far", tmp_path / "away")
    for name in ("near.pdf", "far.pdf", "far/a.pdf"):
        assert attached(folder, name) == [f"“{name}” is a link. Put the file itself here."]


ABSENT = "is missing. Check the name, including capitals, or put the file beside this one."


def test_a_file_that_is_not_there_is_told_with_its_nearest_neighbour(folder: Folder) -> None:
    folder.put("resources/Guide-Final.pdf", PDF)
    folder.put("resources/guide-finaal.png", PNG)
    assert attached(folder, "guide-final.pdf") == [f"“guide-final.pdf” {ABSENT} Did you mean “Guide-Final.pdf”?"]
    assert attached(folder, "nowhere/guide.pdf") == [f"“nowhere/guide.pdf” {ABSENT}"]
    assert attached(folder, "Guide-Final.pdf/inside.pdf") == [f"“Guide-Final.pdf/inside.pdf” {ABSENT}"]


def test_in_a_crowd_of_files_no_neighbour_is_looked_for(folder: Folder) -> None:
    for number in range(1_001):
        folder.put(f"resources/guide-{number}.pdf", PDF)
    assert attached(folder, "guide-x.pdf") == [f"“guide-x.pdf” {ABSENT}"]


def test_a_folder_is_no_file(folder: Folder) -> None:
    folder.put("resources/more.pdf/a.pdf", PDF)
    assert attached(folder, "more.pdf") == ["“more.pdf” is a folder. Write the name of a file."]
    assert attached(folder, "more.pdf/") == ["“more.pdf/” is a folder. Write the name of a file."]


def test_a_file_that_cannot_be_opened_is_a_mistake(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.put("resources/a.pdf", PDF)

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "lstat", refuse)
    assert attached(folder, "a.pdf") == ["Check that you can open “a.pdf”: Permission denied."]


def test_an_empty_name_is_a_mistake(folder: Folder) -> None:
    assert attached(folder, "") == ["This is blank. Add something."]


@pytest.mark.parametrize(
    "place",
    [
        b"\xa9xyz\x00\x12\x15\xc7+55.9533-003.1883/",
        b"com.apple.quicktime.location.ISO6709",
        b"loci\x00\x00\x00\x00\x15\xc7home",
        b"<exif:GPSLatitude>55,57.2N</exif:GPSLatitude>",
    ],
)
@pytest.mark.parametrize("before", [0, CHUNK - 20])
def test_a_film_that_says_where_it_was_filmed_is_refused(folder: Folder, place: bytes, before: int) -> None:
    folder.put("resources/a.mp4", MP4 + bytes(before) + place)
    mistakes = folder.mistakes_with(VIDEO, kind="video", media='{file: a.mp4, duration: "00:01:00"}')
    assert mistakes == [
        "9: media file: “a.mp4” contains the place where it was recorded. Export a copy without "
        "the location from a video editor and use that."
    ]


def test_a_film_that_holds_such_a_word_by_chance_is_not_refused(folder: Folder) -> None:
    folder.put("resources/a.mp4", MP4 + b"\xa9xyz loci")
    assert folder.mistakes_with(VIDEO, kind="video", media='{file: a.mp4, duration: "00:01:00"}') == []
