"""Bytes of a transcript → text with one kind of line ending. The encoding is guessed where the file does not say."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

from library.content.file_types import HEAD, advice, type_of
from library.content.transcripts.findings import Unreadable
from library.content.transcripts.word_document import is_zip, text_of_word

if TYPE_CHECKING:
    from library.content.transcripts.findings import Findings

MAX_BYTES = 16 * 1024 * 1024  # a Word document may hold pictures
MAX_CHARACTERS = 2 * 1024 * 1024

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SIXTEEN = "This file was read as UTF-16. If it looks right below, there is nothing to do."
_WINDOWS = "Check the accents and quotation marks. The file is not UTF-8, so it was read as Windows text."
_BROKEN = "Retype this line and save the file as UTF-8. A character in it cannot be read."


def text_of(data: bytes, findings: Findings) -> str:
    """Return the text of a file.

    Args:
        data: The whole file.
        findings: Where guesses go.

    Returns:
        Text whose lines end with a line feed, without byte order mark and NUL.

    Raises:
        Unreadable: It is too large, or not text.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"Check that this is the right file. It is larger than {MAX_BYTES // 1024**2} MB.")
    text = text_of_word(data, findings) if is_zip(data) else _decoded(data, findings)
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(f"Check that this is the right file. It has over {MAX_CHARACTERS:,} characters.")
    return (
        unicodedata.normalize("NFC", text)
        .removeprefix("\ufeff")
        .replace("\0", "\ufffd")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )


def _decoded(data: bytes, findings: Findings) -> str:
    sixteen = _UTF16.get(data[:2]) or _unmarked_utf16(data)
    if sixteen:
        findings.add(1, _SIXTEEN)
        return data.decode(sixteen, errors="replace")
    if b"\0" in data[:HEAD] and not data.startswith((b"WEBVTT", codecs.BOM_UTF8)):
        raise Unreadable(_not_text(data))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return _guessed(data, error.start, findings)


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the encoding of text in which every other byte is NUL, as it is in most languages of Europe."""
    head = data[: HEAD - HEAD % 2]
    if len(head) < 8:
        return None
    high, low = head[::2].count(0), head[1::2].count(0)
    most = len(head) // 2
    if low > 0.7 * most and not high:
        return "utf-16-le"
    return "utf-16-be" if high > 0.7 * most and not low else None


def _guessed(data: bytes, first: int, findings: Findings) -> str:
    """Read what is not UTF-8: as UTF-8 with broken characters if most others are sound, otherwise as Windows text."""
    line = data.count(b"\n", 0, first) + 1
    if not _is_text(data):
        raise Unreadable(_not_text(data))
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    sound = sum(not character.isascii() for character in text) - broken
    findings.add(line, _BROKEN if sound > broken else _WINDOWS)
    return text if sound > broken else data.decode("cp1252", errors="replace")


def _is_text(data: bytes) -> bool:
    """Tell whether few bytes are control characters."""
    head = data[:HEAD]
    return sum(byte < 9 or 13 < byte < 32 for byte in head) <= len(head) // 50


def _not_text(data: bytes) -> str:
    found = type_of(data[:HEAD], "")
    what = f"This is {found.label}." if found else "This is not text."
    return advice(data[:HEAD]) or f"Save the transcript as .vtt, .srt, .txt, .csv or .docx. {what}"
