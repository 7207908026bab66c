"""A simple method for Welsh and Gaelic words, as one could write it in an afternoon. Ours has to be better.

The keys of a form are the form itself, each word that it could be a mutation of, and the lemma of each of these in the
dictionaries of simplemma (Barbaresi, https://github.com/adbar/simplemma). Two forms match if they share a key.

Welsh mutations come from the corpora's table; a mutated word begins with the letter in the table, where *dd*, *ff* or
*ngh* is one letter: *ffa* is not a mutation of a word in *b*. An *h* before a vowel is removed (*hiaith*). Gaelic
lenition is an *h* after the first consonant (*mhàthair*); *t-*, *h-* and *n-* can come before a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import simplemma

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Radicals = Callable[[str], set[str]]

# The entry in the table if the radical disappears.
GONE = "-"

_WELSH_LETTER = re.compile(r"ngh|ng|ch|dd|ff|ll|mh|nh|ph|rh|th|\w")
_WELSH_H = re.compile(r"h(?=[aeiouwyâêîôûŵŷäëïöáéíóú])")
_LENITED = re.compile(r"(?<=^[bcdfgmpst])h")
_PREFIX = re.compile(r"^[thn]-")


def welsh_radicals(table: str) -> Radicals:
    """Return a function from a Welsh form to the words that it could be a mutation of.

    Args:
        table: Lines of radical, soft, nasal and aspirate between tabs, below a line of names.
    """
    undo: dict[str, set[str]] = defaultdict(set)
    for line in table.splitlines()[1:]:
        radical, *mutated = (cell.strip() for cell in line.split("\t"))
        for letter in filter(None, mutated):
            undo[letter].add(radical)

    def radicals(form: str) -> set[str]:
        found = {radical + form for radical in undo[GONE]}
        if letter := _WELSH_LETTER.match(form):
            found |= {radical + form[letter.end() :] for radical in undo.get(letter[0], ())}
        return found | {_WELSH_H.sub("", form, count=1)} if _WELSH_H.match(form) else found

    return radicals


def gaelic_radicals(form: str) -> set[str]:
    """Return the words that a Gaelic form could be a mutation of."""
    return {_LENITED.sub("", form, count=1), _PREFIX.sub("", form, count=1)}


def naive_pairs(forms: Iterable[str], language: str, radicals: Radicals) -> Mapping[str, set[str]]:
    """Map each form to all forms that it shares a key with, including itself."""
    kept: dict[str, set[str]] = {}
    having: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        spelled = {form} | radicals(form)
        kept[form] = spelled | {simplemma.lemmatize(each, lang=language).casefold() for each in spelled}
        for key in kept[form]:
            having[key].add(form)
    return {form: set[str]().union(*(having[key] for key in some)) for form, some in kept.items()}
