"""Escapes: words that look like Markdown stay words.

Only what our reader would take for a mark is escaped, so that people can read the file. Signs that Python-Markdown
knows no escape for are written as HTML entities.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_ANYWHERE = re.compile(
    r"(?P<slash>[\\`*])"
    r"|(?P<under>(?<![^\W_])_|_(?![^\W_]))"
    r"|(?P<open>\[(?![^\[\]^]*\](?![(\[:])))"
    r"|(?P<entity>&(?=#?\w+;)|<(?=[a-zA-Z/!?])|%(?=%))"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;"}

# Only at the start of a line.
_NUMBER = re.compile(r"([0-9]+)\.(?=\s|$)")
_MARK = re.compile(r"#|>|!!!|[-+](?=\s|$)")
_ODD = re.compile(r"[=-]+\s*$|[|:\- ]+$|:\s|~~~")
_NOTE_AND_COLON = re.compile(r"(\[\^[0-9]+\]):")

_CLOSING_SIGNS = re.compile(r"(#+)$")
# What an address may hold as it is; brackets, quotation marks and spaces would end it.
_SAFE_IN_ADDRESS = "!#$%&+,/:;=?@~-._*"


def escaped(text: str, follower: str = "", *, in_link: bool = False) -> str:
    """Return words within a line, with every mark escaped.

    Args:
        text: The words.
        follower: The sign after them, if it is a bracket or colon and so could make them a link.
        in_link: Whether they are the words of a link, which end at a bracket.
    """
    marked = _ANYWHERE.sub(_escape, text + follower)
    marked = marked[: -len(_ANYWHERE.sub(_escape, follower))] if follower else marked
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", marked) if in_link else marked


def escaped_start(line: str) -> str:
    """Return a line of Markdown that does not start a heading, a list, a quotation or a definition."""
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    if _ODD.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    if _MARK.match(line):
        return f"\\{line}"
    return _NOTE_AND_COLON.sub(r"\1&#58;", line, count=1) if line.startswith("[^") else line


def escaped_end(line: str) -> str:
    """Return the words of a heading, whose last ``#`` signs would be left out."""
    return _CLOSING_SIGNS.sub(lambda signs: "\\#" * len(signs[1]), line)


def escaped_cell(line: str) -> str:
    """Return the words of a table's cell, in which a vertical line would begin the next cell."""
    return line.replace("|", "\\|")


def address(href: str) -> str:
    """Return an address that cannot end its link too early."""
    return quote(href.strip(), safe=_SAFE_IN_ADDRESS)


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if match.lastgroup == "entity":
        return _ENTITIES.get(sign, f"&#{ord(sign)};")
    return f"\\{sign}"
