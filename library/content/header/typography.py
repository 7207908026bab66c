"""What word processors and phones put into YAML: their quotation marks, spaces and tabs, read as they are meant.

A header is read from its start: keys, then values. Inside brackets and braces, and around the whole value of a key, a
word processor's quotation marks are YAML's. Anywhere else they are the author's, and stay. Lines never change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.content.plain_text import ODD_SPACES, line_at

if TYPE_CHECKING:
    from library.content.mistakes import Mistakes

_SPACE = f"[ \t{ODD_SPACES}]"
_SUSPECT = re.compile(f"[\t{ODD_SPACES}“”„‟‘‚]")

# The marks that may begin a value, and those that end it if they are not a pair of “ and ”.
_CLOSING = {"“": '"', "„": "“”", "‟": "”", "”": "”", "‘": "’", "‚": "‘’"}

_INDENT = re.compile(rf"^{_SPACE}+(?=\S)", re.MULTILINE)
# A run of spaces is read once, from its start: most runs end before the line does.
_LINE_END = re.compile(rf"(?<!{_SPACE})[ \t]*[{ODD_SPACES}]{_SPACE}*$", re.MULTILINE)
_KEY = r"[\"']?[\w-]+[\"']?"
_AFTER_KEY = re.compile(rf"^( *(?:- +)?)({_KEY}){_SPACE}*:{_SPACE}+(?=\S)", re.MULTILINE)
_AFTER_DASH = re.compile(rf"^( *)-{_SPACE}+(?=\S)", re.MULTILINE)

# Where a value begins outside brackets: after a key, or as an item of a list.
_VALUE = re.compile(rf"^ *(?:- +)?(?:{_KEY}: +|(?<=- ))(?=[\[{{“”„‟‘‚\"'|>])", re.MULTILINE)
_FLOW_KEY = re.compile(rf"({_KEY}){_SPACE}*:{_SPACE}+")
_FLOW_SPACE = re.compile(rf"[ \t\n{ODD_SPACES}]+")
_COMMENT = re.compile(r"(?<=[ \n])#[^\n]*")
_PLAIN = re.compile(r"[^,\[\]{}\n“]+")
_NEEDS_QUOTES = re.compile(r"[,\[\]{}]|: | #")
_STRAIGHT = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}

# What follows a quotation mark that ends an item in brackets, or a whole value.
_AFTER_ITEM = rf"(?=[\s{ODD_SPACES}]*[,\]}}])"
_AFTER_VALUE = r"(?= *(?:(?<= )#[^\n]*)?(?:\n|\Z))"
# Straight at the start and curly at the end.
_HALF = re.compile(rf'"[^"\n“”]*”(?:{_AFTER_ITEM}|{_AFTER_VALUE})')
# No value is longer, and searching further would take too long.
_FURTHEST = 2_000

_TAB = "Start this line with spaces. The tab was read as two spaces."
_MARKS = 'Type straight quotation marks (") around this value. Curly ones are not shown.'
_INSIDE = 'Type straight quotation marks (") around this whole value. The comma or colon was read as part of it.'


def as_meant(header: str, first_line: int, mistakes: Mistakes) -> str:
    """Return a header with the quotation marks and spaces that YAML knows, and advise on what was guessed.

    Args:
        header: As the author saved it, with line feeds as line ends.
        first_line: Its line in the file, counted from 1.
        mistakes: Where advice goes.
    """
    if not _SUSPECT.search(header):
        return header
    for indent in _INDENT.finditer(header):
        if "\t" in indent[0]:
            mistakes.advise(first_line + line_at(header, indent.start()) - 1, _TAB)
            break
    reader = _Reader(_plain_spaces(header))
    for line, sentence in dict.fromkeys(reader.guessed):
        mistakes.advise(first_line + line - 1, sentence)
    return reader.text


def _plain_spaces(header: str) -> str:
    """Return a header with ordinary spaces before and after keys, at the starts of lines and at their ends."""
    header = _INDENT.sub(lambda found: re.sub(f"[{ODD_SPACES}]", " ", found[0]), header)
    header = _LINE_END.sub("", header).replace("\t", "  ")
    return _AFTER_KEY.sub(r"\1\2: ", _AFTER_DASH.sub(r"\1- ", header))


def _pairs(header: str) -> dict[int, int]:
    """Return the position of each “ with that of its ”."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for mark in re.finditer("[“”]", header):
        if mark[0] == "“":
            opened.append(mark.start())
        elif opened:
            pairs[opened.pop()] = mark.start()
    return pairs


class _Reader:
    """Reads one header and writes it as it is meant.

    Attributes:
        text: The result.
        guessed: Lines, counted from 1, with a sentence about a guess; may repeat.
    """

    def __init__(self, header: str) -> None:
        self._header = header
        self._pairs = _pairs(header)
        self._at = 0
        self._parts: list[str] = []
        self.guessed: list[tuple[int, str]] = []
        while (found := _VALUE.search(header, self._at)) is not None:
            self._take(found.end())
            self._value()
        self._take(len(header))
        self.text = "".join(self._parts)

    def _take(self, end: int) -> None:
        """Copy up to a position."""
        self._write(self._header[self._at : end], end)

    def _write(self, text: str, end: int) -> None:
        self._parts.append(text)
        self._at = end

    def _value(self) -> None:
        """Read a value outside brackets, at least up to the end of what begins here."""
        sign = self._header[self._at]
        if sign in "[{":
            self._flow()
        elif sign in "|>":
            self._take(self._block_end())
        elif not self._quoted(_AFTER_VALUE):
            end = self._header.find("\n", self._at)
            self._take(len(self._header) if end < 0 else end)

    def _block_end(self) -> int:
        """Return where a block of text ends: before the next line that is not indented further than its key."""
        start = self._header.rfind("\n", 0, self._at) + 1
        indent = re.compile(" *").match(self._header, start)
        depth = len(indent[0]) if indent else 0
        found = re.compile(rf"\n(?= {{0,{depth}}}[^ \n])").search(self._header, self._at)
        return found.start() if found else len(self._header)

    def _flow(self) -> None:
        """Read brackets and braces up to the end of the outermost."""
        depth = 0
        while self._at < len(self._header):
            sign = self._header[self._at]
            if sign in "[]{},":
                depth += (sign in "[{") - (sign in "]}")
                self._take(self._at + 1)
                if depth == 0:
                    return
            elif space := _FLOW_SPACE.match(self._header, self._at):
                self._write(re.sub(f"[{ODD_SPACES}]", " ", space[0]), space.end())
            elif comment := _COMMENT.match(self._header, self._at):
                self._take(comment.end())
            elif key := _FLOW_KEY.match(self._header, self._at):
                self._write(f"{key[1]}: ", key.end())
            elif not self._quoted(_AFTER_ITEM):
                self._plain_item()

    def _quoted(self, after: str) -> bool:
        """Read a value in quotation marks, if there is one; ``after`` must follow it."""
        sign = self._header[self._at]
        half = _HALF.match(self._header, self._at)
        straight = _STRAIGHT[sign].match(self._header, self._at) if sign in _STRAIGHT and not half else None
        if straight:
            self._take(straight.end())
            return True
        end = half.end() - 1 if half else self._end_of_quotation(sign, after)
        if end is not None:
            self._quote(self._at + 1, end, end + 1, _MARKS)
        return end is not None

    def _end_of_quotation(self, sign: str, after: str) -> int | None:
        """Return the position of the mark that ends the value beginning here, or ``None``."""
        if sign not in _CLOSING:
            return None
        pair = self._pairs.get(self._at)
        if pair is not None:
            return pair if re.compile(after).match(self._header, pair + 1) else None
        search = re.compile(rf"[{_CLOSING[sign]}]{after}")
        found = search.search(self._header, self._at + 1, self._at + _FURTHEST)
        if found is None or self._header.find(sign, self._at + 1, found.start()) >= 0:
            return None
        return found.start()

    def _plain_item(self) -> None:
        """Read an item without quotation marks around it; commas between quotation marks inside it are text."""
        start = at = self._at
        needs_quotes = False
        while at < len(self._header):
            plain = _PLAIN.match(self._header, at)
            if plain is None and self._header[at] != "“":
                break
            end = plain.end() if plain else self._pairs.get(at, at) + 1
            needs_quotes = needs_quotes or (plain is None and bool(_NEEDS_QUOTES.search(self._header, at, end)))
            at = end
        end = start + len(self._header[start:at].rstrip())
        if needs_quotes:
            self._quote(start, end, end, _INSIDE)
        self._take(max(end, start + 1))

    def _quote(self, start: int, end: int, after: int, sentence: str) -> None:
        """Write part of the header as a YAML string in straight quotation marks."""
        self.guessed.append((line_at(self._header, start), sentence))
        inner = self._header[start:end].replace("\\", "\\\\").replace('"', '\\"')
        self._write(f'"{inner}"', after)
