"""From the bytes of an author's file to text with Unix line ends and no invisible characters."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from library.model.characters import FORBIDDEN

if TYPE_CHECKING:
    from library.content.mistakes import Mistakes

# What XML 1.0 cannot carry (the feed and exported files are XML), what some readers take for the end of a line and
# others do not (so that line numbers would differ), and byte-order marks.
CONTROL = re.compile(f"{FORBIDDEN.pattern}|[\x0c\u2028\u2029\ufeff]")

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, mistakes: Mistakes) -> str | None:
    """Decode UTF-8, and report and remove what should not be there.

    Returns:
        Text whose only control characters are line feeds and tabs, or ``None`` if it is not UTF-8 at all.
    """
    if data.startswith(_UTF16):
        mistakes.add(1, "Save this file as UTF-8 (in Word or Notepad: Save as > Encoding > UTF-8). It is UTF-16 now.")
        return None
    text = _with_line_ends(_without_mark(_decoded(data, mistakes), mistakes), mistakes)
    return _without_controls(text, mistakes)


def line_at(text: str, position: int) -> int:
    """Return the line of a position, counted from 1."""
    return text.count("\n", 0, position) + 1


def _decoded(data: bytes, mistakes: Mistakes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = "Save this file as UTF-8 (in Word or Notepad: Save as > Encoding > UTF-8)."
        cause = f"Byte {data[error.start]:#04x} on this line is not UTF-8."
        mistakes.add(line, f"{sentence} Then check the accents and quotation marks. {cause}")
        return data.decode(errors="replace")


def _without_mark(text: str, mistakes: Mistakes) -> str:
    if not text.startswith("\ufeff"):
        return text
    mistakes.add(1, "Save this file as UTF-8 without BOM. It starts with an invisible byte-order mark.")
    return text[1:]


def _with_line_ends(text: str, mistakes: Mistakes) -> str:
    if "\r" not in text:
        return text
    line = line_at(text, text.index("\r"))
    mistakes.add(line, "Save this file with Unix line endings (LF). Its lines end the Windows way (CRLF).")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_controls(text: str, mistakes: Mistakes) -> str:
    found = CONTROL.search(text)
    if found is None:
        return text
    place = found.start() - text.rfind("\n", 0, found.start())
    sentence = f"Retype this line around character {place}, which is invisible (U+{ord(found[0]):04X})."
    mistakes.add(line_at(text, found.start()), f"{sentence}{_others(text)}")
    return CONTROL.sub(" ", text)


def _others(text: str) -> str:
    others = len(CONTROL.findall(text)) - 1
    return f" The file has {others} more invisible characters." if others else ""
