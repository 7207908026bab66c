"""What anybody could do about Welsh and Gaelic words in an afternoon: the method that ours has to beat.

Every form is kept under itself, under each word that it could be a mutation of, and under what the dictionaries of
simplemma (Barbaresi, https://github.com/adbar/simplemma) take for the lemma of each of those. Two forms meet where
they share one.

Welsh mutations come from the corpora's table; a mutated word begins with the letter that the table says, where *dd*,
*ff* or *ngh* is one letter: *ffa* is no mutation of anything in *b*. An *h* before a vowel is taken away (*hiaith*).
Gaelic lenition is an *h* after the first consonant (*mhàthair*); *t-*, *h-* and *n-* may stand before a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import simplemma

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Radicals = Callable[[str], set[str]]

# What stands in the table where the radical falls away.
GONE = "-"

_WELSH_LETTER = re.compile(r"ngh|ng|ch|dd|ff|ll|mh|nh|ph|rh|th|\w")
_WELSH_H = re.compile(r"h(?=[aeiouwyâêîôûŵŷäëïöáéíóú])")
_LENITED = re.compile(r"(?<=^[bcdfgmpst])h")
_PREFIX = re.compile(r"^[thn]-")


def welsh_radicals(table: str) -> Radicals:
    """Return what finds the words that a Welsh form could be a mutation of.

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
    """Return form to all forms that it shares a key with, itself among them."""
    kept: dict[str, set[str]] = {}
    having: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        spelled = {form} | radicals(form)
        kept[form] = spelled | {simplemma.lemmatize(each, lang=language).casefold() for each in spelled}
        for key in kept[form]:
            having[key].add(form)
    return {form: set[str]().union(*(having[key] for key in some)) for form, some in kept.items()}
