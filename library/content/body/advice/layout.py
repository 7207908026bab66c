"""What does not look as it was typed: lists, paragraphs, verse and headings."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.body.advice.text import BodyText, Line

# A line of verse is shorter than this; hard-wrapped prose is longer.
LONGEST_VERSE = 50
LEAST_VERSE = 3
# Python-Markdown copies the rest of a paragraph for each line that ends.
LONGEST_RUN = 60

_ITEM = re.compile(r" {0,3}(?:[-*+]|([0-9]{1,9})[.)]) +\S")
# Bullets as word processors paste them. Some fonts have theirs in the private use area; Courier New's is the letter o.
_BULLET = re.compile(r"[ \t]*(?:[•·▪▫◦●○■□‣⁃∙➢✓\uf0a7\uf0b7\uf0d8\uf0fc][ \t]*|o(?: {2,}|\t[ \t]*))\S")
# What most texts do not have: an item straight after a line, or three short lines.
_MAY_END = re.compile(
    r"[^\n]\n[ \t]*(?:[-*+•·▪▫◦●○■□‣⁃∙➢✓\uf0a7\uf0b7\uf0d8\uf0fc]|o[ \t]|1[.)])|^(?:[^\n]{1,70}\n){2}[^\n]{1,70}$",
    re.MULTILINE,
)
# The beginnings of other blocks: quotes, tables, HTML, footnotes, definitions and admonitions.
_OTHER = re.compile(r" {0,3}(?:>|\||<[a-zA-Z/!]|\[\^?[^\]\n]{1,100}\]:|: |!!! )")
# What indented paragraphs may belong to.
_HOLDER = re.compile(r" {0,3}(?:(?:[-*+]|[0-9]{1,9}[.)]) |\[\^[^\]\n]{1,100}\]:|: |!!! )")
_DEFINITION = re.compile(r" {0,3}: ")
_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)( *)(.*)")
_YEAR = re.compile(r" {0,3}([0-9]{3,9})[.)] +\S")
_TABLE_RULE = re.compile(r" *\|?(?: *:?-+:? *\|?)+ *")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_CODE_SIGNS = re.compile(r"[{}=<>|\\$;_]|^ *[#/]|\(\)|::")
_HARD_BREAK = re.compile(r"(?:  |\\|<br ?/?>)$")
_BEGINS = re.compile(r"[\"'“‘«(\[*_]*[^\W\d_]")

_NO_BLANK_LINE = "Put a blank line above this list. Without it, readers see lines of text and no list."
_NO_TABLE = "Put a blank line above this table. Without it, readers see one paragraph."
_CODE = "Delete the spaces or the tab at the start of this paragraph. With them, readers see it as computer code."
_BULLETS = "Start each item with a hyphen and a space. With pasted bullets, readers see lines of text and no list."
_VERSE = "End each of these lines with a backslash (\\) if they are verse or an address. If not, join them to one line."
_TAGS = "Delete these tags, or use terms under themes. Readers see a heading. For a heading, put a space after #."
_LISTED = "Put a backslash after the number: {number}\\. Without it, readers see a numbered list."
_SKIPPED = "Use {fewer} here, or check the headings above. This heading skips a level."


def layout_advice(text: BodyText) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of what will not look as it was typed."""
    in_holder = False
    for run in text.paragraphs:
        is_indented = run[0].text.startswith("    ")
        in_holder = in_holder if is_indented else _holds_more(run)
        if is_indented and not in_holder:
            yield from _indented(run)
        elif not is_indented:
            yield from _paragraph(run)
    yield from _headings(text)


def lines_to_end(text: BodyText) -> Iterator[int]:
    """Yield each line, as ``Line`` numbers it, that was meant to end where it ends although its paragraph goes on.

    These are the lines of verse, and those before an item of a list that Markdown reads as a paragraph.
    """
    for run in text.paragraphs if _MAY_END.search(text.prose) else ():
        if run[0].text.startswith("    ") or len(run) > LONGEST_RUN or _ITEM.match(run[0].text):
            continue
        if any(_verse(run)):
            yield from (line.number for line in run[:-1])
        elif any(_list_in(run)) or any(map(_is_pasted, run)):
            pairs = pairwise(run)
            yield from (line.number for line, after in pairs if _ITEM.match(after.text) or _is_pasted(after))


def _is_pasted(line: Line) -> bool:
    return _BULLET.match(line.text) is not None


def _holds_more(run: tuple[Line, ...]) -> bool:
    """Return whether indented paragraphs after a run belong to it."""
    return _HOLDER.match(run[0].text) is not None or any(_DEFINITION.match(line.text) for line in run)


def _indented(run: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """Yield advice if an indented run is words and not code."""
    words = " ".join(line.text.strip() for line in run)
    deeper = _width(run[0]) + 2
    looks_like_code = any(_CODE_SIGNS.search(line.text) or _width(line) >= deeper for line in run)
    if not looks_like_code and len(words.split()) >= LEAST_VERSE and words[:1].isalpha():
        yield run[0].number, _CODE


def _width(line: Line) -> int:
    """Return how many spaces a line starts with."""
    return len(line.text) - len(line.text.lstrip(" "))


def _paragraph(run: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    bullet = next(filter(_is_pasted, run), None)
    if bullet:
        yield bullet.number, _BULLETS
    elif _YEAR.match(run[0].text):
        yield from _number(run)
    elif not _ITEM.match(run[0].text):
        yield from _list_in(run)
        yield from _verse(run)


def _number(run: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """Yield advice if a paragraph begins with a number that would be that of a list."""
    items = [line for line in run if _ITEM.match(line.text)]
    match = _YEAR.match(run[0].text)
    if len(items) == 1 and match:
        yield run[0].number, _LISTED.format(number=match[1])


def _list_in(run: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """Yield advice if a list or table begins within a paragraph; a numbered list begins with 1."""
    if _OTHER.match(run[0].text):
        return
    for line in run[2:]:
        if "|" in line.text and _TABLE_RULE.fullmatch(line.text):
            yield line.number - 1, _NO_TABLE
            return
    for line in run[1:]:
        item = _ITEM.match(line.text)
        if item and item[1] in {None, "1"}:
            yield line.number, _NO_BLANK_LINE
            return


def _verse(run: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """Yield advice if several short lines, most of which begin like a sentence, are one paragraph."""
    lines = [_QUOTE.sub("", line.text, count=1).strip(" ") for line in run]
    if len(run) < LEAST_VERSE or (_OTHER.match(run[0].text) and not _QUOTE.match(run[0].text)):
        return
    if max(map(len, lines)) > LONGEST_VERSE or any(_HARD_BREAK.search(line.text) for line in run[:-1]):
        return
    if any(_ITEM.match(line) or _OTHER.match(line) or "|" in line for line in lines):
        return
    begun = sum(1 for line in lines if (match := _BEGINS.match(line)) and match[0][-1].isupper())
    if begun * 4 >= len(lines) * 3:
        yield run[0].number, _VERSE


def _headings(text: BodyText) -> Iterator[tuple[int, str]]:
    level = 0
    for line, *_ in text.paragraphs:
        heading = _HEADING.match(line.text)
        if heading is None:
            continue
        if not heading[2] and heading[3][:1].isalpha():
            yield line.number, _TAGS
        if level and len(heading[1]) > level + 1:
            yield line.number, _SKIPPED.format(fewer="#" * (level + 1))
        level = len(heading[1])
