"""What a group of a query may be found by, and what each alternative gives to an entry."""

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
        postings: Where it stands.
        weight: What a match in an entry of usual length counts: its inverse document frequency, less where added.
    """

    at: int
    language: str
    phrase: Phrase | None
    added: bool
    postings: Postings
    weight: float


def scores(alternatives: Iterable[Alternative], among: Container[int]) -> dict[int, float]:
    """Return what a group gives to each of some entries: the sum of what was typed, and the best of what was added."""
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
    """Return what each alternative of a group gives to one entry, as ``scores`` adds it up."""
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
