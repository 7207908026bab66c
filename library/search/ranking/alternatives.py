"""The alternatives that match a group of a query, and the share of each in a score."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.language import CELTIC, OTHER
from library.search.index import ADDED, ALONE
from library.search.query import Phrase
from library.search.ranking.bm25 import idf
from library.search.words import is_accented

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from library.search.query import Group, Tagged
    from library.search.ranking.lookup import Lookup
    from library.search.ranking.postings import Postings
    from library.search.ranking.statistics import Statistics

# How much less a word counts than one that was typed, if the accent is missing.
UNACCENTED = 0.35


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


def alternatives_of(
    group: Group, lookup: Lookup, statistics: Statistics, languages: Sequence[str]
) -> Iterator[Alternative]:
    """Yield the alternatives of a group that any entry has, the typed phrases first."""
    highest = 0.0
    for at, phrase in enumerate(group.typed):
        accented, own = is_accented(phrase.words[0]), 0.0
        # Where a Welsh or Gaelic document has a word as it was typed, that was meant, not one without its accent.
        for language, postings in lookup.of_phrase(statistics, phrase, _accented_first(languages, accented)):
            weight = idf(len(postings.ids), statistics.totals[language])
            if own and language == OTHER:
                # *Care* is rare in names, but says no more there than elsewhere.
                weight = min(weight, own)
            elif accented and language not in CELTIC:
                weight = UNACCENTED * min(weight, own or weight)
            own, highest = max(own, weight), max(highest, weight)
            yield Alternative(at, language, phrase, added=False, postings=postings, weight=weight)
    added = ADDED if highest else ALONE
    for at, other in enumerate(group.added, start=len(group.typed)):
        phrase_or_none = other if isinstance(other, Phrase) else None
        # A word that the vocabulary adds, such as *grieve*, is no one's name.
        fields = [each for each in languages if each != OTHER] if _is_one_word(other) else languages
        for language, postings in lookup.of(statistics, other, fields):
            total = statistics.totals[language] if language else len(statistics.visible)
            # A rare name of a frequent thing must not count more than what was typed.
            weight = added * min(idf(len(postings.ids), total), highest or math.inf)
            yield Alternative(at, language, phrase_or_none, added=True, postings=postings, weight=weight)


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


def _accented_first(languages: Sequence[str], accented: bool) -> Sequence[str]:
    """Return languages in order; for an accented word, those that are written with accents first."""
    return sorted(languages, key=lambda language: language not in CELTIC) if accented else languages


def _is_one_word(added: Phrase | Tagged) -> bool:
    return isinstance(added, Phrase) and len(added.words) == 1
