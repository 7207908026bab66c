"""Text to words as the index keeps them: found, folded and stemmed the same way on both sides.

A word is a run of letters and digits, with apostrophes inside it (*don't*). In English hyphens part words, so that
*well-being* is found as *well being*; in Welsh and Gaelic they do not: *t-sràid* and *di-waith* are one word each.
Every word counts as one position, common words too: phrases stay exact, and the nth word of a passage is the nth of
``words``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

from library.model.language import CELTIC

if TYPE_CHECKING:
    from collections.abc import Iterator

# A longer run of letters is not a word; it is kept by its first letters, so that one huge run cannot bloat the index.
LONGEST_WORD = 64

# Accents and points that stand as characters of their own (é as e and ´) belong to the letter before.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_RUN = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"

WORD = re.compile(rf"{_RUN}(?:['’ʼ]{_RUN})*")
_HYPHENED = re.compile(rf"{_RUN}(?:['’ʼ‐‑-]{_RUN})*")

# Words that say how a sentence is built, not what it is about: wanted only inside a phrase or when a query has
# no others. Our own short list, checked against the words that are in more than two thirds of English test documents.
# A query may be in any language: Gaelic *air* and *nan* are left out, because in English they are what we breathe and
# somebody's grandmother.
COMMON = {
    "en": frozenset(
        "a about an and are as at be been but by can could did do does for from had has have he her him his how i if "
        "in into is it its me my of on or our she should so than that the their them then there they this to us was "
        "we were what when where which who why will with would you your".split()
    ),
    "cy": frozenset("a ac am ar at ei eu fy gan hi i ei'n ein o oedd sydd sy'n wedi y yn yr yw ydy".split()),
    "gd": frozenset("a ag agus an am anns do e gu i is le mo na nam o tha".split()),
}

_STEMMERS = {"en": snowballstemmer.stemmer("english")}

# Ways of spelling that British and American writers, or two British ones, differ in; the first becomes the second.
# Words of another meaning may meet (*prize*, *prise*): on both sides alike, and rarely in one library.
_ISE = re.compile(r"([a-z]{3,})is(e[drs]?|ers|ings?|able|ational|ations?)")
_NEVER_IZE = frozenset(
    "adv advert appr bru chast circumc compr comprom conc cru dem desp dev disgu enterpr exc exerc expert franch "
    "improv inc likew malad mayonna merchand organ otherw parad poss pra prec prem prev prom prov repr rev superv "
    "surm surpr telev tort treat turquo".split()
)
_RESPELLED = (
    (re.compile(r"^organiz"), "organis"),  # before the stemmer makes an organ of it
    (re.compile(r"(?<=[a-z]{2})yz(?=e|ing|a)"), "ys"),
    (re.compile(r"^(focus|benefit|counsel|label|model|travel|cancel|level|total|bias)([lst])(?=[eio])"), r"\1"),
    (re.compile(r"^(behavi|col|fav|hon|hum|lab|neighb|rum|harb|endeav|flav|vig)our"), r"\1or"),
    (re.compile(r"^(cent|theat|met|lit)re(?=s?$|d$)"), r"\1ere"),
    (re.compile(r"^(program)me(?=s?$)"), r"\1"),
    (re.compile(r"^(practi|licen)s(?=e|ing)"), r"\1c"),
    (re.compile(r"^(judg|acknowledg)ement"), r"\1ment"),
    (re.compile(r"^(skil|fulfil|enrol)l?(?=ful|ment|s?$)"), r"\1"),
    (re.compile(r"^grey"), "gray"),
)


_PLAIN = str.maketrans("’ʼ‐‑", "''--")


@lru_cache(maxsize=131_072)
def fold(word: str) -> str:
    """Return a word in lower case, without accents, with plain apostrophes."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    # Taken apart before and after: there are bold capitals that only then have small letters, and the other way round.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare.translate(_PLAIN)[:LONGEST_WORD]


@lru_cache(maxsize=131_072)
def key(word: str, language: str) -> str:
    """Return what the index keeps of a word: folded, and in English respelled and stemmed.

    English by Snowball's English stemmer (Porter2); Welsh and Gaelic as folded: ``form_keys`` knows their other forms.
    """
    stemmer = _STEMMERS.get(language)
    folded = fold(word)
    if stemmer is None:
        return folded
    stemmed: str = stemmer.stemWord(_respelled(folded))
    return stemmed


def _respelled(word: str) -> str:
    """Return an English word as its other spellings are kept."""
    written = _ISE.fullmatch(word)
    if written and written[1] not in _NEVER_IZE:
        # With z, the stemmer knows the ending: *specialised* meets *special*.
        return f"{written[1]}iz{written[2]}"
    for pattern, other in _RESPELLED:
        word = pattern.sub(other, word, count=1)
    return word


def words(text: str, language: str = "en") -> list[str]:
    """Return the words of a text as they stand, in order; may be empty."""
    return _pattern(language).findall(text)


def keys(text: str, language: str) -> list[str]:
    """Return what the index keeps of each word of a text, in order; may be empty."""
    return [key(word[:LONGEST_WORD], language) for word in words(text, language)]


def spans(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """Give start and end of each word of a text, in code points; the nth span is the nth word of ``words``."""
    return (match.span() for match in _pattern(language).finditer(text))


def _pattern(language: str) -> re.Pattern[str]:
    return _HYPHENED if language in CELTIC else WORD


def is_common(word: str) -> bool:
    """Tell whether a word says nothing by itself in any language of the library."""
    folded = fold(word[:LONGEST_WORD])
    return any(folded in common for common in COMMON.values())
