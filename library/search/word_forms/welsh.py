"""Welsh: initial mutations, words joined by an apostrophe, and endings.

Source for the mutations: any grammar of Welsh, such as King, "Modern Welsh" (Routledge, 3rd edition, 2015), sections 3
to 12. Soft, nasal and aspirate mutation change the first letter (*cath*, *gath*, *nghath*, *chath*), where *ch*, *dd*,
*ng* and others are one letter; after some words an *h* comes before a vowel (*enw*, *henw*).
"""

from __future__ import annotations

import re

from library.search.word_forms import irregular
from library.search.word_forms.forms import Forms, by_last_letter

VOWELS = frozenset("aeiouwyâêîôûŵŷäëïöüáéíóúàèìòù")

_LETTERS = ("ngh", "ng", "ch", "dd", "ff", "ll", "mh", "nh", "ph", "rh", "th")

# What a first letter may have been.
_RADICALS = {
    "ngh": ("c",),
    "mh": ("p",),
    "nh": ("t",),
    "ng": ("g",),
    "ph": ("p",),
    "th": ("t",),
    "ch": ("c",),
    "dd": ("d",),
    "b": ("p",),
    "d": ("t",),
    "g": ("c",),
    "f": ("b", "m"),
    "m": ("b",),
    "n": ("d",),
    "l": ("ll",),
    "r": ("rh",),
}

# A soft g is gone: *gardd*, *yr ardd*.
_AFTER_A_LOST_G = VOWELS | {"l", "r", "n"}

# Small words joined to the one before: *teulu'r*, *i'w*; or a vowel that is not spoken: *cynta'*.
_LEANING = re.compile(r"(?<=..)'(?:r|n|i|u|w|m|ch|th|s)?$")

_VERBAL_NOUN = ("o", "io", "u", "i", "")
_VERB = (
    "asai asant asech asem asent aset asid asit asoch asom ason aswn aist ais ith iff odd wyd wch wn ant ent ech och "
    "ych ai af an en on om em et ed er id ir it"
)

# Endings and what may replace them, longest first.
_ENDINGS = (
    ("wragedd", ("wraig",)),
    ("oedd", ("",)),
    ("iaid", ("",)),
    ("wyr", ("wr", "ydd")),
    ("iau", ("", "iad")),
    ("ion", ("", "yn")),
    ("ydd", ("",)),
    ("ach", ("",)),
    ("au", ("",)),
    ("âu", ("a",)),
    ("on", ("",)),
    ("ed", ("",)),
    ("af", ("",)),
    *((ending, _VERBAL_NOUN) for ending in _VERB.split()),
    ("ie", ("iau", "")),
    ("a", ("af", "au", "o", "io", "u", "i")),
    ("e", ("au", "ef")),
    ("i", ("",)),
    ("s", ("",)),
)


def _first(word: str) -> str:
    return next((letter for letter in _LETTERS if word.startswith(letter)), word[:1])


def _radicals(word: str) -> tuple[str, ...]:
    first = _first(word)
    found = [radical + word[len(first) :] for radical in _RADICALS.get(first, ())]
    if first == "h" and word[1:2] in VOWELS:
        found.append(word[1:])
    if first in _AFTER_A_LOST_G:
        found.append(f"g{word}")
    return tuple(found)


def _whole(word: str) -> str:
    return _LEANING.sub("", word)


WELSH = Forms(
    radicals=_radicals,
    whole=_whole,
    endings=by_last_letter(_ENDINGS),
    irregular=irregular.WELSH,
)
