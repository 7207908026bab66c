"""The alternatives that match a group of a query, and the share of each in a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from library.search.query import Phrase
    from library.search.ranking.postings import Postings


@dataclass(frozen=True, slots=True)
class Alternative:
    """One phrase or term of a group, in one language.

    Attributes:
        at: Which of the group: the typed ones first, then the added ones.
        language: Of the field; empty for a term.
        phrase: The phrase, or ``None`` for a term.
        added: Whether the vocabulary added it.
        postings: The entries that have it.
        weight: The weight of a match in an entry of average length: its inverse document frequency, less if added.
    """

    at: int
    language: str
    phrase: Phrase | None
    added: bool
    postings: Postings
    weight: float


def scores(alternatives: Iterable[Alternative], among: Container[int]) -> dict[int, float]:
    """Return the score of a group for each entry: the sum of what was typed, and the best of what was added."""
    summed: dict[int, float] = {}
    best: dict[int, float] = {}
    for each in alternatives:
        weight = each.weight
        for entry, saturated in zip(each.postings.ids, each.postings.saturated, strict=True):
            if entry in among:
                score = weight * saturated
                if not each.added:
                    summed[entry] = summed.get(entry, 0.0) + score
                elif score > best.get(entry, 0.0):
                    best[entry] = score
    for entry, score in best.items():
        summed[entry] = summed.get(entry, 0.0) + score
    return summed


def shares(alternatives: Iterable[Alternative], entry: int) -> dict[int, float]:
    """Return the share of each alternative in the score of one entry, which add up as in ``scores``."""
    given: dict[int, float] = {}
    best: tuple[float, int] | None = None
    for each in alternatives:
        if entry in each.postings.bitmap:
            score = each.weight * each.postings.saturated[each.postings.ids.index(entry)]
            if not each.added:
                given[each.at] = given.get(each.at, 0.0) + score
            elif best is None or score > best[0]:
                best = score, each.at
    if best:
        given[best[1]] = best[0]
    return given
