"""The words of a query in the forms that an index has."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from library.model.language import CELTIC, OTHER
from library.search.index import OTHER_ACCENT_WEIGHT, OTHER_FORM_WEIGHT
from library.search.word_forms.keys import form_keys
from library.search.words import LONGEST_WORD, accent_key, fold, is_accented, is_common, is_name_key, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

    def of(self, phrase: Phrase, language: str, *, names: bool = True) -> Forms:
        """Return the words of a phrase in the forms that the field of a language has.

        Args:
            phrase: Any.
            language: Of the field.
            names: Whether an English word may be the name of a person.
        """
        words = ("-".join(phrase.words),) if phrase.hyphened and language in CELTIC else phrase.words
        return tuple(self._of_word(word[:LONGEST_WORD], language, names=names) for word in words)

    def _of_word(self, word: str, language: str, *, names: bool) -> tuple[str, ...]:
        if language == OTHER:
            return _in_names(key(word, language))
        typed = key(word, language)
        if language not in CELTIC and not names:
            return (typed,)
        known = self.cached.get((word, language))
        if known is None:
            found = self._in_celtic(word, language) if language in CELTIC else self._names(word, language)
            known = (typed, *islice((form for form in dict.fromkeys(found) if form != typed), MOST_FORMS))
            if len(self.cached) >= MOST_CACHED_FORMS:
                self.cached.clear()
            self.cached[word, language] = known
        return known

    def _names(self, word: str, language: str) -> Sequence[str]:
        """Return the names of people that are spelled like a word, the longest first."""
        return sorted(self._source.forms(language, _in_names(key(word, OTHER))), reverse=True)

    def _in_celtic(self, word: str, language: str) -> Iterator[str]:
        """Yield a word with other accents, then its other forms, each with other accents.

        What was typed with an accent is not one of the common words, which have none: *gân* is not *gan*.
        """
        accented = is_accented(word)
        # All are different, so no more than these are ever searched for.
        others = sorted(self._source.forms(language, form_keys(word, language)))[: MOST_FORMS + 1]
        forms = (key(word, language), *others)
        by_letters = defaultdict[str, list[str]](list)
        for other in sorted(self._source.forms(language, {accent_key(form) for form in forms})):
            by_letters[fold(other)].append(other)
        for form in forms:
            yield form
            for other in (fold(form), *by_letters[fold(form)]):
                if not (accented and is_common(other)):
                    yield other


def form_weight(typed: str, form: str) -> float:
    """Return how much another form of a word counts, compared with 1 for the word as it was typed.

    Args:
        typed: Its key.
        form: The key of the form: of a name, of the word with other accents, or of any other form.
    """
    if is_name_key(form):
        return 1.0
    if fold(form) != fold(typed):
        return OTHER_FORM_WEIGHT
    return 1.0 if typed == form or not is_accented(typed) else OTHER_ACCENT_WEIGHT


def _in_names(key: str) -> tuple[str, ...]:
    """Return a word, and without an *s* that may be a possessive ending without its apostrophe: *Grants*."""
    return (key, key[:-1]) if key.endswith("s") and len(key) >= _SHORTEST_POSSESSIVE else (key,)
