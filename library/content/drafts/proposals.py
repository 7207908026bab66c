"""Terms that a text may be about, with the words that propose them. Only the author knows whether they are right."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.vocabulary import Term, Vocabulary

# Axes to propose terms for, and how many at most.
MOST = {Axis.THEME: 5, Axis.ROLE: 3, Axis.SECTOR: 3, Axis.CIRCUMSTANCE: 3, Axis.SETTING: 3, Axis.CONTENT_NOTE: 5}
# Shorter names are found in too many other words.
_SHORTEST = 3
_MOST_WORDS = 3
# A label such as “Listening and being heard” is two names; short parts of one are too common.
_PARTS, _SHORT = re.compile(r",? and |, "), 5
_WORD = re.compile(r"\w+(?:'\w+)*")
_APOSTROPHE = str.maketrans("’", "'")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One term that a text may be about.

    Attributes:
        term: Its id.
        words: The words of the text that name it, the most frequent first, with how often they occur.
    """

    term: str
    words: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """Return how often the text names it."""
        return sum(count for _, count in self.words)


def propose(text: str, vocabulary: Vocabulary) -> dict[Axis, tuple[Proposal, ...]]:
    """Return the terms whose labels or other names are in a text, by axis; the most frequent first.

    Args:
        text: All words of the document.
        vocabulary: The terms. Names that are ambiguous propose nothing.
    """
    found: dict[tuple[Axis, str], Counter[str]] = {}
    for terms, name in _named(_words(text), _by_name(vocabulary)):
        for term in terms:
            found.setdefault((term.axis, term.id), Counter())[name.lower()] += 1
    proposals: dict[Axis, list[Proposal]] = {axis: [] for axis in MOST}
    for term in vocabulary.terms:
        if words := found.get((term.axis, term.id)):
            proposals[term.axis].append(Proposal(term.id, tuple(words.most_common(_MOST_WORDS))))
    ranked = {axis: sorted(each, key=lambda proposal: -proposal.count) for axis, each in proposals.items()}
    return {axis: tuple(each[: MOST[axis]]) for axis, each in ranked.items() if each}


def _by_name(vocabulary: Vocabulary) -> dict[tuple[str, ...], list[Term]]:
    """Return the terms by the words of their names; abbreviations keep their capitals."""
    doubtful = {each.name.casefold() for each in vocabulary.ambiguous}
    terms: dict[tuple[str, ...], list[Term]] = {}
    for term in vocabulary.terms:
        if term.axis in MOST:
            for name in dict.fromkeys(_names(term)):
                if name.casefold() not in doubtful and len(name) >= _SHORTEST:
                    terms.setdefault(_words(name if name.isupper() else name.lower()), []).append(term)
    return terms


def _names(term: Term) -> Iterator[str]:
    for label in term.labels.values():
        yield label
        yield from (part for part in _PARTS.split(label) if len(part) >= _SHORT)
    yield from term.also


def _named(words: tuple[str, ...], terms: dict[tuple[str, ...], list[Term]]) -> Iterator[tuple[list[Term], str]]:
    """Yield the terms of each name in a text, also in the plural, with the words there."""
    lengths: dict[str, set[int]] = {}
    for name in terms:
        for first in _forms(name[0]):
            lengths.setdefault(first, set()).add(len(name))
    for at, word in enumerate(words):
        for length in sorted(lengths.get(word, set()) | lengths.get(word.lower(), set())):
            here = words[at : at + length]
            for form in _forms_of_name(here):
                if form in terms:
                    yield terms[form], " ".join(here)
                    break


def _forms_of_name(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words
    lower = tuple(word.lower() for word in words)
    yield lower
    if lower and lower[-1].endswith("s"):
        yield (*lower[:-1], lower[-1][:-1])


def _forms(word: str) -> tuple[str, str]:
    return word, f"{word}s"


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.translate(_APOSTROPHE)))
