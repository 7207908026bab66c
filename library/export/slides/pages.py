"""How many words fit on a slide: a passage is laid out before it is written.

No font is read: widths are those of Arial, rounded up except in tables, so that a text that fits here also fits with
other fonts of the same family (Helvetica, Liberation Sans). A passage is cut between paragraphs, then between
sentences, then between words; within a word only if it is longer than a slide.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, TypeAlias

from library.export.xml_text import one_line, paragraphs, sentences
from library.model.block import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from library.model.workshop import Paragraph

LINE = 1.2  # height of a line, in ems
GAP = 0.4  # between paragraphs, in ems
NARROW = frozenset(" iljtfrI.,:;'!|()[]{}/\\-‘’“”\"`")
WIDE = frozenset("mwMWGOQ@%&—…")
# Letters of Arial by their width, in thousandths of an em. Others are reckoned as everywhere.
ARIAL = {
    191: "'",
    222: "ijl‘’",
    278: " .,:;!/ftI[]\\",
    333: "r-()“”`",
    355: '"',
    389: "*",
    500: "ckszxvyJ",
    556: "abdeghnopquL0123456789?$£#_–",
    584: "+<=>~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "wCDHNRU",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
ARIAL_WIDTHS = {letter: width / 1000 for width, letters in ARIAL.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Room:
    """The space for words, in points.

    Attributes:
        width: Of a line.
        height: Of all lines.
    """

    width: float
    height: float

    def without(self, height: float) -> Room:
        """Return the space that is left after something of a height."""
        return replace(self, height=self.height - height)


# A slide's words and their translation.
Pair: TypeAlias = "tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]"


def lead(words: Paragraph) -> str:
    """Return the start of a moment of a transcript, such as ``0:04 Ann: ``; may be empty."""
    said = f"{words.speaker}:" if words.speaker else ""
    return "".join(f"{part} " for part in (words.time, said) if part)


def hang_of(words: Paragraph, size: float) -> int:
    """Return the indent of an item of a list, in points; 0 for other words."""
    items = words.block.items
    return round(size * (1.3 * items[0].is_marked + 1.2 * items[0].level)) if items else 0


def height_of(words: Iterable[Paragraph], size: float, width: float) -> float:
    """Return the height of paragraphs in lines of a width, all in points."""
    total = 0.0
    for each in words:
        count = lines_of(lead(each) + each.text, size, width - hang_of(each, size))
        heading = lines_of(each.heading, size, width) if each.heading else 0
        total += (count + heading) * size * LINE + (2 if heading else 1) * size * GAP
    return total


@lru_cache(maxsize=20_000)
def lines_of(text: str, size: float, width: float) -> int:
    """Return how many lines a text takes: words fill a line until the next one is too wide."""
    return _lines(text, size, width, _wide)


@lru_cache(maxsize=20_000)
def set_lines_of(text: str, size: float, width: float) -> int:
    """Return how many lines a text takes in Arial, to the letter: for a table, in which each line counts many times."""
    return _lines(text, size, width, _wide_in_arial)


def _lines(text: str, size: float, width: float, wide_of: Callable[[str], float]) -> int:
    lines, at = 1, 0.0
    for word in _single_words(text):
        wide = wide_of(word.rstrip()) * size
        if at and at + wide > width:
            lines, at = lines + 1, 0.0
        lines += max(0, math.ceil(wide / width) - 1)
        at += wide if wide <= width else wide % width
        # A space may hang over the end of a line; the next word then begins another one.
        at += wide_of(word) * size - wide
    return lines


def pages(
    words: Sequence[Paragraph], sizes: Sequence[int], room: Room
) -> tuple[int, tuple[tuple[Paragraph, ...], ...]]:
    """Return a font size and the words of each slide.

    Args:
        words: To show; a line break begins a paragraph.
        sizes: In points, largest first. The first at which everything fits on one slide is used, otherwise the last.
        room: On each slide.

    Returns:
        The size, and at least one page; a page is empty only if there are no words.
    """
    single = tuple(_single(words))
    for size in sizes:
        if height_of(single, size, room.width) <= room.height:
            return size, (single,)
    return sizes[-1], _balanced(single, sizes[-1], room)


def pairs(words: Sequence[Paragraph], others: Sequence[Paragraph], size: int, room: Room) -> tuple[Pair, ...]:
    """Return the pages of a passage, paired with those of its translation.

    If both have equally many paragraphs, they are paired, so that each pair of slides says the same; otherwise each is
    cut separately. One side of a pair is empty if the other needs more slides.
    """
    groups = _together(words, others, size, room) if len(words) == len(others) else ((words, others),)
    found: list[Pair] = []
    for some, same in groups:
        one, two = (_balanced(tuple(_single(each)), size, room) for each in (some, same))
        found += zip_longest(one, two, fillvalue=())
    return tuple(found)


def _together(
    words: Sequence[Paragraph], others: Sequence[Paragraph], size: int, room: Room
) -> Iterator[tuple[Sequence[Paragraph], Sequence[Paragraph]]]:
    """Yield as many paragraphs as fit on a slide in both languages, at least one."""
    start = 0
    for end in range(1, len(words) + 1):
        more = slice(start, end + 1)
        sides = (words[more], others[more])
        if end == len(words) or not all(_fit(_single(side), size, room) for side in sides):
            yield words[start:end], others[start:end]
            start = end


def _balanced(words: tuple[Paragraph, ...], size: int, room: Room) -> tuple[tuple[Paragraph, ...], ...]:
    """Fill slides evenly, because a last one with three words looks like a mistake."""
    best = _filled(words, size, room)
    for share in (0.9, 0.8, 0.7, 0.6, 0.5):
        less = _filled(words, size, replace(room, height=room.height * share))
        if len(less) > len(best):
            break
        best = less
    return best


def _filled(words: tuple[Paragraph, ...], size: int, room: Room) -> tuple[tuple[Paragraph, ...], ...]:
    filled: list[list[_Piece]] = [[]]
    for piece in _pieces(words, size, room):
        if filled[-1] and not _fit(_joined([*filled[-1], piece]), size, room):
            filled.append([])
        filled[-1].append(piece)
    return tuple(tuple(_joined(page)) for page in filled)


@dataclass(frozen=True, slots=True)
class _Piece:
    paragraph: int
    words: Paragraph


def _pieces(words: tuple[Paragraph, ...], size: int, room: Room) -> Iterator[_Piece]:
    """Yield paragraphs; those too long for a slide in sentences, words or characters."""
    for number, each in enumerate(words):
        texts: tuple[str, ...] = (each.text,)
        for cut in (sentences, _single_words, tuple):
            texts = tuple(piece for text in texts for piece in _cut(replace(each, text=text), cut, size, room))
        yield _Piece(number, replace(each, text=texts[0]))
        yield from (_Piece(number, replace(_without_mark(each), text=text)) for text in texts[1:])


def _cut(words: Paragraph, cut: Callable[[str], Iterable[str]], size: int, room: Room) -> Iterable[str]:
    return (words.text,) if _fit((words,), size, room) else cut(words.text)


def _joined(pieces: Iterable[_Piece]) -> Iterator[Paragraph]:
    """Yield the pieces of a slide with those of one paragraph together again."""
    for _, group in groupby(pieces, key=lambda piece: piece.paragraph):
        same = [piece.words for piece in group]
        yield replace(same[0], text="".join(each.text for each in same).rstrip())


def _fit(words: Iterable[Paragraph], size: int, room: Room) -> bool:
    return height_of(words, size, room.width) <= room.height


def _single(words: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield paragraphs of one line each, as XML allows them; an item of a list or a row of a table is one."""
    for each in (piece for whole in words for piece in whole.pieces()):
        first, *rest = paragraphs(each.text) or ("",)
        yield replace(each, text=first, heading=one_line(each.heading), speaker=one_line(each.speaker))
        yield from (replace(_without_mark(each), text=text) for text in rest)


def _without_mark(words: Paragraph) -> Paragraph:
    return replace(words, heading="", speaker="", time="", block=PLAIN)


def _single_words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\S+\s*|\s+", text))


@lru_cache(maxsize=50_000)
def _wide(word: str) -> float:
    """Return the width of a word in ems."""
    return sum(map(_width, word))


@lru_cache(maxsize=50_000)
def _wide_in_arial(word: str) -> float:
    """Return the width of a word of Arial in ems."""
    return sum(ARIAL_WIDTHS.get(letter) or _width(letter) for letter in word)


def _width(letter: str) -> float:
    if letter in NARROW:
        return 0.34
    if letter in WIDE:
        return 0.95
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.1
    return 0.7 if letter.isupper() else 0.56
