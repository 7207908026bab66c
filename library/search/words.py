"""Text to words as the index keeps them: found, folded and stemmed the same way on both sides.

A word is a run of letters and digits, with apostrophes inside it (*don't*); hyphens part words, so that *well-being*
is found as *well being* and the other way round only as a phrase. Every word counts as one position, common words
too: phrases stay exact, and the nth word of a passage is the nth match of ``WORD``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("en", "cy", "gd")

# A longer run of letters is not a word; it is kept by its first letters, so that one huge run cannot bloat the index.
LONGEST_WORD = 64

# Accents and points that stand as characters of their own (é as e and ´) belong to the letter before.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_RUN = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"

WORD = re.compile(rf"{_RUN}(?:['’ʼ]{_RUN})*")

# Words that say how a sentence is built, not what it is about: wanted only inside a phrase or when a query has
# no others. Our own short list, checked against the words that are in more than two thirds of English test documents.
COMMON = {
    "en": frozenset(
        "a about an and are as at be been but by can could did do does for from had has have he her him his how i if "
        "in into is it its me my of on or our she should so than that the their them then there they this to us was "
        "we were what when where which who why will with would you your".split()
    ),
    "cy": frozenset("a ac am ar at ei eu fy gan hi i ei'n ein o oedd sydd sy'n wedi y yn yr yw ydy".split()),
    "gd": frozenset("a ag agus air an am anns do e gu i is le mo na nam nan o tha".split()),
}

_STEMMERS = {"en": snowballstemmer.stemmer("english")}


@lru_cache(maxsize=131_072)
def fold(word: str) -> str:
    """Return a word in lower case, without accents, with plain apostrophes."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    # Taken apart before and after: there are bold capitals that only then have small letters, and the other way round.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare.replace("’", "'").replace("ʼ", "'")[:LONGEST_WORD]


@lru_cache(maxsize=131_072)
def key(word: str, language: str) -> str:
    """Return what the index keeps of a word: folded, and stemmed where the language has a stemmer.

    English by Snowball's English stemmer (Porter2); Welsh and Gaelic as folded.
    """
    stemmer = _STEMMERS.get(language)
    folded = fold(word)
    if stemmer is None:
        return folded
    stemmed: str = stemmer.stemWord(folded)
    return stemmed


def words(text: str) -> list[str]:
    """Return the words of a text as they stand, in order; may be empty."""
    return WORD.findall(text)


def keys(text: str, language: str) -> list[str]:
    """Return what the index keeps of each word of a text, in order; may be empty."""
    return [key(word[:LONGEST_WORD], language) for word in WORD.findall(text)]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each word of a text, in code points; the nth span is the nth word of ``words``."""
    return (match.span() for match in WORD.finditer(text))


def is_common(word: str) -> bool:
    """Tell whether a word says nothing by itself in any language of the library."""
    folded = fold(word[:LONGEST_WORD])
    return any(folded in common for common in COMMON.values())
