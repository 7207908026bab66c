"""The mistakes and advice found so far in one file, and how messages quote an author's words."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from library.errors import Advice, ContentError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable

# Nobody reads more than this about one file, and a hostile file must not cost more than this.
MOST = 100

LONGEST_QUOTE = 60


class Mistakes:
    """Collects the mistakes in one file, so that an author sees all of them at once.

    Readers report here and continue; ``None`` in place of a value means "already reported". Advice is collected too.
    It stops nothing: only mistakes count in ``len`` and in ``error``.

    Attributes:
        path: The file, relative to the content folder, with forward slashes.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: list[Mistake] = []
        self._advice: list[Advice] = []

    def __len__(self) -> int:
        return len(self._found)

    @property
    def full(self) -> bool:
        """Return whether no more mistakes will be stored."""
        return len(self._found) >= MOST

    @property
    def has_enough_advice(self) -> bool:
        """Return whether no more advice will be stored."""
        return len(self._advice) >= MOST

    def add(self, line: int, sentence: str) -> None:
        """Add a mistake in this file; ignore it after ``MOST``."""
        self.include([Mistake(self.path, line, sentence)])

    def advise(self, line: int, sentence: str) -> None:
        """Add advice about this file; ignore it after ``MOST``."""
        self.include_advice([Advice(self.path, line, sentence)])

    @property
    def advice(self) -> tuple[Advice, ...]:
        """Return all advice, in the order it was given; may be empty."""
        return tuple(self._advice)

    def include(self, found: Iterable[Mistake]) -> None:
        """Add mistakes that another reader found, perhaps in a file that this one names."""
        room = MOST - len(self._found)
        self._found.extend(list(found)[:room])

    def include_advice(self, found: Iterable[Advice]) -> None:
        """Add advice that another reader found, perhaps in a file that this one names."""
        self._advice.extend(islice(found, MOST - len(self._advice)))

    def error(self) -> ContentError:
        """Return all of them as one error.

        Raises:
            ValueError: There are none.
        """
        if not self._found:
            raise ValueError("there is no mistake to report")
        return ContentError(self._found, self._advice)


def quoted(text: str) -> str:
    """Return an author's words in quotation marks, on one line, shortened and safe for a terminal."""
    line = printable(" ".join(text.split()))
    if len(line) > LONGEST_QUOTE:
        line = line[: LONGEST_QUOTE - 3] + "..."
    return f"“{line}”"


def without_quotes(sentence: str) -> str:
    """Return a sentence about a file without the author's words in it: they may be what nobody was to read."""
    return re.sub("“[^”]*”", "“…”", sentence)


def printable(text: str) -> str:
    """Return the text with ``?`` for every control character and every character that a terminal cannot show."""
    return "".join(character if character.isprintable() else "?" for character in text)
