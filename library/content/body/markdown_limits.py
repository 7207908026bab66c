"""Limits for Python-Markdown: texts that it cannot read in bounded time and depth are refused first.

Python-Markdown recurses into quotes and lists, and for each mark in a block it copies or searches the rest of the
block: 16,000 opening brackets take it half an hour. Its time can be predicted from simple counts. So a text is refused
for its content, in the same way on every machine, and with a line that an author can correct.
"""

from __future__ import annotations

import re

MAX_CHARACTERS = 2 * 1024 * 1024
MAX_LINE = 100_000
MAX_LINES = 20_000
MAX_LEVELS = 25
MAX_CELLS = 20_000
MAX_FOOTNOTES = 2_000
MAX_SECONDS = 2.0

_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_MARKER = r"(?:>|[-*+:][ \t]|[0-9]+\.[ \t]|!!!)"
_NESTED = re.compile(
    rf"^(?:(?:[ \t]*{_MARKER}){{{MAX_LEVELS + 1}}}|(?:\t|    ){{{MAX_LEVELS}}}[ \t]*{_MARKER})", re.MULTILINE
)
_TIGHT = re.compile(rf"(?:^[^:\n][^\n]*\n(?: {{0,3}}:[ \t][^\n]*\n)+){{{MAX_LEVELS + 1}}}", re.MULTILINE)
_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+]|[0-9]+\.)[ \t])")
_TABLE_RULE = re.compile(r"^[ |:\t-]*-[ |:\t-]*$", re.MULTILINE)
_BLOCK_MARK = re.compile(r"^ {0,3}(?:#|:|(?:[-=_*] *)+$)", re.MULTILINE)
_INLINE_MARK = re.compile(r"[\\`*_<&!\[]|  \n")
_BRACKET = re.compile(r"[\[\]()]")

_TOO_DEEP = f"Use fewer quotes and lists inside each other. The limit is {MAX_LEVELS} levels."
_TOO_TIGHT = "Leave a blank line between each definition and the next term. Without it, they are read as one."
_TOO_SLOW = (
    "Close any open brackets, split long paragraphs with blank lines, or split the page. "
    "There are too many brackets and other symbols up to this paragraph."
)
_TOO_MANY_CELLS = f"Split the tables up to here. They can have at most {MAX_CELLS:,} cells."
_TOO_LONG_A_LINE = f"Split this line into paragraphs. It is longer than {MAX_LINE:,} characters."
_TOO_MANY_LINES = f"Split this page. It can have at most {MAX_LINES:,} lines."
_TOO_MANY_NOTES = f"Remove some footnotes. There can be at most {MAX_FOOTNOTES:,}."

# How many seconds Python-Markdown 3.11 takes for each unit of work, measured on one core of a small cloud machine.
_SECONDS_A_BRACKET_STEP = 4e-7
_SECONDS_A_BLOCK_MARK = 3.5e-8
_SECONDS_AN_INLINE_MARK = 3e-5
_SECONDS_A_COPIED_CHARACTER = 6e-10
_SECONDS_A_PAIR_OF_ELEMENTS = 1.2e-9


def excess(text: str) -> tuple[int, str] | None:
    r"""Return what Python-Markdown cannot read in bounded time and depth.

    Args:
        text: With line ends ``\n``.

    Returns:
        The line, counted from 0, and a sentence for the author; ``None`` if the text can be read.
    """
    if len(text) > MAX_CHARACTERS:
        return 0, f"Shorten the text. It has {len(text):,} characters. The limit is {MAX_CHARACTERS:,}."
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        return MAX_LINES, _TOO_MANY_LINES
    for number, line in enumerate(lines):
        if len(line) > MAX_LINE:
            return number, _TOO_LONG_A_LINE
    return _nested(text) or _slow(text)


def _nested(text: str) -> tuple[int, str] | None:
    """Return what would make the parser recurse too deeply, or number a list too slowly."""
    for pattern, sentence in ((_NESTED, _TOO_DEEP), (_TIGHT, _TOO_TIGHT)):
        if (found := pattern.search(text)) is not None:
            return text.count("\n", 0, found.start()), sentence
    if text.count("[^") > MAX_FOOTNOTES:
        return text.count("\n", 0, text.index("[^")), _TOO_MANY_NOTES
    return None


def _slow(text: str) -> tuple[int, str] | None:
    """Return the block at which the time in total exceeds ``MAX_SECONDS``.

    Python-Markdown's time for a block grows with the square of its length: for each mark, it copies or searches the
    rest of the block. It also has all elements of the text in one queue, and each step moves the whole queue.
    """
    blocks = _BLANK_LINES.split(text)
    if "|" not in text and _seconds_at_most(text, max(map(len, blocks))) < MAX_SECONDS:
        return None
    line, cells, spent = 0, 0, _seconds_for_elements(text)
    for block in blocks:
        cells += _cells(block)
        spent += _seconds(block)
        if cells > MAX_CELLS or spent > MAX_SECONDS:
            blank = len(block) - len(block.lstrip("\n"))
            return line + blank, _TOO_MANY_CELLS if cells > MAX_CELLS else _TOO_SLOW
        line += block.count("\n") + 2
    return None


def _seconds_at_most(text: str, longest: int) -> float:
    """Return a quick upper bound of the time for a text, given the length of its longest block."""
    brackets = text.count("[") + text.count("(")
    steps = brackets * _SECONDS_A_BRACKET_STEP + text.count("\n") * _SECONDS_A_BLOCK_MARK
    return longest * steps + _seconds_for_marks(text, longest) + _seconds_for_elements(text)


def _seconds_for_elements(text: str) -> float:
    """Return the time for the queue of elements: about one for each line, and one for each two marks."""
    elements = text.count("\n") + len(_INLINE_MARK.findall(text)) / 2
    return elements * elements * _SECONDS_A_PAIR_OF_ELEMENTS


def _seconds(block: str) -> float:
    """Return the estimated time for a block."""
    spent = len(_BLOCK_MARK.findall(block)) * len(block) * _SECONDS_A_BLOCK_MARK
    for words in _inline_texts(block):
        spent += _seconds_for_marks(words, len(words)) + _bracket_steps(words) * _SECONDS_A_BRACKET_STEP
    return spent


def _seconds_for_marks(words: str, longest: int) -> float:
    """Return the time for the marks within lines, each of which copies a text of this length."""
    return len(_INLINE_MARK.findall(words)) * (_SECONDS_AN_INLINE_MARK + longest * _SECONDS_A_COPIED_CHARACTER)


def _inline_texts(block: str) -> list[str]:
    """Return the pieces of a block that are read separately: items of a list, rows of a table, or all of it."""
    if _ITEM.match(f"\n{block}"):
        return _ITEM.split(block)
    return block.split("\n") if _TABLE_RULE.search(block) and "|" in block else [block]


def _bracket_steps(words: str) -> int:
    """Return how many characters are between each opening bracket and its end, or the end of the text."""
    open_at: dict[str, list[int]] = {"[": [], "(": []}
    steps = 0
    for match in _BRACKET.finditer(words):
        if match[0] in open_at:
            open_at[match[0]].append(match.start())
        elif begun := open_at["[" if match[0] == "]" else "("]:
            steps += match.start() - begun.pop()
    return steps + sum(len(words) - at for begun in open_at.values() for at in begun)


def _cells(block: str) -> int:
    """Return how many cells a table gets; each row is filled to the width of the rule below its head."""
    rule = _TABLE_RULE.search(block)
    return (rule[0].count("|") + 1) * block.count("\n") if rule else 0
