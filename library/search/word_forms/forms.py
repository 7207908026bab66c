"""The rules for the forms of a language's words; ``welsh`` and ``gaelic`` provide them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

# An ending, and what may replace it in the dictionary's form.
Endings = tuple[tuple[str, tuple[str, ...]], ...]

# The least length of a word without its ending.
SHORTEST_STEM = 3


def by_last_letter(endings: Endings) -> Mapping[str, Endings]:
    """Return endings by their last letter, in order: a word is compared with these only, an eighth of them."""
    found: dict[str, Endings] = {}
    for each in endings:
        last = each[0][-1]
        found[last] = (*found.get(last, ()), each)
    return found


@dataclass(frozen=True, slots=True)
class Forms:
    """The rules of one language.

    Attributes:
        radicals: Returns what a word may be a mutation of, in lower case; may be empty.
        whole: Returns a word without what an apostrophe or a hyphen joins to it.
        endings: Plurals, verbs and degrees, by their last letter; the longest first.
        irregular: Form to the words it belongs to, if they share no stem.
    """

    radicals: Callable[[str], tuple[str, ...]]
    whole: Callable[[str], str]
    endings: Mapping[str, Endings]
    irregular: Mapping[str, frozenset[str]]

    def without_ending(self, word: str) -> tuple[str, ...]:
        """Return what a word may be without its ending, the likeliest first; may be empty."""
        return tuple(
            word[: -len(ending)] + other
            for ending, others in self.endings.get(word[-1:], ())
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM
            for other in others
        )
