"""The lexicon: which words and phrases stand in which documents, for corrections, suggestions and likeness."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Sort(StrEnum):
    """What a row of the lexicon is about; ``Lexicon`` says what its text looks like."""

    WORD = "word"
    PHRASE = "phrase"
    TELLING = "telling"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one document gives to the lexicon; every tuple is without repeats and may be empty.

    Attributes:
        words: As spelled, in lower case, sorted: for corrections.
        phrases: Of two to four words, the most telling first: for suggestions. Folded; where it is spelled otherwise,
            as spelled after a tab.
        telling: Stems that tell the document apart, the most telling first, each with its most frequent spelling. A
            stem is preceded by its language and a space: *car* is not the same in Welsh and English.
        titles: Words of the title, folded, sorted.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    telling: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[Sort, str]]:
        """Give the rows of the lexicon that the document stands in."""
        for sort, texts in ((Sort.WORD, self.words), (Sort.PHRASE, self.phrases), (Sort.TITLE, self.titles)):
            for text in texts:
                yield sort, text
        for stem, _ in self.telling:
            yield Sort.TELLING, stem
