"""The keys that all forms of a Welsh or Gaelic word share.

Two words are forms of one word if they have a key in common. A key is the dictionary's form of a word; one word may
have several, because *fod* is a form of *bod* and looks like one of *mod*. How they are found:

1. The dictionary says what a form belongs to; it knows most mutated and inflected forms by themselves.
2. What the form may be a mutation of counts too, if the dictionary has an entry for that, or knows it as a form that
   begins with the same consonants as its entry: *gath* may be *cath*, and *mai* is not *bai*, a form of *bod*.
3. A form that nobody knows loses what an apostrophe joins to it, its mutation, and its ending, until somebody does.
4. Failing that, its possible stems are its keys: *pleidleiswyr* still meets *pleidleiswr*.

A word that is typed without its accents meets the same form with them, because the index folds both. For its other
forms, a key with accents has a second one without, marked so that a known word without accents does not meet it: *toil*
and *tòil* are two words, and joining all such pairs doubled what is joined wrongly in Gaelic.

Measured on the forms of two treebanks (``python -m bench celtic`` says how, and prints today's figures): more pairs of
forms are found than by undoing mutations and asking the dictionary for each, and half as many wrong ones, most of which
are pairs that the treebank files under two words and the dictionary under one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from library.search.dictionary import lemma
from library.search.kin.gaelic import GAELIC
from library.search.kin.welsh import WELSH
from library.search.words import LONGEST_WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.search.kin.forms import Forms

_FORMS = {"cy": WELSH, "gd": GAELIC}

# Marks a key without accents.
_BARE = "~"

# Possible radicals and stems of a word that nobody knows.
_MOST_GUESSES = 3

_VOWELS = re.compile("[aeiouwy]")


@lru_cache(maxsize=32_768)
def kin(word: str, language: str) -> tuple[str, ...]:
    """Return the keys that a word shares with its other forms.

    Args:
        word: Of any case, in any Unicode form, with accents or without; what is longer than any word is cut.
        language: ``cy`` or ``gd``; other languages have stemmers.

    Returns:
        Keys, sorted; empty for other languages, else at least one.
    """
    forms = _FORMS.get(language)
    if forms is None:
        return ()
    spelled = _spelled(word)
    known, keys = _keys(spelled, language, forms)
    if not known and (whole := forms.whole(spelled)) != spelled:
        known, keys = _keys(whole, language, forms)
    accented = any(fold(key) != key for key in keys)
    bare = {f"{_BARE}{fold(key)}" for key in keys} if accented or not known else set()
    return tuple(sorted(keys | bare))


def _spelled(word: str) -> str:
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", word[:LONGEST_WORD]).casefold())
    return re.sub("[’‘ʼ]", "'", lowered)


def _keys(word: str, language: str, forms: Forms) -> tuple[bool, set[str]]:
    """Return whether a word is known, and its keys with their accents."""
    own, radicals = lemma(word, language), forms.radicals(word)
    entries = list(dict.fromkeys(_entries(own, radicals, language)))
    if not entries:
        entries = _by_ending(word, radicals, language, forms)
    if not entries:
        return False, {word, *radicals[:_MOST_GUESSES], *forms.without_ending(word)[:2]}
    # The form itself is a key only where it may be an entry: *cared*, of *caru*, does not meet a noun *cared*.
    keys = {word} if own is None or own == word or own in radicals else set()
    for entry in entries:
        if entry in forms.irregular:
            keys |= set(radicals) | {word} if forms.suppletive else {entry} & {own}
        else:
            further = lemma(entry, language)
            keys |= {entry} | ({further} - forms.irregular if further else set())
    return True, keys or {word}


def _entries(own: str | None, radicals: tuple[str, ...], language: str) -> Iterator[str]:
    """Give the entries that a form may belong to: what the dictionary says of it, then what it may be mutated from."""
    if own:
        yield own
    mutated = own in radicals and lemma(own, language) == own if own else False
    for radical in radicals:
        entry = lemma(radical, language)
        if entry and (own is None or entry == radical or (not mutated and _alike(radical, entry))):
            yield entry


def _alike(form: str, entry: str) -> bool:
    """Tell whether a form begins with the same two consonants as its entry: vowels change inside Welsh words."""
    return _consonants(form)[:2] == _consonants(entry)[:2]


def _consonants(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", _VOWELS.sub("", fold(word)))


def _by_ending(word: str, radicals: tuple[str, ...], language: str, forms: Forms) -> list[str]:
    """Return the entry that is left of an unknown form without its ending, if there is one."""
    for form in (word, *radicals):
        for stem in forms.without_ending(form):
            if entry := lemma(stem, language):
                return [entry]
    return []
