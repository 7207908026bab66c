"""What is in a file decides what it is; nothing in it can do harm."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from library.content.companions import UnusableFile
from library.content.file_types import DOCX, PPTX
from library.content.uploads.checked import Checked
from library.content.uploads.checking import check_upload
from library.content.uploads.duration import mp4_seconds
from library.content.uploads.office import office_type
from library.model.upload import Purpose
from library.process.parent import Limits
from tests.content.uploads.hostile import bomb, box, crowd, mp4, office, slipping, vast_png
from tests.pdfs import pdf
from tests.pictures import CAMERA, from_a_phone, picture

SRT = b"1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n00:09:01,000 --> 00:09:02,000\nStill here.\n"
SCRIPT = b"<script>alert(1)</script>"


def checked(folder: Path, purpose: Purpose, data: bytes, duration: float | None = None) -> tuple[Checked, bytes]:
    file = folder / "received"
    file.write_bytes(data)
    return check_upload(file, purpose, duration)


def test_a_picture_is_drawn_again_so_nothing_else_that_it_held_is_stored(tmp_path: Path) -> None:
    found, data = checked(tmp_path, Purpose.PICTURE, from_a_phone() + b"PK\x03\x04" + SCRIPT)
    assert found == Checked(".jpg")
    assert data.startswith(b"\xff\xd8\xff")
    assert not any(part in data for part in (CAMERA.encode(), SCRIPT, b"PK\x03\x04"))


def test_a_transcript_is_stored_as_our_own_webvtt_with_a_report_by_line(tmp_path: Path) -> None:
    found, data = checked(tmp_path, Purpose.TRANSCRIPT, SRT, duration=84)
    assert (found.ending, found.summary) == (
        ".vtt", "Read as SRT. Captions: 2; named speakers: 0; ends at 00:09:02; to check: 1."
    )  # fmt: skip
    assert [line for line, sentence in found.advice if "begins after the recording ends" in sentence] == [6]
    assert data.startswith(b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello.\n")


@pytest.mark.parametrize(
    ("purpose", "data", "said"),
    [
        (Purpose.PICTURE, b"<?xml version='1.0'?><svg onload='alert(1)'/>", "An SVG can contain programs"),
        (Purpose.PICTURE, vast_png(), "60000 × 60000 pixels"),
        (Purpose.POSTER, b"<!doctype html>" + SCRIPT, "cannot be used here"),
        (Purpose.PICTURE, mp4(), "It is an MP4 video"),
        (Purpose.MEDIA, picture("PNG"), "It is a PNG picture"),
        (Purpose.MEDIA, mp4(more=b"\xa9xyz\0\0\0\x12+55.9"), "the place where it was recorded"),
        (Purpose.ATTACHMENT, b"<html>" + SCRIPT, "cannot be used here"),
        (Purpose.ATTACHMENT, SCRIPT + pdf("A kettle"), "cannot be used here"),
        (Purpose.ATTACHMENT, b"%PDF-1.7\n" + SCRIPT, "damaged or incomplete"),
        (Purpose.ATTACHMENT, bomb("ppt"), "far larger when it is unpacked"),
        (Purpose.TRANSCRIPT, pdf("00:00:01 A kettle"), "It is a PDF"),
        (Purpose.TRANSCRIPT, b"<svg>" + SCRIPT, "No line of this file has one"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_what_it_should_be_is_refused_in_words(
    tmp_path: Path, purpose: Purpose, data: bytes, said: str
) -> None:
    found, stored = checked(tmp_path, purpose, data)
    assert said in found.problem
    assert (found.ending, stored) == ("", b"")


def test_an_html_file_with_times_is_a_transcript_of_words_and_no_html(tmp_path: Path) -> None:
    found, data = checked(tmp_path, Purpose.TRANSCRIPT, SCRIPT + b"\n\n" + SRT.replace(b"Hello.", SCRIPT))
    assert found.ending in {".vtt", ""}
    assert b"<script" not in data


def test_a_check_that_takes_too_long_refuses_the_file(tmp_path: Path) -> None:
    file = tmp_path / "received"
    file.write_bytes(picture("PNG"))
    found, data = check_upload(file, Purpose.PICTURE, limits=Limits(seconds=0, megabytes=400))
    assert (found.ending, data) == ("", b"")
    assert "takes too long" in found.problem


@pytest.mark.parametrize(("kind", "file_type"), [("word", DOCX), ("ppt", PPTX)])
def test_the_parts_of_an_office_file_say_which_it_is(kind: str, file_type: object) -> None:
    assert office_type(io.BytesIO(office(kind))) is file_type


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (office("word")[:-30], "is damaged"),
        (office("word", word_vbaProject=b"", **{"word_vbaProject.bin": b"Sub"}), "contains macros"),
        (bomb("word"), "far larger"),
        (crowd(5_001), "far larger"),
    ],
    ids=["cut", "macros", "bomb", "crowd"],
)
def test_an_office_file_that_readers_should_not_have_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnusableFile, match=said):
        office_type(io.BytesIO(data))


def test_any_other_zip_file_is_no_office_file() -> None:
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(UnusableFile, match="not a Word or PowerPoint file"):
        office_type(written)


def test_parts_that_lead_out_of_a_folder_are_never_unpacked(tmp_path: Path) -> None:
    found, _ = checked(tmp_path, Purpose.ATTACHMENT, slipping())
    assert found.ending == ".docx"
    assert [file.name for file in tmp_path.iterdir()] == ["received"]


@pytest.mark.parametrize("seconds", [1, 84, 4_000])
def test_an_mp4_file_says_how_long_it_plays(seconds: int) -> None:
    assert mp4_seconds(io.BytesIO(mp4(seconds))) == seconds


@pytest.mark.parametrize(
    "data",
    [
        b"",
        mp4()[:40],
        box(b"ftyp", b"isom"),
        box(b"moov", box(b"mvhd", bytes(100))),
        b"\0\0\0\0moov",
        b"\0\0\0\1moov\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\0\0\0\1moov",
        b"\0\0\0\x08free" * 10_001,
        box(b"moov", box(b"mvhd", b"")),
    ],
    ids=range(9),
)
def test_a_broken_or_hostile_mp4_file_says_nothing_of_it(data: bytes) -> None:
    assert mp4_seconds(io.BytesIO(data)) is None
