"""Transcripts that a document names: any shape, any language, and captions that hold nothing but words."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import docx
import pytest

from library.content.document_files import read_file_with_advice
from library.content.folder_files import FolderFiles
from library.content.served import served_bytes
from library.model.passage import Part
from tests.content.writing import CAPTIONS, MP4, VIDEO, VTT, Folder

MEDIA = '{file: film.mp4, duration: "00:01:30"}'
SRT = "1\n00:00:00,000 --> 00:00:04,000\nGood morning.\n\n2\n00:01:00,000 --> 00:01:04,000\nIs it?\n"
PLAIN_CAPTIONS = CAPTIONS.replace(b"<v Ann>", b"").replace(b"<v Bob>", b"").replace(b"</v>", b"")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.put("resources/film.mp4", MP4)
    return folder


def write(folder: Folder, transcripts: str, **changes: str) -> None:
    folder.write(VIDEO, kind="video", media=MEDIA, transcripts=transcripts, **changes)


def mistakes(folder: Folder, transcripts: str) -> list[str]:
    write(folder, transcripts)
    return folder.mistakes(VIDEO)


def advice(folder: Folder) -> list[str]:
    return [str(each) for each in read_file_with_advice(folder.root, VIDEO, folder.vocabulary).advice]


def captions(folder: Folder) -> list[bytes]:
    """Return what is served of each transcript, having checked that it is what the document says."""
    document = folder.read(VIDEO)
    served = [b"".join(served_bytes(FolderFiles(folder.root), document, each.file)) for each in document.transcripts]
    assert [hashlib.sha256(data).hexdigest() for data in served] == [t.file.sha256 for t in document.transcripts]
    assert [len(data) for data in served] == [each.file.size for each in document.transcripts]
    assert {each.file.media_type for each in document.transcripts} <= {"text/vtt"}
    return served


def teams() -> bytes:
    document = docx.Document()
    document.add_paragraph("Ann   0:00\nGood morning.")
    document.add_paragraph("Bob   1:00\nIs it?")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "served"),
    [
        ("said.vtt", VTT, CAPTIONS),
        ("said.srt", SRT.encode(), PLAIN_CAPTIONS),
        ("said.vtt", SRT.encode(), PLAIN_CAPTIONS),
        ("said.txt", SRT.encode("utf-16"), PLAIN_CAPTIONS),
        ("said.csv", b"Time,End,Text\n0:00,0:04,Good morning.\n1:00,1:04,Is it?\n", PLAIN_CAPTIONS),
    ],
)
def test_a_transcript_of_any_shape_is_served_as_webvtt(folder: Folder, name: str, data: bytes, served: bytes) -> None:
    folder.put(f"resources/{name}", data)
    write(folder, f"[{{language: en, file: {name}}}]")
    assert captions(folder) == [served]
    (transcript,) = folder.read(VIDEO).transcripts
    assert (transcript.file.name, transcript.file.path) == (
        name if name.endswith(".vtt") else f"{name}.vtt",
        f"resources/{name}",
    )


def test_a_word_document_of_teams_is_a_transcript(folder: Folder) -> None:
    folder.put("resources/said.docx", teams())
    write(folder, "[{language: en, file: said.docx}]")
    said = [p for p in folder.read(VIDEO).passages if p.part is Part.TRANSCRIPT]
    assert [(each.anchor, each.speaker, each.text) for each in said] == [
        ("t=0", "Ann", "Good morning."),
        ("t=60", "Bob", "Is it?"),
    ]
    assert captions(folder)[0].startswith(b"WEBVTT\n\n00:00:00.000 --> 00:00:01.200\n<v Ann>Good morning.</v>\n")


def test_the_hash_of_a_document_changes_with_anything_in_its_transcript(folder: Folder) -> None:
    folder.put("resources/said.vtt", VTT)
    write(folder, "[{language: en, file: said.vtt}]")
    before = folder.read(VIDEO)
    folder.put("resources/said.vtt", VTT + b"\nNOTE private\n")
    after = folder.read(VIDEO)
    assert before.transcripts[0].file.sha256 == after.transcripts[0].file.sha256
    assert before.sha256 != after.sha256


@pytest.mark.parametrize(
    ("written", "tag", "language"),
    [
        ("en", "en", "en"),
        ("en-gb", "en-GB", "en"),
        ("cy", "cy", "cy"),
        ("pl", "pl", "pl"),
        ("ZH-hant-tw", "zh-Hant-TW", "zh-Hant-TW"),
        ("sco", "sco", "sco"),
        ("es-419", "es-419", "es-419"),
        ("sl-rozaj-biske", "sl-rozaj-biske", "sl-rozaj-biske"),
    ],
)
def test_a_transcript_can_be_in_any_language(folder: Folder, written: str, tag: str, language: str) -> None:
    folder.put("resources/said.vtt", VTT)
    write(folder, f"[{{language: {written}, file: said.vtt}}]")
    document = folder.read(VIDEO)
    assert [each.language for each in document.transcripts] == [tag]
    assert {each.language for each in document.passages if each.part is Part.TRANSCRIPT} == {language}


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Welsh", " Did you mean “cy”?"),
        ("Cymraeg", " Did you mean “cy”?"),
        ("eng", " Did you mean “en”?"),
        ("gla", " Did you mean “gd”?"),
        ("pt_BR", " Did you mean “pt-BR”?"),
        ("e", ""),
        ("english-uk", ""),
        ("x-klingon", ""),
    ],
)
def test_what_is_no_tag_of_a_language_is_a_mistake(folder: Folder, written: str, hint: str) -> None:
    folder.put("resources/said.vtt", VTT)
    assert mistakes(folder, f"[{{language: {written}, file: said.vtt}}]") == [
        f"10: transcripts language: Write the tag of the language, such as en, cy, gd, pl or zh-Hant. “{written}” is "
        f"none.{hint}"
    ]


def test_two_transcripts_in_one_language_are_a_mistake(folder: Folder) -> None:
    folder.put("resources/a.vtt", VTT)
    folder.put("resources/b.vtt", VTT)
    assert mistakes(folder, "[{language: en-GB, file: a.vtt}, {language: en-US, file: b.vtt}]") == [
        "10: transcripts: Keep only one for each language. There are two for en."
    ]


def test_captions_of_two_transcripts_never_share_a_name(folder: Folder) -> None:
    folder.put("resources/a.srt", SRT)
    folder.put("resources/a.srt.vtt", VTT)
    assert mistakes(folder, "[{language: en, file: a.srt}, {language: cy, file: a.srt.vtt}]") == [
        "10: transcripts: Rename one of two files: the captions of both would be called a.srt.vtt."
    ]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.mp4", MP4, "“a.mp4” cannot be used here. It is an MP4 video. Choose from: a transcript."),
        ("a.pptx", b"PK\x03\x04", "“a.pptx” cannot be used here. It is a PowerPoint presentation. "
         "Choose from: a transcript."),
    ],
)  # fmt: skip
def test_a_file_of_another_type_is_no_transcript(folder: Folder, name: str, data: bytes, sentence: str) -> None:
    folder.put(f"resources/{name}", data)
    assert mistakes(folder, f"[{{language: en, file: {name}}}]") == [f"10: transcripts file: {sentence}"]


def test_guesses_are_advice_about_the_file_of_the_transcript(folder: Folder) -> None:
    folder.put("resources/said.vtt", "WEBVTT\n\n01:31--> 01:35\nHello.\n")
    write(folder, "[{language: en, file: said.vtt}]")
    assert advice(folder) == [
        "resources/said.vtt:3: Check these times. They are not written in full, such as 00:01:31.000, and were read "
        "as best they could be.",
        "resources/said.vtt:3: Check this caption, or the duration of the media. It begins after the recording ends "
        "(00:01:30.000).",
        "resources/said.vtt:3: Put one space before and after -->, and none before the times. The times were read all "
        "the same.",
    ]


TOLD = "{audience: public, uses: [], shown_as: %s, given: 2026-01-10}"


@pytest.mark.parametrize(
    ("shown_as", "authors", "names"),
    [
        ("full-name", "[Ann Lee]", ["Ann Lee", "Bob Roy"]),
        ("first-name", "[Ann]", ["Ann", "Bob"]),
        ("pseudonym", "[Rose]", ["Speaker 1", "Speaker 2"]),
        ("role-only", "", ["Speaker 1", "Speaker 2"]),
    ],
)
def test_speakers_of_a_real_story_are_named_as_was_agreed(
    folder: Folder, shown_as: str, authors: str, names: list[str]
) -> None:
    folder.put("resources/said.vtt", VTT.replace(b"Ann", b"Ann Lee").replace(b"Bob", b"Bob Roy"))
    named = {"authors": authors} if authors else {}
    write(folder, "[{language: en, file: said.vtt}]", provenance="told", consent=TOLD % shown_as, **named)
    document = folder.read(VIDEO)
    assert [each.speaker for each in document.passages if each.part is Part.TRANSCRIPT] == names
    (served,) = captions(folder)
    assert [name.encode() in served for name in ("Ann Lee", "Bob Roy")] == [shown_as == "full-name"] * 2
    assert len(advice(folder)) == (0 if shown_as == "full-name" else 2)
