"""Looking up the entries that have a phrase or a term, in one generation of an index."""

from __future__ import annotations

from array import array
from itertools import compress, pairwise, product
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.language import CELTIC
from library.search.index import LEAST_OWN
from library.search.query import Phrase
from library.search.ranking.bm25 import saturate
from library.search.ranking.postings import NOTHING, Postings, PostingsCache
from library.search.words import fold, is_accented, is_common

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from library.search.query import Tagged
    from library.search.ranking.forms import KnownForms
    from library.search.ranking.source import Forms, Source, Word
    from library.search.ranking.statistics import Statistics

# Checking whether so many entries have a phrase takes as long as reading the postings of a word.
FEW = 100

# Words with more forms than this, Welsh and Gaelic ones, are not looked up form by form with each form of the next.
_MOST_BESIDE = 4


class Lookup:
    """The postings of phrases and terms, cached.

    Attributes:
        cache: Recently used postings.
        forms: The forms of words.
    """

    def __init__(self, source: Source, forms: KnownForms) -> None:
        """Start with an empty cache."""
        self._source = source
        self.forms = forms
        self.cache = PostingsCache()

    def of(
        self, statistics: Statistics, asked: Phrase | Tagged, languages: Sequence[str]
    ) -> Iterator[tuple[str, Postings]]:
        """Yield the postings of what was added: a phrase in each language that has it, or a term without language."""
        if isinstance(asked, Phrase):
            yield from self.of_phrase(statistics, asked, languages, names=asked.variant)
        else:
            postings = self.cache.get((statistics.number, asked), lambda: self._read_tagged(statistics, asked))
            if postings.bitmap:
                yield "", postings

    def of_phrase(
        self, statistics: Statistics, phrase: Phrase, languages: Sequence[str], *, names: bool = True
    ) -> Iterator[tuple[str, Postings]]:
        """Yield the postings of a phrase in each language that has it; its English words may be ``names``."""
        fields = [each for each in languages if each in CELTIC] if _is_only_celtic(phrase) else languages
        for language in fields:
            if statistics.totals[language]:
                postings = self._postings(statistics, language, self.forms.of(phrase, language, names=names))
                if postings.bitmap:
                    yield language, postings

    def having(self, statistics: Statistics, phrases: Iterable[Phrase], languages: Sequence[str]) -> BitMap:
        """Return the visible entries that have any of some phrases."""
        found = (postings for phrase in phrases for _, postings in self.of_phrase(statistics, phrase, languages))
        return BitMap.union(BitMap(), *(postings.bitmap for postings in found))

    def _postings(self, statistics: Statistics, language: str, forms: Forms) -> Postings:
        return self.cache.get((statistics.number, language, forms), lambda: self._read(statistics, language, forms))

    def _read(self, statistics: Statistics, language: str, forms: Forms) -> Postings:
        average = statistics.averages[language]
        likely = statistics.visible if len(forms) == 1 else self._likely(statistics, language, forms)
        if not likely:
            return NOTHING
        entries, weights, lengths = (
            self._source.words(language, forms[0], likely)
            if len(forms) == 1
            else self._source.phrases(language, forms, likely)
        )
        if not entries:
            return NOTHING
        having = own = BitMap(entries)
        if min(weights) < LEAST_OWN:
            of_itself = [weight >= LEAST_OWN for weight in weights]
            own = BitMap(compress(entries, of_itself))
            # An attachment is as long as most documents, however short the page that it belongs to.
            both = zip(lengths, of_itself, strict=True)
            lengths = [length if is_own else max(length, average) for length, is_own in both]
        saturated = array("f", saturate(weights, lengths, average))
        if entries != having.to_array():
            saturated = array("f", (each for _, each in sorted(zip(entries, saturated, strict=True))))
        return Postings(having, saturated, own)

    def _likely(self, statistics: Statistics, language: str, forms: Forms) -> BitMap:
        """Return visible entries that may have a phrase: with its words, if not with frequent ones beside one another.

        Common words are in nearly all entries, so reading their postings takes longer than checking a few more entries.
        So does reading any word after what few entries are left.
        """
        frequent = {some for some in forms if len(some) <= _MOST_BESIDE and any(self._frequent(language, some))}
        distinctive = _distinctive(forms, frequent)
        cached = {some for some in frequent if self._has(statistics, language, some)}
        found = self._with_words(statistics, language, distinctive - frequent | cached)
        for first, second in pairwise(forms):
            if first in frequent and second in frequent and (found is None or len(found) > FEW):
                beside = self._beside(statistics, language, first, second)
                found = beside if found is None else found & beside
        return self._with_words(statistics, language, distinctive) or BitMap() if found is None else found

    def _with_words(self, statistics: Statistics, language: str, words: Collection[Word]) -> BitMap | None:
        """Return visible entries with some words, with all of them if many have some; ``None`` without words.

        Long words are rarer.
        """
        found = None
        for some in sorted(words, key=lambda some: (not self._has(statistics, language, some), -len(some[0]), some)):
            if found is None or len(found) > FEW:
                having = self._postings(statistics, language, (some,)).bitmap
                found = having if found is None else found & having
        return found

    def _beside(self, statistics: Statistics, language: str, first: Word, second: Word) -> BitMap:
        """Return visible entries that may have one word after another, and all that have a rare form of either."""
        both = (first, second)
        frequent = [list(compress(some, self._frequent(language, some))) for some in both]
        rare = [tuple(each for each in some if each not in known) for some, known in zip(both, frequent, strict=True)]
        with_rare = (self._postings(statistics, language, (some,)).bitmap for some in rare if some)
        beside = (self._source.beside(language, *pair) for pair in product(*frequent))
        return BitMap.union(*beside, *with_rare) & statistics.visible

    def _frequent(self, language: str, forms: Word) -> list[bool]:
        return [self._source.is_frequent(language, form) for form in forms]

    def _has(self, statistics: Statistics, language: str, word: Word) -> bool:
        return (statistics.number, language, (word,)) in self.cache

    def _read_tagged(self, statistics: Statistics, tag: Tagged) -> Postings:
        tagged = BitMap(self._source.tagged(tag)) & statistics.visible
        return Postings(tagged, array("f", [1.0]) * len(tagged), tagged)


def _is_only_celtic(phrase: Phrase) -> bool:
    """Return whether a phrase can only be in Welsh or Gaelic.

    In other fields, hyphens separate words. *Cân* is a Welsh word, not *can* without its accent.
    """
    (*_, word) = phrase.words
    return len(phrase.words) == 1 and ("-" in word or (is_accented(word) and is_common(fold(word))))


def _distinctive(forms: Forms, frequent: Collection[Word]) -> set[Word]:
    """Return the words of a phrase that are not common, or all if all are.

    Where some are known to be frequent, a common one that is not, such as *e*, is rare.
    """
    found = {some for some in forms if not is_common(some[0]) or (frequent and len(some) <= _MOST_BESIDE)}
    return found or set(forms)
