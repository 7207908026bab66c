"""The alternatives that match a group of a query, and the share of each in a score."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.language import CELTIC, OTHER
from library.search.index import ADDED, ALONE
from library.search.kinds import AXIS as KIND
from library.search.query import Phrase, Tagged
from library.search.ranking.bm25 import idf
from library.search.words import is_accented

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyroaring import BitMap

    from library.search.query import Group
    from library.search.ranking.lookup import Lookup
    from library.search.ranking.postings import Postings
    from library.search.ranking.statistics import Statistics

# How much less a word counts than one that was typed, if the accent is missing.
UNACCENTED = 0.35

# How much more a document's own term counts than one mention of another name for it, and how much more its kind.
CARRIED = 2.5
OF_KIND = 4.0

# How much less the name of a kind counts in a text: who asks for a video wants one, not the word.
KIND_WORD = 0.5


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
        is_topic: Whether it is an added term or its label, which entries carry, and not only words that they mention.
    """

    at: int
    language: str
    phrase: Phrase | None
    added: bool
    postings: Postings
    weight: float
    is_topic: bool = False

    @property
    def may_be_name(self) -> bool:
        """Return whether its words may be names of people: what was typed, in any spelling, but no other addition."""
        return not self.added or (self.phrase is not None and self.phrase.variant)


def alternatives_of(
    group: Group, lookup: Lookup, statistics: Statistics, languages: Sequence[str]
) -> Iterator[Alternative]:
    """Yield the alternatives of a group that any entry has, the typed phrases first."""
    highest, share = 0.0, KIND_WORD if any(map(_is_kind, group.added)) else 1.0
    for at, phrase in enumerate(group.typed):
        accented, own = is_accented(phrase.words[0]), 0.0
        # Where a Welsh or Gaelic document has a word as it was typed, that was meant, not one without its accent.
        for language, postings in lookup.of_phrase(statistics, phrase, _accented_first(languages, accented)):
            weight = idf(len(postings.bitmap), statistics.totals[language])
            if own and language == OTHER:
                # *Care* is rare in names, but says no more there than elsewhere.
                weight = min(weight, own)
            elif accented and language not in CELTIC:
                weight = UNACCENTED * min(weight, own or weight)
            own, highest = max(own, weight), max(highest, weight)
            yield Alternative(at, language, phrase, added=False, postings=postings, weight=share * weight)
    added = ADDED if highest else ALONE
    terms = (each for each in group.added if isinstance(each, Tagged))
    topics = [postings for term in terms for _, postings in lookup.of(statistics, term, ())]
    # A rare name of a frequent thing must not count more than what was typed, or than the topic itself.
    rarest = (idf(len(postings.bitmap), len(statistics.visible)) for postings in topics)
    most = highest or max(rarest, default=math.inf)
    for at, other in enumerate(group.added, start=len(group.typed)):
        words = other if isinstance(other, Phrase) else None
        # A word that the vocabulary adds, such as *grieve*, is no one's name. *O Donnell* is *O'Donnell*.
        fields = [each for each in languages if each != OTHER] if _is_added_word(other) else languages
        for language, postings in lookup.of(statistics, other, fields):
            total = statistics.totals[language] if language else len(statistics.visible)
            weight = added * min(idf(len(postings.bitmap), total), most) * _times(other)
            is_topic = any(each.bitmap <= postings.bitmap for each in topics)
            yield Alternative(at, language, words, added=True, postings=postings, weight=weight, is_topic=is_topic)


def scores(alternatives: Iterable[Alternative], among: BitMap) -> dict[int, float]:
    """Return the score of a group for each entry.

    It is the sum of what was typed, the best of the words that were added, and the best of the terms and their labels.
    """
    summed: dict[int, float] = {}
    best: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for each in alternatives:
        found, other = _scored(each, among), best[each.is_topic]
        if each.added:
            other.update([(entry, score) for entry, score in found.items() if score > other.get(entry, 0.0)])
        elif summed:
            add_scores(summed, found.items())
        else:
            summed = found
    for some in best:
        add_scores(summed, some.items())
    return summed


def add_scores(summed: dict[int, float], found: Iterable[tuple[int, float]]) -> None:
    """Add scores to those that entries have."""
    for entry, score in found:
        summed[entry] = summed.get(entry, 0.0) + score


def _scored(alternative: Alternative, among: BitMap) -> dict[int, float]:
    """Return the entries of an alternative, of those among which it is searched for, with its score in each."""
    having, weight, saturated = alternative.postings.bitmap, alternative.weight, alternative.postings.saturated
    inside = having & among
    if 2 * len(inside) < len(having):
        rank = having.rank
        return {entry: weight * saturated[rank(entry) - 1] for entry in inside}
    every = dict(zip(having.to_array(), map(weight.__mul__, saturated), strict=True))
    if len(inside) < len(having):
        # Hardly any are outside, and taking those out again takes less time than looking at each.
        for entry in having - among:
            del every[entry]
    return every


def shares(alternatives: Iterable[Alternative], entry: int) -> dict[int, float]:
    """Return the share of each alternative in the score of one entry, which add up as in ``scores``."""
    given: dict[int, float] = {}
    best: dict[bool, tuple[float, int]] = {}
    for each in alternatives:
        if entry in each.postings.bitmap:
            score = each.weight * each.postings.saturated[each.postings.bitmap.rank(entry) - 1]
            if not each.added:
                given[each.at] = given.get(each.at, 0.0) + score
            elif each.is_topic not in best or score > best[each.is_topic][0]:
                best[each.is_topic] = score, each.at
    return given | {at: score for score, at in best.values()}


def _accented_first(languages: Sequence[str], accented: bool) -> Sequence[str]:
    """Return languages in order; for an accented word, those that are written with accents first."""
    return sorted(languages, key=lambda language: language not in CELTIC) if accented else languages


def _is_added_word(added: Phrase | Tagged) -> bool:
    return isinstance(added, Phrase) and len(added.words) == 1 and not added.variant


def _is_kind(added: Phrase | Tagged) -> bool:
    return isinstance(added, Tagged) and added.axis == KIND


def _times(added: Phrase | Tagged) -> float:
    if isinstance(added, Phrase):
        return 1.0
    return OF_KIND if _is_kind(added) else CARRIED
