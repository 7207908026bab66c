"""The lexicon: which documents have which words and phrases, for corrections, suggestions and similar documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class RowKind(StrEnum):
    """What a row of the lexicon is about; ``Lexicon`` says what its text looks like."""

    WORD = "word"
    PHRASE = "phrase"
    DISTINCTIVE = "distinctive"
    TITLE = "title"
    WHOLE_TITLE = "whole title"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one document adds to the lexicon; every tuple is without repeats and may be empty.

    Attributes:
        words: As spelled, in lower case, sorted: for corrections.
        phrases: Of two to four words, the most distinctive first: for suggestions. Folded, followed by a tab and the
            spelling if that differs.
        distinctive: Stems that tell the document apart, the most distinctive first, each with its most frequent
            spelling. A stem is preceded by its language and a space: *car* is not the same in Welsh and English.
        titles: Words of the title, folded, sorted.
        whole_title: All words of the title, folded, in order: for searches that name a document.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    distinctive: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = ()
    whole_title: str = ""

    def rows(self) -> Iterator[tuple[RowKind, str]]:
        """Yield the rows of the lexicon for this document."""
        for kind, texts in ((RowKind.WORD, self.words), (RowKind.PHRASE, self.phrases), (RowKind.TITLE, self.titles)):
            for text in texts:
                yield kind, text
        for stem, _ in self.distinctive:
            yield RowKind.DISTINCTIVE, stem
        if self.whole_title:
            yield RowKind.WHOLE_TITLE, self.whole_title
