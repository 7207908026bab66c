"""What a search must look like to be kept: nothing in it may be about somebody.

People search for people: by name, by telephone number, by the postcode of a house. Such a search is never counted,
not even scrambled. A rule that only refuses what it knows to be a name would keep every name that nobody thought of;
so this one goes the other way: *every word has to be known to be ordinary*, and in doubt nothing is kept. What is
lost is a line in a coordinator's list; she hears of it from the next reader who puts it plainly.

All of it is decided before anything is written, in the process that serves. To look words up only when the list is
read would mean to keep them in clear until then; to do so on the third day would mean to keep the scrambled name of
somebody beside the key.

Words that the vocabulary has are ours, and allowed: a whole label or other name whatever it is like, and single words
of one unless they are somebody's name as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from library.search.dictionary_words import is_acronym, is_dictionary_word
from library.search.words import fold, is_common, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.model.vocabulary import Vocabulary

MOST_WORDS = 8
MOST_CHARACTERS = 100
LONGEST_ACRONYM = 6

# Between words, besides white space. No colon, slash, underscore or at sign: those make filters and addresses.
_SIGNS = frozenset("'’-‐‑\"“”,.?!&()")

# A full stop inside a run is an address of the web.
_ADDRESS = re.compile(r"\.\w")

# Before a name, or inside one.
_TITLES = frozenset(
    "mr mrs ms miss mx master messrs mister missus madam dr prof professor sir dame lord lady rev revd reverend fr br "
    "sgt cllr councillor mp msp ms van von der mc ap ferch nic bin bint ibn".split()
)

# What addresses are made of, besides ordinary words: *elm court*, *number ten high street*.
_STREETS = frozenset(
    "street road avenue lane court close crescent terrace drive gardens grove square wynd brae flat tower mews "
    "heol stryd ffordd clos sràid rathad".split()
)

# Numbers can be spelled out; two are prose (*one to one*), three may be dialled.
_NUMBERS = frozenset("nought zero oh one two three four five six seven eight nine ten double treble triple".split())
_MOST_NUMBERS = 2

# A postcode whose digits were typed as letters: *EHI IAA*, *GIO OAA*. In capitals; words that are known are left out.
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[IJLOQSZB][A-Z]? ?[IJLOQSZBGE][A-Z]{2}\b")

# What is written behind an apostrophe in English (*what's*) and Welsh (*sy'n*), unlike in *O'Neil*.
_TAILS = frozenset("s re ve ll d m t n r i u w ch th".split())

_PEOPLE = Path(__file__).with_name("people.txt")


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a search.

    Attributes:
        text: As typed.
        bare: In lower case without accents or the English possessive.
        is_ours: Whether it is a word of the vocabulary.
    """

    text: str
    bare: str
    is_ours: bool


def normalised(text: str) -> str:
    """Return the one spelling that a search is counted under: lower case, white space folded, the order kept."""
    return " ".join(text.lower().split())


def may_be_recorded(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the words of a search can be about nobody.

    Args:
        text: As typed: capitals tell.
        vocabulary: The library's own words.

    Returns:
        ``False`` where there is any doubt, for a long text, and for one without words.
    """
    if len(normalised(text)) > MOST_CHARACTERS or len(words(text)) > MOST_WORDS or not _is_prose(text):
        return False
    names = _names(vocabulary)
    left = _without_names(text, names)
    ours = frozenset(word for name in names for word in name)
    rest = [_Word(word, bare(word), bare(word) in ours or fold(word) in ours) for word in left]
    return bool(words(text)) and not _looks_personal(rest) and all(_is_known(word) for word in rest)


def bare(word: str) -> str:
    """Return a word in lower case without accents, and without an ``'s`` at its end."""
    return fold(word).removesuffix("'s")


def _is_prose(text: str) -> bool:
    """Tell whether a text is letters and the signs between words: no digit of any script, no address, no filter."""
    return all(char.isalpha() or char.isspace() or char in _SIGNS for char in text) and not _ADDRESS.search(text)


def _names(vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
    """Return every label and other name of the terms, as folded words."""
    texts = (name for term in vocabulary.terms for name in (*term.labels.values(), *term.also))
    return frozenset(folded for folded in (tuple(map(fold, words(text))) for text in texts) if folded)


def _without_names(text: str, names: frozenset[tuple[str, ...]]) -> list[str]:
    """Return the words of a text without those that make up a name of the vocabulary, the longest names first.

    The first word of all is in lower case where only its first letter was not: sentences begin like that.
    """
    typed = words(text)
    folded = [fold(word) for word in typed]
    if typed and typed[0].istitle():
        typed[0] = typed[0].lower()
    left, at = [], 0
    while at < len(typed):
        length = next((n for n in range(len(typed) - at, 0, -1) if tuple(folded[at : at + n]) in names), 0)
        if not length:
            left.append(typed[at])
        at += length or 1
    return left


def _looks_personal(rest: Sequence[_Word]) -> bool:
    people = _people()
    unknown = " ".join(word.text.upper() if not _is_plain(word) else "|" for word in rest)
    return (
        any(
            word.bare in people or fold(word.text) in people or word.bare in _TITLES or word.bare in _STREETS
            for word in rest
        )
        or sum(word.bare in _NUMBERS for word in rest) > _MOST_NUMBERS
        or _POSTCODE.search(unknown) is not None
    )


def _is_known(word: _Word) -> bool:
    return word.is_ours or _is_plain(word) or _is_short_for_something(word.text)


def _is_plain(word: _Word) -> bool:
    """Tell whether a word is ordinary and written so; a single letter may be the first of a name."""
    lower = word.text.lower()
    if is_common(lower):
        return True
    written_so = word.text == lower or word.text.isupper() or lower.endswith(("'s", "’s"))
    return len(lower) > 1 and written_so and any(is_dictionary_word(form) for form in _forms(word.text))


def _is_short_for_something(text: str) -> bool:
    """Tell whether a word is an acronym (*PPE*, *adhd*), maybe of several (*GPs*)."""
    letters = text[:-1] if text.endswith("s") and text[:-1].isupper() else text
    same_case = letters.isupper() or letters.islower()
    return 1 < len(letters) <= LONGEST_ACRONYM and same_case and is_acronym(letters.upper())


def _forms(text: str) -> Iterator[str]:
    """Give the spellings that a dictionary may have of a word, without repeats."""
    plain = text.lower().replace("’", "'").replace("ʼ", "'")
    yield plain
    head, _, tail = plain.partition("'")
    if tail in _TAILS and (text.islower() or text.isupper()):
        yield head


@cache
def _people() -> frozenset[str]:
    lines = _PEOPLE.read_text("utf-8").splitlines()
    return frozenset(fold(name) for line in lines if not line.startswith("#") for name in line.split())
