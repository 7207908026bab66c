"""One opened generation of the index, and what is read of it for those who may see a part."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.language import CELTIC, LANGUAGES
from library.search.index import ADDED, ALONE
from library.search.kin.keys import kin
from library.search.query import Phrase, Tagged
from library.search.whoosh_index.entries import TAGS, tag_entry
from library.search.whoosh_index.postings import Postings, PostingsCache, Run, saturate, word_weights
from library.search.words import LONGEST_WORD, is_common, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from whoosh.reading import IndexReader

    from library.search.query import Group
    from library.search.whoosh_index.postings import Forms, Segment

# A viewer's documents change at midnight, with each publish and with the audience; more of them than this are past.
_MOST_COLLECTIONS = 16

# Other forms of a word that are looked for: no word has more, and no huge index may make a query slow.
MOST_FORMS = 64


@dataclass(frozen=True, slots=True)
class Collection:
    """All that some viewer may see, and what it says of words.

    Attributes:
        visible: The entries.
        number: Stands for it in the cache.
        totals: Language to how many of the entries have words in it.
        averages: Language to how many words those have on average; 1 where there are none.
    """

    visible: BitMap
    number: int
    totals: Mapping[str, int]
    averages: Mapping[str, float]


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


@dataclass
class State:
    """One opened generation of the index."""

    generation: int
    reader: IndexReader
    segments: list[Segment]
    where: dict[int, tuple[Segment, int]]
    cache: PostingsCache = field(default_factory=PostingsCache)
    collections: dict[bytes, Collection] = field(default_factory=dict)
    known_forms: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def collection(self, visible: BitMap) -> Collection:
        """Return what a viewer may see as a collection: one for each audience and day, so a few in all."""
        name = visible.serialize()
        if name not in self.collections:
            if len(self.collections) >= _MOST_COLLECTIONS:
                self.collections.clear()
                self.cache = PostingsCache()
            self.collections[name] = _collection(self.segments, visible, len(self.collections))
        return self.collections[name]

    def alternatives(self, collection: Collection, group: Group, languages: Sequence[str]) -> Iterator[Alternative]:
        """Give everything that a group may be found by, the typed phrases first; what stands nowhere is left out."""
        highest = 0.0
        for at, phrase in enumerate(group.typed):
            for found in self._of_phrase(collection, phrase, languages):
                idf = _idf(len(found[1].ids), collection.totals[found[0]])
                highest = max(highest, idf)
                yield Alternative(at, found[0], phrase, added=False, postings=found[1], weight=idf)
        added = ADDED if highest else ALONE
        for at, other in enumerate(group.added, start=len(group.typed)):
            phrase_or_none = other if isinstance(other, Phrase) else None
            for language, postings in self._of(collection, other, languages):
                total = collection.totals[language] if language else len(collection.visible)
                # A rare name of a frequent thing must not weigh more than what was typed.
                idf = min(_idf(len(postings.ids), total), highest or math.inf)
                yield Alternative(at, language, phrase_or_none, added=True, postings=postings, weight=added * idf)

    def bitmap(self, collection: Collection, phrases: Iterable[Phrase], languages: Sequence[str]) -> BitMap:
        """Return the visible entries with any of some phrases."""
        found = (postings for phrase in phrases for _, postings in self._of_phrase(collection, phrase, languages))
        return BitMap.union(BitMap(), *(postings.bitmap for postings in found))

    def forms(self, phrase: Phrase, language: str) -> Forms:
        """Return the words of a phrase as the field of a language has them."""
        words = ("-".join(phrase.words),) if phrase.hyphened and language in CELTIC else phrase.words
        return tuple(self._forms(word[:LONGEST_WORD], language) for word in words)

    def _forms(self, word: str, language: str) -> tuple[str, ...]:
        if language not in CELTIC:
            return (key(word, language),)
        if (word, language) not in self.known_forms:
            found = {
                form
                for segment in self.segments
                for shared in kin(word, language)
                for form in segment.forms(language, shared)
            }
            typed = key(word, language)
            self.known_forms[word, language] = (typed, *sorted(found - {typed})[:MOST_FORMS])
        return self.known_forms[word, language]

    def _of(
        self, collection: Collection, asked: Phrase | Tagged, languages: Sequence[str]
    ) -> Iterator[tuple[str, Postings]]:
        if isinstance(asked, Phrase):
            yield from self._of_phrase(collection, asked, languages)
        else:
            postings = self.cache.get((collection.number, asked), lambda: self._read_tagged(collection, asked))
            if postings.ids:
                yield "", postings

    def _of_phrase(
        self, collection: Collection, phrase: Phrase, languages: Sequence[str]
    ) -> Iterator[tuple[str, Postings]]:
        for language in languages:
            if collection.totals[language]:
                postings = self._postings(collection, language, self.forms(phrase, language))
                if postings.ids:
                    yield language, postings

    def _read(self, collection: Collection, language: str, forms: Forms) -> Postings:
        ids, saturated = array("I"), array("f")
        average = collection.averages[language]
        found = (
            self._words(collection, language, forms[0])
            if len(forms) == 1
            else self._phrases(collection, language, forms)
        )
        for entry, weight, length in found:
            ids.append(entry)
            saturated.append(saturate(weight, length, average))
        return Postings(ids, saturated, BitMap(ids))

    def _words(self, collection: Collection, language: str, forms: tuple[str, ...]) -> Iterator[tuple[int, float, int]]:
        """Give entry, weight and length of each visible entry that holds a word in one of its forms."""
        for segment in self.segments:
            lengths, ids = segment.lengths(language), segment.ids
            for number, weight in word_weights(segment, language, forms):
                if ids[number] in collection.visible:
                    yield ids[number], weight, lengths[number]

    def _phrases(self, collection: Collection, language: str, forms: Forms) -> Iterator[tuple[int, float, int]]:
        """Give entry, count and length of each visible entry that holds a phrase.

        Common words are in nearly all entries: reading where takes longer than looking into a few more entries.
        """
        telling = [some for some in dict.fromkeys(forms) if not is_common(some[0])] or list(dict.fromkeys(forms))
        holding = [self._postings(collection, language, (some,)).bitmap for some in telling]
        run = Run(forms)
        for entry in BitMap.intersection(*holding):
            segment, number = self.where[entry]
            weight = run.weight(segment.sequence(language, number))
            if weight:
                yield entry, weight, segment.lengths(language)[number]

    def _postings(self, collection: Collection, language: str, forms: Forms) -> Postings:
        return self.cache.get((collection.number, language, forms), lambda: self._read(collection, language, forms))

    def _read_tagged(self, collection: Collection, tag: Tagged) -> Postings:
        entries = (
            segment.ids[number] for segment in self.segments for number, _ in segment.weights(TAGS, tag_entry(tag))
        )
        ids = array("I", (entry for entry in entries if entry in collection.visible))
        return Postings(ids, array("f", [1.0]) * len(ids), BitMap(ids))


def _collection(segments: Iterable[Segment], visible: BitMap, number: int) -> Collection:
    totals, averages = {}, {}
    for language in LANGUAGES:
        lengths = [
            length
            for segment in segments
            for entry, length in zip(segment.ids, segment.lengths(language), strict=True)
            if length and entry in visible
        ]
        totals[language] = len(lengths)
        averages[language] = sum(lengths) / len(lengths) if lengths else 1.0
    return Collection(visible.copy(), number, totals, averages)


def _idf(having: int, total: int) -> float:
    """Return Lucene's inverse document frequency, which is never below 0."""
    return math.log(1 + (max(total, having) - having + 0.5) / (having + 0.5))
