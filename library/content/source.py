"""One Markdown file before anything in it is read: its bytes, its header and its body."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from library.content.comments import Comment, comments_in, without
from library.content.header.typography import as_meant
from library.content.header.yaml_tree import HEADER
from library.content.mistakes import MOST
from library.content.plain_text import ODD_SPACES, decode, line_at

if TYPE_CHECKING:
    from library.content.mistakes import Mistakes

LARGEST_FILE = 2 * 1024 * 1024

_FENCE = re.compile(rf"^---[ \t{ODD_SPACES}]*$", re.MULTILINE)
# What phones and word processors make of three hyphens as they are typed.
_DASHES = re.compile(r"^(?=[^\n]*[\u2012-\u2015])[-\u2012-\u2015]{1,3}[ \t]*$", re.MULTILINE)
_EITHER = re.compile(f"{_FENCE.pattern}|{_DASHES.pattern}", re.MULTILINE)
_THREE_HYPHENS = "Type three hyphens (---) at both ends of the header. A line of dashes was read as three hyphens."
_ODD_SPACE = re.compile(f"[{ODD_SPACES}]")
# Lines that look blank, and the marks of headings, lists and quotations with a space that Markdown does not know.
_BLANK = re.compile(rf"^[ \t]*[{ODD_SPACES}][ \t{ODD_SPACES}]*$", re.MULTILINE)
_AFTER_MARK = re.compile(rf"^( *(?:#{{1,6}}|[-*+>]|[0-9]{{1,3}}\.))[ ]*[{ODD_SPACES}][ {ODD_SPACES}]*", re.MULTILINE)
# Keys that say who may see a document, where they are text.
_KEY_IN_BODY = re.compile(r"\s*(?:status|consent|audience|until)[ \t]*:")
KEY_IN_BODY = "Move this line into the header, above the line of hyphens that ends it. Here it is text for readers."
_NO_START = (
    "The file must start with a header: a line of three hyphens (---), the details, then another line of three hyphens."
)
_OTHER_HEADER = (
    "Write the header as lines of a key, a colon and a value, between two lines of three hyphens (---). "
    "The library does not read TOML, which is between lines of +++."
)
# What word processors and typing mistakes turn three hyphens into.
_NEARLY_FENCE = re.compile(r"^[ \t]*[-\u2010-\u2015_=~]{1,9}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file in two parts.

    Attributes:
        data: The whole file.
        header: Between the two lines of hyphens, as it is meant; begins on line ``header_line``.
        header_line: Counted from 1.
        body: After them, as it is meant, without private comments; begins on line ``body_line``.
        body_line: Counted from 1.
        written: The body with its private comments.
        comments: The private comments in it.
    """

    data: bytes
    header: str
    header_line: int
    body: str
    body_line: int
    written: str
    comments: tuple[Comment, ...] = ()


def read_source(folder: Path, path: str, mistakes: Mistakes) -> Source | None:
    """Read a file and split it, or report why not and return ``None``.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes.
        mistakes: Where mistakes go.
    """
    data = read_bytes(folder, path, LARGEST_FILE, mistakes)
    return None if data is None else part(data, mistakes)


def read_bytes(folder: Path, path: str, largest: int, mistakes: Mistakes) -> bytes | None:
    """Read a whole file of at most ``largest`` bytes, or report why not and return ``None``."""
    data = read_start(folder, path, largest + 1, mistakes)
    if data is None or len(data) <= largest:
        return data
    mistakes.add(1, f"Split this file or shorten it. It is larger than {largest // 1024} KB.")
    return None


def read_start(folder: Path, path: str, size: int, mistakes: Mistakes) -> bytes | None:
    """Read the first bytes of a file in the content folder, or report why not and return ``None``.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes.
        size: How many bytes at most.
        mistakes: Where mistakes go.
    """
    try:
        real = Path(os.path.realpath(folder / path, strict=True))
        if not _is_ordinary(real, folder):
            mistakes.add(1, "Put the file itself here. This is not an ordinary file in the content folder.")
            return None
        with real.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError) as error:
        mistakes.add(
            1, f"Check that this file is there and that you can open it: {getattr(error, 'strerror', None) or error}."
        )
        return None


def _is_ordinary(real: Path, folder: Path) -> bool:
    # Checked before opening, because opening a named pipe would wait for ever.
    return stat.S_ISREG(real.stat().st_mode) and real.is_relative_to(os.path.realpath(folder))


def part(data: bytes, mistakes: Mistakes) -> Source | None:
    """Split a file into header and body, or report why not and return ``None``."""
    text = decode(data, mistakes)
    if text is None:
        return None
    first, _, rest = text.partition("\n")
    begins_with_dashes = _DASHES.fullmatch(first) is not None
    if not _FENCE.fullmatch(first) and not begins_with_dashes:
        mistakes.add(1, _OTHER_HEADER if first.rstrip() == "+++" else _NO_START)
        return None
    end = _EITHER.search(rest) if begins_with_dashes else _FENCE.search(rest) or _DASHES.search(rest)
    if end is None:
        mistakes.add(1, f"The header has no end. Add a line of three hyphens (---) after it.{_hint(rest)}")
        return None
    header = rest[: end.start()]
    if len(header.encode()) > HEADER.size:
        mistakes.add(1, f"Move the long parts of the header into the text. It is larger than {HEADER.size // 1024} KB.")
        return None
    if begins_with_dashes or _DASHES.fullmatch(end[0]):
        mistakes.advise(1 if begins_with_dashes else line_at(rest, end.start()) + 1, _THREE_HYPHENS)
    header = as_meant(header, 2, mistakes)
    return _source(data, header, _plain_lines(rest[end.end() + 1 :]), mistakes)


def key_in_body(source: Source) -> int | None:
    """Return the line of a key that says who may see a document, if the text begins with one."""
    found = _KEY_IN_BODY.match(source.body)
    return source.body_line + line_at(source.body, found.end()) - 1 if found else None


def _plain_lines(body: str) -> str:
    """Return a body with ordinary spaces where Markdown needs them: blank lines, and after the mark of a list."""
    return _AFTER_MARK.sub(r"\1 ", _BLANK.sub("", body)) if _ODD_SPACE.search(body) else body


def _source(data: bytes, header: str, written: str, mistakes: Mistakes) -> Source:
    """Return both parts, without the private comments of the body, and report each of these with its line."""
    comments, body_line = comments_in(written), line_at(header, len(header)) + 2
    for comment in comments[:MOST]:
        report = mistakes.add if comment.is_open else mistakes.advise
        report(body_line + written.count("\n", 0, comment.start), comment.sentence)
    return Source(data, header, 2, without(written, comments), body_line, written, comments)


def _hint(rest: str) -> str:
    """Suggest a line that was perhaps meant to close the header."""
    nearly = _NEARLY_FENCE.search(rest)
    return f" Line {line_at(rest, nearly.start()) + 1} looks like one." if nearly else ""
