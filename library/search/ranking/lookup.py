"""Looking up the entries that have a phrase or a term, in one generation of an index."""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.language import CELTIC
from library.search.index import LEAST_OWN
from library.search.query import Phrase
from library.search.ranking.bm25 import saturate
from library.search.ranking.postings import NOTHING, Postings, PostingsCache
from library.search.words import fold, is_accented, is_common

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.search.query import Tagged
    from library.search.ranking.forms import KnownForms
    from library.search.ranking.source import Forms, Source
    from library.search.ranking.statistics import Statistics

# Checking whether so many entries have a phrase takes as long as reading the postings of a word.
FEW = 100


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
        for language in languages:
            # *Cân* is a Welsh word, not *can* without its accent.
            if statistics.totals[language] and not (language not in CELTIC and _is_common_unaccented(phrase)):
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
        """Return visible entries with distinctive words of a phrase: with all of them, if many have some.

        Common words are in nearly all entries, so reading their postings takes longer than checking a few more entries.
        So does reading any word after what few entries are left. Long words are rarer.
        """
        distinctive = {some for some in forms if not is_common(some[0])} or set(forms)
        found = None
        for some in sorted(
            distinctive, key=lambda some: (not self._has(statistics, language, some), -len(some[0]), some)
        ):
            if found is None or len(found) > FEW:
                having = self._postings(statistics, language, (some,)).bitmap
                found = having if found is None else found & having
        return found or BitMap()

    def _has(self, statistics: Statistics, language: str, word: tuple[str, ...]) -> bool:
        return (statistics.number, language, (word,)) in self.cache

    def _read_tagged(self, statistics: Statistics, tag: Tagged) -> Postings:
        tagged = BitMap(self._source.tagged(tag)) & statistics.visible
        return Postings(tagged, array("f", [1.0]) * len(tagged), tagged)


def _is_common_unaccented(phrase: Phrase) -> bool:
    (*_, word) = phrase.words
    return len(phrase.words) == 1 and is_accented(word) and is_common(fold(word))
