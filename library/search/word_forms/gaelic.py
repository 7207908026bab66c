"""Gaelic: lenition, what is joined by a hyphen or an apostrophe, and endings.

Source: any grammar of Scottish Gaelic, such as Lamb, "Scottish Gaelic Speech and Writing" (2008), and the Gaelic
Orthographic Conventions (SQA, 2009). Lenition is written as an *h* after the first consonant (*màthair*, *mhàthair*).
*t-*, *h-* and *n-* may come before a word (*an t-sràid*), *dh'*, *d'*, *b'* and *m'* before a vowel (*dh'obair*),
*-sa* and *-san* after it.
"""

from __future__ import annotations

import re

from library.search.word_forms import irregular
from library.search.word_forms.forms import Forms, by_last_letter

_LENITED = re.compile(r"(?<=^[bcdfgmpst])h")
_PREFIXED = re.compile(r"^[thn]-(?=.)")
_LEANING = re.compile(r"^(?:dh'|d'|b'|m'|')(?=..)|(?<=..)(?:-(?:sa|san|se|ne)|')$")

_ENDINGS = (
    ("annan", ("",)),
    ("achan", ("", "a")),
    ("aichean", ("", "a")),
    ("ichean", ("", "e")),
    ("eachan", ("", "e")),
    ("ean", ("", "e")),
    ("an", ("", "a")),
    ("adh", ("", "aich")),
    ("eadh", ("", "ich")),
    ("aidh", ("",)),
    ("idh", ("",)),
    ("as", ("",)),
    ("eas", ("",)),
    ("ainn", ("",)),
    ("inn", ("",)),
    ("tainn", ("",)),
    ("ibh", ("", "e")),
    ("aibh", ("",)),
)


def _radicals(word: str) -> tuple[str, ...]:
    found = (_LENITED.sub("", word, count=1), _PREFIXED.sub("", word))
    return tuple(each for each in found if each != word)


def _whole(word: str) -> str:
    return _LEANING.sub("", word)


GAELIC = Forms(
    radicals=_radicals,
    whole=_whole,
    endings=by_last_letter(_ENDINGS),
    irregular=irregular.GAELIC,
)
