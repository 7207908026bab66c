"""The words of a query in the forms that an index has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.language import CELTIC, OTHER
from library.search.word_forms.keys import form_keys
from library.search.words import LONGEST_WORD, key

if TYPE_CHECKING:
    from library.search.query import Phrase
    from library.search.ranking.source import Forms, Source

# How many other forms of a word are searched for: no word has more, and a huge index must not make a query slow.
MOST_FORMS = 64

# How many words are cached with their forms. Anyone can type new ones; this many take a few megabytes.
MOST_CACHED_FORMS = 16_384

# A shorter name may end in *s* by itself: *Gus*, *Ross*.
_SHORTEST_POSSESSIVE = 5


class KnownForms:
    """The forms of words in one generation of an index.

    Attributes:
        cached: Word and language to the word and its other forms in the index; at most ``MOST_CACHED_FORMS``.
    """

    def __init__(self, source: Source) -> None:
        """Start empty."""
        self._source = source
        self.cached: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, phrase: Phrase, language: str) -> Forms:
        """Return the words of a phrase in the forms that the field of a language has."""
        words = ("-".join(phrase.words),) if phrase.hyphened and language in CELTIC else phrase.words
        return tuple(self._of_word(word[:LONGEST_WORD], language) for word in words)

    def _of_word(self, word: str, language: str) -> tuple[str, ...]:
        if language == OTHER:
            return _in_names(key(word, language))
        if language not in CELTIC:
            return (key(word, language),)
        known = self.cached.get((word, language))
        if known is None:
            found = {form for shared in form_keys(word, language) for form in self._source.forms(language, shared)}
            typed = key(word, language)
            known = (typed, *sorted(found - {typed})[:MOST_FORMS])
            if len(self.cached) >= MOST_CACHED_FORMS:
                self.cached.clear()
            self.cached[word, language] = known
        return known


def _in_names(key: str) -> tuple[str, ...]:
    """Return a word, and without an *s* that may be a possessive ending without its apostrophe: *Grants*."""
    return (key, key[:-1]) if key.endswith("s") and len(key) >= _SHORTEST_POSSESSIVE else (key,)
