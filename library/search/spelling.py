"""Finding words that are similar to a typed one.

Words are compared when *folded*, so accents make no difference, by how many letters are wrong, missing, extra or
swapped with the next (optimal string alignment: Damerau 1964 in the form that edits no letter twice). This does not
decide which of the similar words may be shown, or which is best.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from library.search.words import fold, key

if TYPE_CHECKING:
    from collections.abc import Iterable

# The lengths of words that may have one edit, and two; longer ones may have three, if they begin in the same way.
SHORT, MIDDLE = 4, 8
_ALIKE = 3  # letters

# Two edits in this few letters make another word (*qwerty*, *twenty*), unless it sounds the same (*fysio*, *physio*).
_FEW_LETTERS = 6

# How many words with the same first letters are stemmed to find the forms of one.
_MOST_STEMMED = 1_000

# Letters that sound alike, in this order; finally all vowels except a first one are removed.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"ph", "f"),
        (r"(?<=.)gh", ""),
        (r"^wh", "w"),
        (r"dg(?=e)", "j"),
        (r"c(?=[eiy])", "s"),
        (r"ck|[cq]", "k"),
        (r"z", "s"),
        (r"(.)\1", r"\1"),
        (r"^[aeiouy]", "a"),
        (r"(?<=.)[aeiouyhw]", ""),
        (r"(.)\1", r"\1"),
    )
)


class Near(NamedTuple):
    """A word that may be meant.

    Attributes:
        word: As spelled.
        edits: The number of edits from what was typed, at least 1.
        sounds_same: Whether it sounds like what was typed.
    """

    word: str
    edits: int
    sounds_same: bool

    @property
    def rank(self) -> int:
        """Return how unlikely it is, by letters only: an edit that does not change the sound is likelier."""
        return self.edits * 2 - (1 if self.sounds_same else 0)


class Spellings:
    """Words as spelled, found by other spellings."""

    def __init__(self, words: Iterable[str]) -> None:
        """Read words in lower case, preferably sorted: 20 ms for 22,000."""
        plain = dict.fromkeys(words)
        accented = [word for word in plain if not word.isascii()]
        self._accented: dict[str, list[str]] = defaultdict(list)
        for word in accented:
            del plain[word]
            self._accented[fold(word)].append(word)
        self._plain = plain
        self._sorted = sorted({**plain, **self._accented})
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for folded in self._sorted:
            self._by_length[len(folded)].append(folded)

    def spelled(self, folded: str) -> tuple[str, ...]:
        """Return the words that are equal when folded; may be empty."""
        return (*((folded,) if folded in self._plain else ()), *self._accented.get(folded, ()))

    def forms(self, folded: str) -> tuple[str, ...]:
        """Return the words with the same English stem: plural, tense and other spellings; may be empty."""
        stem = key(folded, "en")
        same = 0
        while same < min(len(stem), len(folded)) and stem[same] == folded[same]:
            same += 1
        # One letter less: *fly* and *flies* have the stem *fli*.
        start = folded[: max(2, same - 1)]
        first = bisect_left(self._sorted, start)
        last = bisect_left(self._sorted, start + "\U0010ffff", first, min(first + _MOST_STEMMED, len(self._sorted)))
        found = (word for word in self._sorted[first:last] if key(word, "en") == stem)
        return tuple(spelled for word in found for spelled in self.spelled(word))

    def near(self, folded: str) -> tuple[Near, ...]:
        """Return similar words, likeliest first by letters only, without the word itself; may be empty."""
        most = _edits_allowed(folded)
        found: list[tuple[str, int]] = []
        for length in range(len(folded) - most, len(folded) + most + 1):
            choices = self._by_length.get(length, ())
            alike = process.extract(folded, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
            found.extend((other, int(edits)) for other, edits, _ in alike if _may_differ(folded, other, int(edits)))
        heard = sound(folded)
        near = (
            Near(word, edits, sound(other) == heard) for other, edits in found for word in self.spelled(other) if edits
        )
        return tuple(sorted(near, key=lambda each: (each.rank, each.word)))

    def halves(self, folded: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs of words that make this word when joined, in every spelling; may be empty."""
        pairs = ((folded[:at], folded[at:]) for at in range(1, len(folded)))
        return tuple(pair for first, second in pairs for pair in product(self.spelled(first), self.spelled(second)))


def sound(folded: str) -> str:
    """Return a rough key of how a word sounds in English, for comparing words."""
    for pattern, heard in _SOUNDS:
        folded = pattern.sub(heard, folded)
    return folded


def _edits_allowed(folded: str) -> int:
    if len(folded) <= SHORT:
        return 1
    return 2 if len(folded) <= MIDDLE else 3


def _may_differ(folded: str, other: str, edits: int) -> bool:
    if edits == 2 and len(folded) <= _FEW_LETTERS:
        return sound(folded) == sound(other)
    return edits < 3 or folded[:_ALIKE] == other[:_ALIKE]
