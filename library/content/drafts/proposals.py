"""Terms that a text may be about, with the words that propose them. Only the author knows whether they are right."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from library.model.vocabulary import Term, Vocabulary

# Axes to propose terms for, and how many at most.
MOST = {Axis.THEME: 5, Axis.ROLE: 3, Axis.SECTOR: 3, Axis.SETTING: 3, Axis.CONTENT_NOTE: 5}
# Shorter names are found in too many other words.
_SHORTEST = 3
_MOST_WORDS = 3
# A label such as “Listening and being heard” is two names; short parts of one are too common.
_PARTS, _SHORT = re.compile(r",? and |, "), 5
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
    plain = text.translate(_APOSTROPHE)
    doubtful = {each.name.casefold() for each in vocabulary.ambiguous}
    proposals: dict[Axis, list[Proposal]] = {axis: [] for axis in MOST}
    for term in vocabulary.terms:
        if term.axis in MOST and (words := _named(term, plain, doubtful)):
            proposals[term.axis].append(Proposal(term.id, words))
    ranked = {axis: sorted(found, key=lambda proposal: -proposal.count) for axis, found in proposals.items()}
    return {axis: tuple(found[: MOST[axis]]) for axis, found in ranked.items() if found}


def _named(term: Term, text: str, doubtful: set[str]) -> tuple[tuple[str, int], ...]:
    labels = (part for label in term.labels.values() for part in (label, *_PARTS.split(label)) if len(part) >= _SHORT)
    names = {name for name in (*labels, *term.also) if name.casefold() not in doubtful}
    found = Counter[str]()
    for name in sorted(names):
        if len(name) >= _SHORTEST:
            found.update(" ".join(match.lower().split()) for match in _pattern(name).findall(text))
    return tuple(found.most_common(_MOST_WORDS))


def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name and its plural; abbreviations only in capitals."""
    parts = re.split(r"[\s-]+", name.translate(_APOSTROPHE))
    words = r"[\s-]+".join(map(re.escape, parts))
    return re.compile(rf"(?<!\w){words}s?(?!\w)", 0 if name.isupper() else re.IGNORECASE)
