"""Text for office files: the direction of a paragraph, the ends of sentences."""

from __future__ import annotations

import re
import unicodedata

from library.model.characters import clean
from library.model.language import BY_CODE

# The space after a sentence's end, with or without a closing quotation mark or bracket.
SENTENCE_END = re.compile(r"(?:(?<=[.!?…。！？])|(?<=[.!?…。！？][”’\"')\]]))\s+")


def one_line(text: str) -> str:
    """Return a text on one line, for a title."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not blank."""
    return tuple(line for line in clean(text).split("\n") if line.strip())


def shortened(text: str, most: int) -> str:
    """Return a text of at most this many characters, cut at a space if possible, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ", most // 2)
    return f"{cut[:space] if space > 0 else cut}…"


def right_to_left(text: str) -> bool:
    """Return whether a paragraph runs from right to left: its first letter decides (Unicode Standard Annex 9, P2)."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def language_tag(language: str) -> str:
    """Return the tag of a language for office programs: ``cy-GB`` for ``cy``."""
    known = BY_CODE.get(language)
    return known.tag if known else language


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in order; together they are the whole text, including spaces."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    return tuple(text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end)
