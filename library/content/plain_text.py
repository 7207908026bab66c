"""From the bytes of an author's file to text: every program's way of saving it is read as the same text.

Line ends of Windows and of old Macs, a byte-order mark and accents in two parts mean nothing to an author, so they are
never mentioned. Where something had to be guessed, the author gets advice. What cannot be read for certain is a
mistake. Lines are counted as the author's editor counts them.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from library.content.invisible import without_invisible
from library.content.mistakes import quoted
from library.model.characters import FORBIDDEN

if TYPE_CHECKING:
    from library.content.mistakes import Mistakes

# What no text of ours contains: what XML 1.0 cannot carry (the feed and exported files are XML), what some programs
# take for the end of a line and others do not, and byte-order marks.
CONTROL = re.compile(f"{FORBIDDEN.pattern}|[\x0c\u2028\u2029\ufeff]")

# No-break spaces and spaces of other widths, for the inside of a set of characters.
ODD_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"

_AS_UTF8 = (
    "Save this file as UTF-8. In Notepad: File > Save as > Encoding: UTF-8. "
    "In Word: Save as > Plain text > Unicode (UTF-8). "
    "In TextEdit: File > Duplicate, then save with the encoding Unicode (UTF-8). "
    "On a phone: copy all the text into a new file."
)
_PLAIN_TEXT = (
    "Save the words as plain text. In Word: Save as > Plain text > Unicode (UTF-8). "
    "In TextEdit: Format > Make Plain Text, then save. On a phone: copy all the words into a new text file."
)

# How files begin that are not text in UTF-8, and what they are.
_BEGINNINGS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), f"{_AS_UTF8} It is UTF-32 now."),
    ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), f"{_AS_UTF8} It is UTF-16 now."),
    ((b"PK\x03\x04",), "Rename this file so that it ends in .docx, then run: library import. It is a Word document."),
    ((b"\xd0\xcf\x11\xe0",), "Save this file as .docx, then run: library import. It is an old Word document."),
    ((b"{\\rtf",), f"{_PLAIN_TEXT} This is a rich text file (RTF) with another name."),
    ((b"%PDF-",), f"{_PLAIN_TEXT} This is a PDF with another name."),
)
# UTF-16 without a mark has a NUL beside nearly every character of English; other text has none.
_UTF16_SHARE = 0.25

_NUL = "This file contains characters that are not text (NUL), so part of it may be lost. {fix}"

# Where programs for Windows have quotation marks and dashes, which a wrong conversion keeps. HTML reads them so too.
# Source: https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
_WINDOWS = {number: bytes([number]).decode("cp1252", "ignore") for number in range(0x80, 0xA0)}
_WINDOWS_SIGN = re.compile("[\x80-\x9f]")

_NEARBY = 20  # characters
_LINE_END = re.compile("[\r\n]")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def decode(data: bytes, mistakes: Mistakes) -> str | None:
    """Decode UTF-8 as it is meant, and report what had to be guessed or cannot be read.

    Returns:
        Text in composed form (NFC), whose only control characters are line feeds and tabs; or ``None`` if it is not
        text in UTF-8 at all.
    """
    other = _other_format(data)
    if other:
        mistakes.add(1, other)
        return None
    text = with_line_feeds(_decoded(data, mistakes).removeprefix("\ufeff"))
    text = _windows_signs(_without_nul(text, mistakes), mistakes)
    return unicodedata.normalize("NFC", without_invisible(text, mistakes))


def with_line_feeds(text: str) -> str:
    """Return the text with one kind of line end, whether it was saved on Windows, Linux or an old Mac."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines_of(data: bytes) -> list[bytes]:
    """Return the lines of a file as ``decode`` counts them, each with its end."""
    return _LINE.findall(data)


def line_at(text: str, position: int) -> int:
    """Return the line of a position, counted from 1."""
    return text.count("\n", 0, position) + 1


def near(text: str, position: int) -> str:
    """Return a few words of the same line around a position, to help an author find it."""
    before, after = text[max(0, position - _NEARBY) : position], text[position : position + _NEARBY]
    return (_LINE_END.split(before)[-1] + _LINE_END.split(after)[0]).strip()


def _other_format(data: bytes) -> str | None:
    """Return what to do about a file that is not text in UTF-8; ``None`` if it may be."""
    for beginnings, sentence in _BEGINNINGS:
        if data.startswith(beginnings):
            return sentence
    if data.count(0) > _UTF16_SHARE * len(data):
        return f"{_AS_UTF8} It is UTF-16 or no text now."
    return None


def _decoded(data: bytes, mistakes: Mistakes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        # Before the first wrong byte, a byte is never part of a replaced one.
        position = len(data[: error.start].decode())
        before = with_line_feeds(text[:position])
        where = f"Then check the accents and quotation marks, first on this line: {quoted(near(text, position))}."
        mistakes.add(line_at(before, len(before)), f"{_AS_UTF8} {where}")
        return text


def _windows_signs(text: str, mistakes: Mistakes) -> str:
    """Read control characters that nobody types as the signs that Windows has in their places."""
    found = _WINDOWS_SIGN.search(text)
    if found is None:
        return text
    meant = _WINDOWS_SIGN.sub(lambda sign: _WINDOWS[ord(sign[0])], text)
    sentence = "Check the quotation marks, dashes and accents. They were saved in the old Windows encoding, and read as"
    mistakes.advise(line_at(text, found.start()), f"{sentence} here: {quoted(near(meant, found.start()))}.")
    return meant


def _without_nul(text: str, mistakes: Mistakes) -> str:
    position = text.find("\0")
    if position < 0:
        return text
    mistakes.add(line_at(text, position), _NUL.format(fix=_PLAIN_TEXT))
    return text.replace("\0", " ")
