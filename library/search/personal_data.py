"""Which searches may be recorded: only those that cannot be about a person.

People search for people: by name, by telephone number, by the postcode of a house. Such a search is never counted, not
even scrambled. A rule that only refuses known names would record every name that nobody thought of. So this rule does
the opposite: *every word has to be known to be ordinary*, and if in doubt nothing is recorded. At worst, a line is
missing from a coordinator's list until another reader searches in plain words.

This is decided in the serving process, before anything is written. Checking words only when the list is read would mean
storing them in clear until then; checking on the third day would mean storing a scrambled name next to the key.

Words in the vocabulary are ours and allowed: a whole label or other name always, and single words of one unless they
are also names of people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.search.dictionary_words import is_acronym, is_dictionary_word
from library.search.people import people
from library.search.words import PLAIN_MARKS, fold, is_common, without_possessive, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.model.vocabulary import Vocabulary

MOST_WORDS = 8
MOST_CHARACTERS = 100
LONGEST_ACRONYM = 6

# Characters between words, besides white space. No colon, slash, underscore or at sign: they make filters and
# addresses.
_SIGNS = frozenset("'’-‐‑\"“”,.?!&()")

# A full stop inside a run of letters makes a web address.
_ADDRESS = re.compile(r"\.\w")

# Words that come before a name, or in one.
_TITLES = frozenset(
    "mr mrs ms miss mx master messrs mister missus madam dr prof professor sir dame lord lady rev revd reverend fr br "
    "sgt cllr councillor mp msp ms van von der mc ap ferch nic bin bint ibn".split()
)

# Words in addresses, besides ordinary ones: *elm court*, *number ten high street*.
_STREETS = frozenset(
    "street road avenue lane court close crescent terrace drive gardens grove square wynd brae flat tower mews "
    "heol stryd ffordd clos sràid rathad".split()
)

# Numbers can be spelled out; two are prose (*one to one*), three may be dialled.
_NUMBERS = frozenset("nought zero oh one two three four five six seven eight nine ten double treble triple".split())
_MOST_NUMBERS = 2

# A postcode whose digits were typed as letters: *EHI IAA*, *GIO OAA*. In capitals; words that are known are left out.
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[IJLOQSZB][A-Z]? ?[IJLOQSZBGE][A-Z]{2}\b")

# What comes after an apostrophe in English (*what's*) and Welsh (*sy'n*), unlike in *O'Neil*.
_TAILS = frozenset("s re ve ll d m t n r i u w ch th".split())


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
    """Return the spelling that a search is counted under: lower case, white space folded, in the same order."""
    return " ".join(text.lower().split())


def may_be_recorded(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether the words of a search cannot be about a person.

    Args:
        text: As typed, because capitals matter.
        vocabulary: The library's own words.

    Returns:
        ``False`` if there is any doubt, for a long text, and for one without words.
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
    return without_possessive(fold(word))


def _is_prose(text: str) -> bool:
    """Return whether a text is only letters and punctuation: no digit of any script, no address, no filter."""
    return all(char.isalpha() or char.isspace() or char in _SIGNS for char in text) and not _ADDRESS.search(text)


def _names(vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
    """Return every label and other name of the terms, as folded words."""
    texts = (name for term in vocabulary.terms for name in (*term.labels.values(), *term.also))
    return frozenset(folded for folded in (tuple(map(fold, words(text))) for text in texts) if folded)


def _without_names(text: str, names: frozenset[tuple[str, ...]]) -> list[str]:
    """Return the words of a text without names of the vocabulary, removing the longest names first.

    If only the first letter of the first word is a capital, it becomes lower case, because sentences begin like that.
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
    unknown = " ".join(word.text.upper() if not _is_plain(word) else "|" for word in rest)
    return (
        any(
            word.bare in people() or fold(word.text) in people() or word.bare in _TITLES or word.bare in _STREETS
            for word in rest
        )
        or sum(word.bare in _NUMBERS for word in rest) > _MOST_NUMBERS
        or _POSTCODE.search(unknown) is not None
    )


def _is_known(word: _Word) -> bool:
    return word.is_ours or _is_plain(word) or _is_short_for_something(word.text)


def _is_plain(word: _Word) -> bool:
    """Return whether a word is ordinary and in lower case; a single letter may be an initial."""
    lower = word.text.lower()
    if is_common(lower):
        return True
    written_so = word.text == lower or word.text.isupper() or lower.endswith(("'s", "’s"))
    return len(lower) > 1 and written_so and any(is_dictionary_word(form) for form in _forms(word.text))


def _is_short_for_something(text: str) -> bool:
    """Return whether a word is an acronym (*PPE*, *adhd*), possibly in the plural (*GPs*)."""
    letters = text[:-1] if text.endswith("s") and text[:-1].isupper() else text
    same_case = letters.isupper() or letters.islower()
    return 1 < len(letters) <= LONGEST_ACRONYM and same_case and is_acronym(letters.upper())


def _forms(text: str) -> Iterator[str]:
    """Yield the spellings of a word that a dictionary may have, without repeats."""
    plain = text.lower().translate(PLAIN_MARKS)
    yield plain
    head, _, tail = plain.partition("'")
    if tail in _TAILS and (text.islower() or text.isupper()):
        yield head
