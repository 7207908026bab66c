"""Names of people, by our list and by the capitals of simplemma's dictionaries."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from library.search.dictionary import is_spelled
from library.search.words import fold

_PEOPLE = Path(__file__).with_name("people.txt")


@cache
def people() -> frozenset[str]:
    """Return the names on our list, folded."""
    lines = _PEOPLE.read_text("utf-8").splitlines()
    return frozenset(fold(name) for line in lines if not line.startswith("#") for name in line.split())


def is_name(word: str) -> bool:
    """Return whether a word is on our list, or in a dictionary with a capital and not without: *Iain*.

    Args:
        word: In any case, without a possessive ending.
    """
    lower = word.lower()
    return fold(word) in people() or (is_spelled(lower.capitalize()) and not is_spelled(lower))
