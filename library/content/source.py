"""One Markdown file before anything in it is read: its bytes, its header and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


def of_size(data: bytes, largest: int, mistakes: Mistakes) -> bytes | None:
    """Return the bytes of a file, or report that there are more than ``largest`` and return ``None``."""
    if len(data) <= largest:
        return data
    mistakes.add(1, f"Split this file or shorten it. It is larger than {largest // 1024} KB.")
    return None


def cannot_open(error: OSError | ValueError) -> str:
    """Return what to tell an author about a file that cannot be read."""
    why = getattr(error, "strerror", None) or error
    return f"Check that this file is there and that you can open it: {why}."


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
