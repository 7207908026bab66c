"""Descriptions of what is seen are in the transcript, not in the captions."""

from pathlib import Path

import pytest

from library.content.document_files import read_file_with_advice
from library.content.folder_files import FolderFiles
from library.content.served import served_bytes
from library.model.document import Document
from tests.content.writing import Folder

VIDEO = "resources/film.md"
MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(16)
SAID = "1\n00:00:01,000 --> 00:00:03,000\nAnn: Good morning.\n\n2\n00:00:08,000 --> 00:00:09,000\nAnn: Tea?\n"
SEEN = "WEBVTT\n\nNOTE private\n\n00:04.000 --> 00:06.000\n<v Someone>A kettle & a cup.\n"


@pytest.fixture
def film(folder: Folder) -> Document:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/said.srt", SAID)
    folder.put("resources/seen.vtt", SEEN)
    folder.write(
        VIDEO,
        body="",
        kind="video",
        media='{file: film.mp4, duration: "00:01:00"}',
        transcripts="[{language: en, file: said.srt, descriptions: seen.vtt}]",
    )
    return folder.read(VIDEO)


def served(root: Path, film: Document) -> list[str]:
    return [
        b"".join(served_bytes(FolderFiles(root), film, file)).decode()
        for transcript in film.transcripts
        for file in transcript.files
    ]


def test_a_transcript_says_what_is_seen_between_what_is_said(film: Document) -> None:
    assert [(passage.speaker, passage.text) for passage in film.passages] == [
        ("Ann", "Good morning."),
        ("Description", "A kettle & a cup."),
        ("Ann", "Tea?"),
    ]


def test_captions_and_descriptions_are_served_apart_and_written_anew(folder: Folder, film: Document) -> None:
    captions, descriptions = served(folder.root, film)
    assert "kettle" not in captions
    assert descriptions == "WEBVTT\n\n00:00:04.000 --> 00:00:06.000\nA kettle &amp; a cup.\n"
    assert [file.name for file in film.files] == ["film.mp4", "said.srt.vtt", "seen.vtt"]
    assert [len(text.encode()) for text in (captions, descriptions)] == [file.size for file in film.files[1:]]


def test_descriptions_that_cannot_be_read_stop_the_document(folder: Folder, film: Document) -> None:
    assert film.slug == "film"
    folder.put("resources/seen.vtt", "WEBVTT\n")
    assert len(folder.mistakes(VIDEO)) == 1


@pytest.mark.parametrize(("language", "name"), [("cy", "Disgrifiad"), ("gd-GB", "Tuairisgeul"), ("pl", "Description")])
def test_descriptions_are_named_in_the_language_of_the_transcript(
    folder: Folder, film: Document, language: str, name: str
) -> None:
    text = (folder.root / VIDEO).read_text("utf-8").replace("language: en, file", f"language: {language}, file")
    folder.put(VIDEO, text)
    assert [passage.speaker for passage in folder.read(VIDEO).passages] == ["Ann", name, "Ann"]
    assert film.transcripts[0].language == "en"


def test_a_description_that_names_a_hidden_speaker_is_reported(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/said.srt", SAID.replace("Ann:", "Megan Wintergloam:"))
    folder.put("resources/seen.vtt", SEEN.replace("A kettle", "Wintergloam fills a kettle"))
    folder.write(
        VIDEO,
        body="",
        drop="authors",
        kind="video",
        provenance="told",
        consent="{audience: public, uses: [], shown_as: role-only, given: 2026-01-10}",
        media='{file: film.mp4, duration: "00:01:00"}',
        transcripts="[{language: en, file: said.srt, descriptions: seen.vtt}]",
    )
    read = read_file_with_advice(folder.root, VIDEO, folder.vocabulary)
    assert [passage.speaker for passage in read.document.passages] == ["Speaker 1", "Description", "Speaker 1"]
    assert "Wintergloam" not in "".join(captions for captions in served(folder.root, read.document)[:1])
    assert [
        each.line for each in read.advice if each.path.endswith("seen.vtt") and "is said here" in each.sentence
    ] == [5]
