"""Matching, ranking and explaining, in one generation of an index, for viewers who may each see a part of it."""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.language import CELTIC, OTHER
from library.search.index import ADDED, ALONE, LEAST_OWN, Hit, ScoreShare
from library.search.query import Phrase, Tagged
from library.search.ranking.alternatives import Alternative, scores, shares
from library.search.ranking.bm25 import idf, saturate
from library.search.ranking.coverage import WeighedGroup, having_all, having_enough, lift, weighed
from library.search.ranking.postings import Postings, PostingsCache
from library.search.ranking.statistics import Statistics, statistics_of
from library.search.word_forms.keys import form_keys
from library.search.words import LONGEST_WORD, fold, is_accented, is_common, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from library.search.query import Group, Query
    from library.search.ranking.source import Forms, Source

# Viewers' documents change at midnight, with each publish and with the audience; older ones than this many are past.
_MOST_VIEWERS = 16

# How much less a word counts than one that was typed, if the accent is missing.
UNACCENTED = 0.35

# How many other forms of a word are searched for: no word has more, and a huge index must not make a query slow.
MOST_FORMS = 64

# How many words are cached with their forms. Anyone can type new ones; this many take a few megabytes.
MOST_CACHED_FORMS = 16_384


@dataclass
class Ranker:
    """One generation of an index, with values calculated from it.

    Attributes:
        source: The generation, as its engine reads it.
        cache: Recently used postings.
        by_viewer: Statistics of viewers' entries, by the bitmap's bytes.
        known_forms: Word and language to the word and its other forms in the index; at most ``MOST_CACHED_FORMS``.
    """

    source: Source
    cache: PostingsCache = field(default_factory=PostingsCache)
    by_viewer: dict[bytes, Statistics] = field(default_factory=dict)
    known_forms: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def matching(self, query: Query, *, every: bool, visible: BitMap, languages: Sequence[str]) -> BitMap:
        """Return all visible entries that match a query; see ``SearchIndex``."""
        statistics = self.statistics(visible)
        unwanted = self._holding(statistics, query.unwanted, languages)
        if not query.wanted:
            return (visible & self.source.ids()) - unwanted
        groups = [list(self.alternatives(statistics, group, languages)) for group in dict.fromkeys(query.wanted)]
        having = [weighed(group, len(statistics.visible)) for group in groups]
        scattered = self._scattered(having_all(having) - unwanted, groups)
        if every:
            return having_all(having) - unwanted - scattered
        limited = list(self._limited(having, [_own(group) for group in groups], scattered))
        return having_enough(limited, BitMap.union(*(each.bitmap for each in limited)) - unwanted)

    @staticmethod
    def _limited(having: Sequence[WeighedGroup], own: Sequence[BitMap], scattered: BitMap) -> Iterator[WeighedGroup]:
        """Yield the groups, heaviest first; of what an attachment has scattered, only the heaviest counts."""
        counted = BitMap()
        for group, having_itself in sorted(zip(having, own, strict=True), key=lambda each: -each[0].weight):
            beyond = (group.bitmap & scattered) - having_itself
            yield replace(group, bitmap=group.bitmap - (beyond & counted))
            counted |= beyond

    def _scattered(self, matched: BitMap, groups: Sequence[Sequence[Alternative]]) -> BitMap:
        """Return the entries that have the words of a query only in different places of their attachments.

        A book has every word somewhere. So the words that an entry does not have itself must be in one passage.
        """
        own = [_own(group) for group in groups]
        return BitMap(
            entry
            for entry in matched - BitMap.intersection(*own)
            if not self._is_together(entry, [group for group, has in zip(groups, own, strict=True) if entry not in has])
        )

    def _is_together(self, entry: int, groups: Sequence[Sequence[Alternative]]) -> bool:
        if len(groups) < 2:
            return True
        phrases = [
            [(each.language, self.forms(each.phrase, each.language)) for each in group if each.phrase]
            for group in groups
        ]
        return self.source.together(entry, phrases)

    def lacking(
        self, query: Query, entries: Iterable[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[Group, ...]]:
        """Return the wanted groups that some entries do not have; see ``SearchIndex``."""
        statistics = self.statistics(visible)
        groups = {group: self._weighed(statistics, group, languages).bitmap for group in query.wanted}
        return {entry: tuple(group for group, having in groups.items() if entry not in having) for entry in entries}

    def rank(
        self, query: Query, among: BitMap, *, visible: BitMap, limit: int, languages: Sequence[str]
    ) -> tuple[Hit, ...]:
        """Return the best of some entries; a repeated group counts again. See ``SearchIndex``."""
        statistics = self.statistics(visible)
        summed = dict.fromkeys(among, 0.0)
        covered: dict[int, float] = {}
        whole, groups = 0.0, Counter(query.wanted)
        for group, times in groups.items():
            alternatives = list(self.alternatives(statistics, group, languages))
            found = scores(alternatives, summed)
            for entry, score in found.items():
                summed[entry] += times * score
            if len(groups) > 1:
                weight = weighed(alternatives, len(statistics.visible)).weight
                whole += weight
                for entry in found:
                    covered[entry] = covered.get(entry, 0.0) + weight
        if len(groups) > 1:
            # Many entries have the same words of a query, so few factors are calculated.
            factors = {weight: lift(weight / whole, len(query.wanted)) for weight in set(covered.values())}
            for entry, weight in covered.items():
                summed[entry] *= factors[weight]
        return _best(summed, limit)

    def explain(
        self, query: Query, entries: Iterable[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[ScoreShare, ...]]:
        """Return the shares of the scores of some entries, largest first."""
        statistics = self.statistics(visible)
        given: dict[int, list[ScoreShare]] = {entry: [] for entry in entries}
        covered, whole = dict.fromkeys(given, 0.0), 0.0
        for at, (group, times) in enumerate(Counter(query.wanted).items()):
            alternatives = list(self.alternatives(statistics, group, languages))
            weight = weighed(alternatives, len(statistics.visible)).weight
            whole += weight
            for entry, some in given.items():
                found = shares(alternatives, entry)
                some.extend(ScoreShare(at, which, times * score) for which, score in found.items())
                covered[entry] += weight if found else 0.0
        return {
            entry: tuple(
                replace(each, score=each.score * lift(covered[entry] / whole, len(query.wanted)))
                for each in sorted(some, key=lambda each: (-each.score, each.group, each.alternative))
            )
            for entry, some in given.items()
        }

    def statistics(self, visible: BitMap) -> Statistics:
        """Return the statistics of a viewer's entries: one for each audience and day, so only a few."""
        name = visible.serialize()
        if name not in self.by_viewer:
            if len(self.by_viewer) >= _MOST_VIEWERS:
                self.by_viewer.clear()
                self.cache = PostingsCache()
            self.by_viewer[name] = statistics_of(self.source, visible, len(self.by_viewer))
        return self.by_viewer[name]

    def alternatives(self, statistics: Statistics, group: Group, languages: Sequence[str]) -> Iterator[Alternative]:
        """Yield the alternatives of a group that any entry has, the typed phrases first."""
        highest = 0.0
        for at, phrase in enumerate(group.typed):
            accented, own = is_accented(phrase.words[0]), 0.0
            # Where a Welsh or Gaelic document has a word as it was typed, that was meant, not one without its accent.
            for language, postings in self._of_phrase(statistics, phrase, _accented_first(languages, accented)):
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
            for language, postings in self._of(statistics, other, fields):
                total = statistics.totals[language] if language else len(statistics.visible)
                # A rare name of a frequent thing must not count more than what was typed.
                weight = added * min(idf(len(postings.ids), total), highest or math.inf)
                yield Alternative(at, language, phrase_or_none, added=True, postings=postings, weight=weight)

    def forms(self, phrase: Phrase, language: str) -> Forms:
        """Return the words of a phrase in the forms that the field of a language has."""
        words = ("-".join(phrase.words),) if phrase.hyphened and language in CELTIC else phrase.words
        return tuple(self._forms(word[:LONGEST_WORD], language) for word in words)

    def _forms(self, word: str, language: str) -> tuple[str, ...]:
        if language not in CELTIC:
            return (key(word, language),)
        known = self.known_forms.get((word, language))
        if known is None:
            found = {form for shared in form_keys(word, language) for form in self.source.forms(language, shared)}
            typed = key(word, language)
            known = (typed, *sorted(found - {typed})[:MOST_FORMS])
            if len(self.known_forms) >= MOST_CACHED_FORMS:
                self.known_forms.clear()
            self.known_forms[word, language] = known
        return known

    def _weighed(self, statistics: Statistics, group: Group, languages: Sequence[str]) -> WeighedGroup:
        return weighed(list(self.alternatives(statistics, group, languages)), len(statistics.visible))

    def _holding(self, statistics: Statistics, phrases: Iterable[Phrase], languages: Sequence[str]) -> BitMap:
        """Return the visible entries that have any of some phrases."""
        found = (postings for phrase in phrases for _, postings in self._of_phrase(statistics, phrase, languages))
        return BitMap.union(BitMap(), *(postings.bitmap for postings in found))

    def _of(
        self, statistics: Statistics, asked: Phrase | Tagged, languages: Sequence[str]
    ) -> Iterator[tuple[str, Postings]]:
        if isinstance(asked, Phrase):
            yield from self._of_phrase(statistics, asked, languages)
        else:
            postings = self.cache.get((statistics.number, asked), lambda: self._read_tagged(statistics, asked))
            if postings.ids:
                yield "", postings

    def _of_phrase(
        self, statistics: Statistics, phrase: Phrase, languages: Sequence[str]
    ) -> Iterator[tuple[str, Postings]]:
        for language in languages:
            # *Cân* is a Welsh word, not *can* without its accent.
            if statistics.totals[language] and not (language not in CELTIC and _is_common_unaccented(phrase)):
                postings = self._postings(statistics, language, self.forms(phrase, language))
                if postings.ids:
                    yield language, postings

    def _postings(self, statistics: Statistics, language: str, forms: Forms) -> Postings:
        return self.cache.get((statistics.number, language, forms), lambda: self._read(statistics, language, forms))

    def _read(self, statistics: Statistics, language: str, forms: Forms) -> Postings:
        ids, saturated, own = array("I"), array("f"), BitMap()
        average = statistics.averages[language]
        found = (
            self.source.words(language, forms[0], statistics.visible)
            if len(forms) == 1
            else self.source.phrases(language, forms, self._likely(statistics, language, forms))
        )
        for entry, weight, length in found:
            ids.append(entry)
            # An attachment is as long as most documents, however short the page that it belongs to.
            saturated.append(saturate(weight, length if weight >= LEAST_OWN else max(length, average), average))
            if weight >= LEAST_OWN:
                own.add(entry)
        return Postings(ids, saturated, BitMap(ids), own)

    def _likely(self, statistics: Statistics, language: str, forms: Forms) -> BitMap:
        """Return the visible entries that have all distinctive words of a phrase.

        Common words are in nearly all entries, so reading their postings takes longer than checking a few more entries.
        """
        distinctive = [some for some in dict.fromkeys(forms) if not is_common(some[0])] or list(dict.fromkeys(forms))
        return BitMap.intersection(*(self._postings(statistics, language, (some,)).bitmap for some in distinctive))

    def _read_tagged(self, statistics: Statistics, tag: Tagged) -> Postings:
        ids = array("I", (entry for entry in self.source.tagged(tag) if entry in statistics.visible))
        tagged = BitMap(ids)
        return Postings(ids, array("f", [1.0]) * len(ids), tagged, tagged)


def _own(alternatives: Sequence[Alternative]) -> BitMap:
    """Return the entries that have any of some alternatives themselves, not only in an attachment."""
    return BitMap.union(BitMap(), *(each.postings.own for each in alternatives))


def _is_one_word(added: Phrase | Tagged) -> bool:
    return isinstance(added, Phrase) and len(added.words) == 1


def _accented_first(languages: Sequence[str], accented: bool) -> Sequence[str]:
    """Return languages in order; for an accented word, those that are written with accents first."""
    return sorted(languages, key=lambda language: language not in CELTIC) if accented else languages


def _is_common_unaccented(phrase: Phrase) -> bool:
    (*_, word) = phrase.words
    return len(phrase.words) == 1 and is_accented(word) and is_common(fold(word))


def _best(summed: Mapping[int, float], limit: int) -> tuple[Hit, ...]:
    """Return the entries with the highest scores, best first; of equals, the highest integer first."""
    best = heapq.nlargest(limit, summed.values())
    if not best:
        return ()
    hits = [Hit(entry, score) for entry, score in summed.items() if score >= best[-1]]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, -hit.id))[:limit])
