"""The dictionaries' entries, corrected where a common noun is listed as a rare form of a verb.

simplemma gives each form one entry. In Welsh that is often the verb: *awgrym* (a suggestion) is filed under *awgrymu*
as its imperative, *rhaglenni* (programmes) under *rhaglennu*, and *elfennau* under *elfenn*, which is not a word.
"""

from __future__ import annotations

from functools import lru_cache

from library.search.dictionary import lemma

# A verb is a noun with one of these, and the noun is also a form of it that is rare outside old texts.
_OF_VERBS = ("u", "o", "io", "i", "a", "au")

# Endings that nouns and adjectives share with verbs.
_OF_NOUNS = ("iau", "oedd", "ydd", "au", "i")

# The least length of a stem.
_SHORTEST = 3

# No Welsh word ends in two of these.
_NEVER_LAST = ("nn", "rr")


# A word is looked up as itself, as an entry and as another word's radical, so a cache saves 20 µs a word.
@lru_cache(maxsize=4_096)
def entry(word: str, language: str) -> str | None:
    """Return the word that a form belongs to, or ``None`` if the dictionary does not know it.

    Args:
        word: In lower case, with its accents.
        language: ``cy`` or ``gd``.
    """
    found = lemma(word, language)
    if found is None or language != "cy":
        return found
    return _with_last_f(word) if found == word else _single(_nominal(word, found))


def _with_last_f(word: str) -> str:
    """Return a word with the *f* that is not spoken: *pentre* as *pentref*."""
    whole = f"{word}f"
    return whole if len(word) > _SHORTEST and word[-1] == "e" and lemma(whole, "cy") == whole else word


def _nominal(word: str, found: str) -> str:
    if _is_verb_of(word, found):
        return word
    for ending in _OF_NOUNS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST and _is_verb_of(stem, found):
            noun = _single(stem)
            known = lemma(noun, "cy")
            if known and (known == noun or _is_verb_of(noun, known)):
                return noun
    return found


def _is_verb_of(noun: str, verb: str) -> bool:
    return verb.startswith(noun) and verb[len(noun) :] in _OF_VERBS


def _single(word: str) -> str:
    return word[:-1] if word.endswith(_NEVER_LAST) else word
