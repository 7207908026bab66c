"""Text in any encoding, and files that are no text."""

import pytest

from library.content.transcripts.decoding import MAX_BYTES, MAX_CHARACTERS
from tests.content.transcripts.reading import advice, cue, refusal, webvtt, words
from tests.pictures import JPEG

TEXT = webvtt(cue(1, "Café at the ôl gate."))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_text_is_read_in_any_encoding_and_with_any_line_ends(encoding: str, ends: str) -> None:
    assert words(TEXT.replace("\n", ends).encode(encoding)) == ["Café at the ôl gate."]


@pytest.mark.parametrize(
    ("data", "line", "sentence"),
    [
        (TEXT.encode("utf-16"), 1, "UTF-16"),
        (TEXT.encode("cp1252"), 4, "Windows text"),
        (TEXT.replace("é", "é" * 9).encode().replace(b"\xc3\xb4", b"\xc3"), 4, "cannot be read"),
    ],
)
def test_a_guess_about_the_encoding_is_reported(data: bytes, line: int, sentence: str) -> None:
    ((found, words),) = advice(data)
    assert (found, sentence in words) == (line, True)


def test_accents_that_stand_alone_are_joined_to_their_letters() -> None:
    assert words(webvtt(cue(1, "Cafe\u0301"))) == ["Café"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Copy the transcript again. This file is empty."),
        (b" \n\n", "Copy the transcript again. This file is empty."),
        (b"%PDF-1.7\n\0\1\2\3\0\0", "Save the transcript as .vtt, .srt, .txt, .csv or .docx. This is a PDF."),
        (JPEG, "Save the transcript as .vtt, .srt, .txt, .csv or .docx. This is a JPEG picture."),
        (bytes(range(256)) * 4, "Save the transcript as .vtt, .srt, .txt, .csv or .docx. This is not text."),
        (b"\xd0\xcf\x11\xe0\0\0", "Save this old Office file as .docx, .pptx or PDF."),
        (b"x" * (MAX_BYTES + 1), "Check that this is the right file. It is larger than 16 MB."),
        (b"x" * (MAX_CHARACTERS + 1), "Check that this is the right file. It has over 2,097,152 characters."),
    ],
)
def test_what_is_no_transcript_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence
