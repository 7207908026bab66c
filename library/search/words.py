"""From text to the words of the index: found, folded and stemmed in the same way for documents and queries.

A word is a run of letters and digits, with apostrophes inside it (*don't*). A time or a number with a point is one
word (*10.15*, *10:15*), so that *15* does not find it. In English hyphens separate words, so that
*well-being* is found as *well being*; in Welsh and Gaelic they do not: *t-sràid* and *di-waith* are one word each.
Every word counts as one position, common words too: phrases stay exact, and the nth word of a passage is the nth of
``words``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import snowballstemmer

from library.model.language import CELTIC, OTHER
from library.search.apostrophes import APOSTROPHES
from library.search.hyphens import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A longer run of letters is not a word; only its first letters are stored, so that a huge run cannot bloat the index.
LONGEST_WORD = 64

# Accents and points that are separate characters (é as e and ´) belong to the letter before.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_RUN = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"

_POINTED = r"\d+(?:[.:]\d+)+"

# In a group of their own, because other patterns are made of these.
WORD = re.compile(rf"(?:{_POINTED}|{_RUN}(?:[{APOSTROPHES}]{_RUN})*)")
_HYPHENED = re.compile(rf"(?:{_POINTED}|{_RUN}(?:[{APOSTROPHES}{HYPHENS}]{_RUN})*)")

# Words that structure a sentence and say nothing about its subject: wanted only in a phrase or when a query has no
# others. Our own short list, checked against the words that are in more than two thirds of English test documents. A
# query can be in any language: Gaelic *air* and *nan* are not in this list, because in English they are what we breathe
# and a grandmother.
COMMON = {
    "en": frozenset(
        "a about an and are as at be been but by can could did do does for from had has have he her him his how i if "
        "in into is it its me my no not of on or our she should so than that the their them then there they this to us "
        "was we were what when where which who why will with would you your".split()
    ),
    "cy": frozenset(
        "a a'r ac am ar at efo ei ei'n ein eu fel fy gan gyda heb hi hyd i i'r mewn neu o o'r oedd ond sut sy'n sydd "
        "wedi wrth y ydy yn yr yw".split()
    ),
    "gd": frozenset("a ag agus an am anns do e gu i is le mo na nam o tha".split()),
}

_COMMON = frozenset().union(*COMMON.values())

# Words that are searched for, because a phrase or a long question may need them, but nobody misses. Our own list.
_FILLERS = frozenset(
    "actually after again all almost already also although always am among another any anybody anyone anything anyway "
    "because before being both cannot can't couldn't didn't doesn't doing don't during each either else even ever "
    "every everybody everyone everything few get gets getting got hadn't hasn't haven't having here herself himself "
    "i'd i'll i'm i've isn't it's itself just let's like many may maybe me might mine more most much must myself "
    "neither never nobody none nor nothing now off often ones only other others ought ourselves over perhaps quite "
    "rather really shall since somebody someone something sometimes somewhere soon still such that's theirs "
    "themselves there's these they're thing things those though till too toward towards under until upon us very "
    "wasn't weren't what's whatever when's whenever wherever whether while whose within without won't wouldn't yet "
    "you're yours yourself".split()
)

_STEMMERS = {"en": snowballstemmer.stemmer("english")}

# Spellings that differ between British and American writers, or between British ones; the first becomes the second.
# Words with different meanings can become equal (*prize*, *prise*), which is rare in one library.
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
    # Before the stemmer makes *kind* of it, of which there are many kinds, and *fit* of what somebody fitted.
    (re.compile(r"^(kind|fit)ness(?:es)?$"), r"\1nes"),
    (re.compile(r"^kindly$"), "kindnes"),
)


# Every apostrophe and hyphen to the plain one; and the letters that Unicode does not take apart.
PLAIN_MARKS = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-"))
_FOLDED = PLAIN_MARKS | str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})

# More than one abbreviation: *PAs*, and in any case those without a vowel: *gps*. The stemmer only removes an *s* after
# a vowel and a consonant. *SDS* loses its own *s* too, because *sds* is what many people type.
_PLURAL_CAPITALS = re.compile("[A-Z]{2,}(?<!S)s")
_NO_VOWEL = re.compile("(?!mrs)[b-df-hj-np-tv-xz]{2,}(?<!s)s")

# Letters with a number: *covid19*, *4step*.
_NUMBERED = re.compile(r"([^\W\d_]+)(\d+)|(\d+)([^\W\d_]+)")


@lru_cache(maxsize=131_072)
def fold(word: str) -> str:
    """Return a word in lower case, without accents, with plain apostrophes."""
    word = word.translate(PLAIN_MARKS)
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    # Decompose before and after lower-casing: some bold capitals have lower-case letters only then, and vice versa.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare.translate(_FOLDED)[:LONGEST_WORD]


@lru_cache(maxsize=131_072)
def key(word: str, language: str) -> str:
    """Return the index key of a word: folded, and in English respelled and stemmed.

    English by Snowball's English stemmer (Porter2); Welsh and Gaelic as spelled, with accents: ``form_keys`` and
    ``accent_key`` know their other forms.
    In other languages, and in names, a possessive ending and apostrophes make no difference: *Grant's*, *O'Brien*.
    """
    stemmer = _STEMMERS.get(language)
    folded = fold(word)
    if folded[:1].isdigit():
        # 10:15 and 10.15 are the same time.
        return folded.replace(":", ".")
    if stemmer is None:
        return without_possessive(folded).replace("'", "") if language == OTHER else _with_accents(word)
    bare = without_possessive(folded)
    is_plural = _PLURAL_CAPITALS.fullmatch(word) or _NO_VOWEL.fullmatch(bare)
    stemmed: str = stemmer.stemWord(bare[:-1] if is_plural else respelled(folded))
    return stemmed


def name_key(word: str) -> str:
    """Return the index key of a person's name in English text, which no other word has: without its ending alone."""
    return f"={key(word, OTHER)}"


def is_name_key(key: str) -> bool:
    """Return whether a key is one of ``name_key``."""
    return key.startswith("=")


def accent_key(word: str) -> str:
    """Return the key that words share if only their accents differ; no other key is equal to it."""
    return f"^{fold(word)}"


def _with_accents(word: str) -> str:
    """Return a word as ``fold`` does, but with its accents."""
    plain = word.translate(PLAIN_MARKS)
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    return unicodedata.normalize("NFC", parts).translate(PLAIN_MARKS)[:LONGEST_WORD]


def without_possessive(folded: str) -> str:
    """Return a folded word without the English possessive ending, *'s*."""
    return folded.removesuffix("'s")


def singular(word: str) -> str:
    """Return a word folded, without an English possessive or plural ending; also of *process*, which has none."""
    folded = without_possessive(fold(word))
    return f"{folded[:-3]}y" if folded.endswith("ies") else folded.removesuffix("s")


def letters_and_number(word: str) -> tuple[str, ...]:
    """Return the letters and the number that a word is joined from, in its order, or else the word alone."""
    found = _NUMBERED.fullmatch(word)
    return (found[1] or found[3], found[2] or found[4]) if found else (word,)


def respelled(word: str) -> str:
    """Return the one spelling under which a folded English word is indexed."""
    written = _ISE.fullmatch(word)
    if written and written[1] not in _NEVER_IZE:
        # With z, the stemmer knows the ending: *specialised* and *special* have one stem.
        return f"{written[1]}iz{written[2]}"
    for pattern, other in _RESPELLED:
        word = pattern.sub(other, word, count=1)
    return word


def words(text: str, language: str = "en") -> list[str]:
    """Return the words of a text as written, in order; may be empty."""
    return _pattern(language).findall(text)


def keys(text: str, language: str) -> list[str]:
    """Return the index key of each word of a text, in order; may be empty."""
    return [key(word[:LONGEST_WORD], language) for word in words(text, language)]


def spans(text: str, language: str = "en", after: int = 0) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word of a text, in code points; the nth span is the nth word of ``words``.

    Args:
        text: The text.
        language: Of the text.
        after: Where to begin: not inside a word.
    """
    return map(re.Match.span, _pattern(language).finditer(text, after))


def spans_of(numbers: Sequence[int], text: str, language: str) -> list[tuple[int, int]]:
    """Return start and end of some words of a text, without those that it lacks.

    Args:
        numbers: Of the words, counted from 0, in order.
        text: The text.
        language: Of the text.
    """
    # Finding words takes half of what a result costs, so nothing is read after the last.
    found = list(islice(_pattern(language).finditer(text), numbers[-1] + 1)) if numbers else []
    return [found[number].span() for number in numbers if number < len(found)]


def _pattern(language: str) -> re.Pattern[str]:
    return _HYPHENED if language in CELTIC else WORD


def is_common(word: str) -> bool:
    """Return whether a word is common in any language of the library. With an accent, it is another word (*cân*)."""
    folded = fold(word[:LONGEST_WORD])
    return folded in _COMMON and not is_accented(word)


def is_filler(word: str) -> bool:
    """Return whether an English word says so little that a result need not say that it lacks it."""
    return fold(word[:LONGEST_WORD]) in _FILLERS or is_common(word)


def is_accented(word: str) -> bool:
    """Return whether a word has a letter with an accent."""
    return not word.isascii() and any(map(unicodedata.combining, unicodedata.normalize("NFD", word)))
