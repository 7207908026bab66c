"""Finding names by the words that people type: the names of terms, and synonyms.

A typed word matches in its other forms: *carers* is *carer*, *ofal* is *gofal*, and *organize* is *organise*. A stem is
not enough for a name of one word, because other words have the same one: *medication* is no *medic*, to *manage* is no
*manager*, *kinds* are no *kindness*, and *kidding* is not about kids. The dictionary decides. Joined, parted and
hyphenated spellings are compared by their letters (``compounds``): *lockbox* is *lock box*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from library.model.language import CELTIC, LANGUAGES
from library.search.compounds import MOST_WORDS, beginnings, letters_key, may_be_joined
from library.search.dictionary import lemma
from library.search.dictionary_words import is_dictionary_word
from library.search.word_forms.entries import entry as entry_of
from library.search.word_forms.keys import form_keys
from library.search.words import fold, key, letters_and_number, respelled, singular, without_possessive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Named = TypeVar("Named")

_FORMED = tuple(sorted(CELTIC))

# How many names are cached with their language: more than a large vocabulary has.
_MOST_CACHED = 8_192

# Acronyms in the plural: *GPs*.
_SEVERAL = re.compile("[A-Z]{2,}s")


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Named]):
    words: Sequence[str]
    named: Named
    language: str


class NameIndex(Generic[Named]):
    """What names of one or more words name, in the order in which they were added."""

    def __init__(self) -> None:
        """Start empty."""
        self._by_keys: dict[tuple[str, ...], list[_Entry[Named]]] = defaultdict(list)
        self._by_letters: dict[str, list[_Entry[Named]]] = defaultdict(list)
        self._by_first_form: dict[tuple[str, int, str], list[_Entry[Named]]] = defaultdict(list)
        self._begun: set[str] = set()
        # The first key of a name, or a form of its first word with the language, to the words of the longest such name.
        self._longest: dict[str | tuple[str, str], int] = defaultdict(int)

    def longest(self, first: str) -> int:
        """Return how many words a name that begins with a typed word may be typed in; 0 if none begins so."""
        own = self._longest.get(english_keys((first,))[0], 0)
        forms = ((language, form) for language in _FORMED for form in form_keys(first, language))
        is_begun = fold(first) in self._begun and may_be_joined(first)
        parted = MOST_WORDS if is_begun else int(letters_key((first,)) in self._by_letters)
        return max((own, parted, *(self._longest.get(each, 0) for each in forms)))

    def add(self, words: Sequence[str], named: Named, language: str) -> None:
        """Add a name.

        Args:
            words: Of the name, at least one.
            named: What it names.
            language: The Celtic language whose forms apply to it, or an empty string.
        """
        added, keys = _Entry(words, named, language), english_keys(words)
        self._by_keys[keys].append(added)
        self._longest[keys[0]] = max(self._longest[keys[0]], len(keys))
        if letters := letters_key(words):
            self._by_letters[letters].append(added)
            self._begun.update(beginnings(words))
        for shared in form_keys(words[0], language):
            self._by_first_form[language, len(words), shared].append(added)
            self._longest[language, shared] = max(self._longest[language, shared], len(words))

    def called(self, typed: Sequence[str]) -> tuple[Named, ...]:
        """Return what some words name; may be empty.

        Plural and singular match, and so do the forms of a Welsh or Gaelic word. Forms are compared within one
        language: *grapes* is not a form of *rape*, although Welsh mutation drops *g*. In a name of several words, a
        word in *-ed* must be typed so: who cares for others does *look after* them, but is not *looked after*.
        """
        found = [each for each in self._by_keys.get(english_keys(typed), ()) if _is_called(each, typed)]
        if not found:
            return self._joined_or_parted(typed) or tuple(self._called_in_celtic(typed))
        # In Welsh and Gaelic the English stem decides nothing: *eil* has that of *eile*, and is a form of *bi*.
        is_stem = all(each.language and not _is_same(each.words, typed) for each in found)
        forms = self._called_in_celtic(typed) if is_stem else ()
        return tuple({id(named): named for named in (*(each.named for each in found), *forms)}.values())

    def _joined_or_parted(self, typed: Sequence[str]) -> tuple[Named, ...]:
        letters = letters_key(typed)
        candidates = self._by_letters.get(letters, ()) if letters else ()
        return tuple(each.named for each in candidates if len(each.words) != len(typed) and _end_alike(each, typed))

    def _called_in_celtic(self, typed: Sequence[str]) -> Iterator[Named]:
        for language in _FORMED:
            shared = form_keys(typed[0], language)
            candidates = [each for form in shared for each in self._by_first_form.get((language, len(typed), form), ())]
            for each in {id(each): each for each in candidates}.values():
                if all(_is_form(one, other, language) for one, other in zip(typed, each.words, strict=True)):
                    yield each.named


def english_keys(some: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of words in English; *covid19* has those of *Covid-19*."""
    return tuple(key(piece, "en") for word in some for piece in letters_and_number(word))


@lru_cache(maxsize=_MOST_CACHED)
def celtic_language(name: tuple[str, ...]) -> str:
    """Return the Celtic language whose forms apply to a name that the vocabulary gives no language; empty if none do.

    It is Welsh or Gaelic if that dictionary has all its words and the English one does not. A single word with a
    capital has no other forms: *NES* is not *nes*, and *Estyn*, who inspect schools, is not *estyn*.
    """
    if len(name) == 1 and name[0] != name[0].lower():
        return ""
    known = (language for language in _FORMED if all(_is_known(word, language) for word in name))
    found = next(known, "")
    return "" if found and all(_is_known(word, "en") for word in name) else found


def _is_called(entry: _Entry[Named], typed: Sequence[str]) -> bool:
    name = entry.words
    if entry.language and not _is_same(name, typed):
        # An English word is not a Welsh or Gaelic one with another ending, unless both languages have it: *ceiling* is
        # not *cèile*.
        return not all(map(_entry, typed)) or [*map(_entry, name)] == [*map(_entry, typed)]
    if len(name) != len(typed):
        return True
    if len(name) == 1:
        return _is_same_word(name[0], typed[0])
    return all(fold(other).endswith("ed") for word, other in zip(name, typed, strict=True) if fold(word).endswith("ed"))


def _is_same(name: Sequence[str], typed: Sequence[str]) -> bool:
    return tuple(map(fold, name)) == tuple(map(fold, typed))


def _end_alike(entry: _Entry[Named], typed: Sequence[str]) -> bool:
    return fold(entry.words[-1]).endswith("ed") == fold(typed[-1]).endswith("ed")


def _is_same_word(name: str, typed: str) -> bool:
    """Return whether two English words of the same stem are forms of one, as far as the dictionary knows them.

    The forms of a verb are forms of one another, but *kidding* is none of a noun, and *train* none of *training*. Of a
    name in *-ed*, every form is: who is *bereaved* may type *bereave*.
    An acronym that is a word too is only in capitals an acronym: *MS* and *SALT*, not *Ms* and *salt*.
    """
    if name.isupper() and not name.isdigit():
        return singular(typed) == singular(name) and _is_acronym(name.lower(), typed)
    one, other = _entry(name), _entry(typed)
    if not one or not other:
        return True
    return one == other and (fold(name).endswith("ed") or _is_verb(name, one) == _is_verb(typed, other))


def _is_acronym(name: str, typed: str) -> bool:
    """Return whether a typed word is an acronym, and not the word that is spelled like it.

    A phone types the first letter of a query as a capital: *Gp* is an acronym, but *Ms* is not.
    """
    if typed.isupper() or _SEVERAL.fullmatch(typed):
        return True
    is_known = lemma(name, "en") is not None
    return not (is_known and (not typed.islower() or is_dictionary_word(name)))


def _is_verb(word: str, entry: str) -> bool:
    """Return whether a word is a form of a verb in *-ing* or *-ed*, given its entry in the dictionary."""
    return fold(word).endswith(("ing", "ed")) and respelled(fold(word)) != entry


def _entry(word: str) -> str:
    found = lemma(without_possessive(fold(word)), "en")
    return respelled(found) if found else ""


def _is_form(typed: str, word: str, language: str) -> bool:
    """Return whether a typed word is a form of another, and may be a word of that language."""
    if set(form_keys(typed, language)).isdisjoint(form_keys(word, language)):
        return False
    return _is_known(typed, language) or not any(_is_known(typed, other) for other in LANGUAGES)


def _is_known(word: str, language: str) -> bool:
    found = entry_of if language in CELTIC else lemma
    return found(word.lower(), language) is not None
