"""The keys that all forms of a Welsh or Gaelic word share.

Two words are forms of the same word if they have a key in common. A key is the dictionary's form of a word. A word can
have several, because *fod* is a form of *bod* and looks like one of *mod*. They are found as follows:

1. The forms of irregular words are listed (``irregular``); the dictionary is ignored for these words.
2. The dictionary says what a form belongs to, and has most mutated and inflected forms. Where it lists a noun as a
   verb's rare form, it is corrected (``entries``).
3. The words that the form may be a mutation of count too, if the dictionary has an entry for them; or, for a form that
   is not an entry itself, if it has them as a form that begins with the same consonants: *gath* may be *cath*, but
   *allan* is not *gallu*.
4. From an unknown form, what an apostrophe joins to it, its mutation and its ending are removed until it is known.
5. If it is still unknown, its possible stems are its keys: *pleidleiswyr* still matches *pleidleiswr*.

A word typed without its accents matches the same form with them, because the index folds both. For its other forms, a
key with accents has a second key without, marked so that a known word without accents does not match it: *toil* and
*tòil* are two words, and joining all such pairs doubled the wrong matches in Gaelic. Long words match without accents,
as written or before their mutation, because the dictionary has *mathair* too.

A word with a hyphen, and what it is a form of, match the same letters without it: *mam-gu*, *fam-gu* and *mamgu*.

Measured on the forms of two treebanks (``python -m bench celtic`` prints current figures), compared with undoing
mutations and looking up each: in Welsh, 0.960 of the pairs of forms are found instead of 0.933, with 181 wrong pairs
instead of 846; in Gaelic, 0.962 instead of 0.884, with 184 instead of 202. Most wrong pairs are under two words in the
treebank but under one in the dictionary or a grammar (*clann* and *cloinn*, *dèidh* and *déidh*); ``bench/README.md``
says what fewer would cost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from library.search.word_forms.entries import entry as entry_of
from library.search.word_forms.gaelic import GAELIC
from library.search.word_forms.irregular import NEVER_MUTATED
from library.search.word_forms.welsh import WELSH
from library.search.words import LONGEST_WORD, PLAIN_MARKS, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.search.word_forms.forms import Forms

_FORMS = {"cy": WELSH, "gd": GAELIC}

# Marks a key without accents.
_BARE = "~"

# How many possible radicals and stems an unknown word can have: one ending of a verb can have five stems.
_MOST_RADICALS = 3
_MOST_STEMS = 5

# A shorter word that the dictionary has without accents is meant without them: *toil* is not *tòil*.
_SHORTEST_WITHOUT_ACCENTS = 6

_VOWELS = re.compile("[aeiouwy]")


@lru_cache(maxsize=32_768)
def form_keys(word: str, language: str) -> tuple[str, ...]:
    """Return the keys that a word shares with its other forms.

    Args:
        word: In any case and Unicode form, with or without accents; cut if it is longer than any word.
        language: ``cy`` or ``gd``; other languages have stemmers.

    Returns:
        Keys, sorted; empty for other languages, otherwise at least one.
    """
    forms = _FORMS.get(language)
    if forms is None:
        return ()
    spelled = _spelled(word)
    known, keys = _keys(spelled, language, forms)
    if not known and (whole := forms.whole(spelled)) != spelled:
        known, keys = _keys(whole, language, forms)
    # Not the stems of an unknown word: *fad-as* is not *fada*.
    joined = {each.replace("-", "") for each in (spelled, *(keys if known else ())) if "-" in each}
    return tuple(sorted(keys | joined | _bare(spelled, known, keys, forms)))


def _bare(word: str, known: bool, keys: set[str], forms: Forms) -> set[str]:
    """Return the keys by which a word typed without accents matches its other forms."""
    accented = any(fold(key) != key for key in keys)
    bare = {f"{_BARE}{fold(key)}" for key in keys} if accented or not known else set()
    if len(word) >= _SHORTEST_WITHOUT_ACCENTS and fold(word) != word:
        # Dictionaries have *mathair* as a separate word.
        bare |= {fold(each) for each in (word, *forms.radicals(word))}
    return bare


def _spelled(word: str) -> str:
    marked = word[:LONGEST_WORD].translate(PLAIN_MARKS)
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", marked).casefold())
    return plain.lstrip("'") or plain


def _keys(word: str, language: str, forms: Forms) -> tuple[bool, set[str]]:
    """Return whether a word is known, and its keys with their accents."""
    radicals = forms.radicals(word)
    if entries := _irregular(word, radicals, forms):
        return True, set(entries)
    own = entry_of(word, language)
    found = list(dict.fromkeys(_entries(word, own, radicals, language)))
    if not found:
        found = _by_ending(word, radicals, language, forms)
    if not found:
        return False, {word, *radicals[:_MOST_RADICALS], *forms.without_ending(word)[:_MOST_STEMS]}
    # The form itself is a key only if it may be an entry: *cared*, of *caru*, does not match a noun *cared*.
    keys = {word} if own is None or own == word or own in radicals else set()
    for entry in found:
        further = entry_of(entry, language)
        keys |= {entry} | ({further} if further else set())
    # The forms of irregular words are listed. Others in the dictionary are wrong: *mai*, of *bod*.
    return True, keys.difference(forms.irregular) or {word}


def _irregular(word: str, radicals: tuple[str, ...], forms: Forms) -> frozenset[str] | None:
    mutated = (radical for radical in radicals if radical not in NEVER_MUTATED)
    return next((forms.irregular[form] for form in (word, *mutated) if form in forms.irregular), None)


def _entries(word: str, own: str | None, radicals: tuple[str, ...], language: str) -> Iterator[str]:
    """Yield the entries that a form may belong to: its own in the dictionary, then those it may be mutated from."""
    if own:
        yield own
    settled = own == word or (own in radicals and entry_of(own, language) == own if own else False)
    for radical in radicals:
        entry = entry_of(radical, language)
        if entry and (own is None or entry == radical or (not settled and _alike(radical, entry))):
            yield entry


def _alike(form: str, entry: str) -> bool:
    """Return whether a form begins with the same two consonants as its entry, since vowels change in Welsh words."""
    return _consonants(form)[:2] == _consonants(entry)[:2]


def _consonants(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", _VOWELS.sub("", fold(word)))


def _by_ending(word: str, radicals: tuple[str, ...], language: str, forms: Forms) -> list[str]:
    """Return the entry of an unknown form without its ending, if there is one."""
    for form in (word, *radicals):
        for stem in forms.without_ending(form):
            if entry := entry_of(stem, language):
                return [entry]
    return []
