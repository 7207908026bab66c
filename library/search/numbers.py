"""Numbers as words and as digits: *15 minute visits* finds *fifteen minutes*, and the other way round.

English, from 2 to 99. *One* is in every text and seldom a number.
"""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _in_words(number: int) -> tuple[str, ...]:
    if number < len(_UNITS):
        return (_UNITS[number],)
    tens, units = divmod(number, 10)
    return (_TENS[tens - 2], _UNITS[units]) if units else (_TENS[tens - 2],)


# A ratio of people or times: *1:1*, *2:1*. With more digits it is a time.
_RATIO = re.compile(r"(\d):(\d)")

_WORDS = {str(number): _in_words(number) for number in range(2, 100)}
_DIGITS = {words: digits for digits, words in _WORDS.items()}


def other_way(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a number in digits as words, or in words as digits; empty for anything else.

    Args:
        words: Folded; *twenty-five* is two.
    """
    if words in _DIGITS:
        return (_DIGITS[words],)
    return _WORDS.get(words[0], ()) if len(words) == 1 else ()


# In a compound, *one* is a number.
_ONES: dict[tuple[str, ...], tuple[str, ...]] = {("1",): ("one",), ("one",): ("1",)}


def is_number(word: str) -> bool:
    """Return whether a folded word is a number, in digits or in words."""
    return word.isdecimal() or word == "one" or (word,) in _DIGITS


def compound_other_way(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a compound with its numbers the other way round: *24-hour*, *one-to-one*; empty without a number.

    Args:
        words: Folded.
    """
    turned: list[str] = []
    at = 0
    while at < len(words):
        two, one = words[at : at + 2], words[at : at + 1]
        other = other_way(two) if len(two) > 1 else ()
        at += 2 if other else 1
        turned += other or _ONES.get(one, ()) or other_way(one) or one
    return tuple(turned) if tuple(turned) != words else ()


def ratios(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return a ratio in its other spellings, *1:1* and *1 to 1*; empty for anything else.

    Args:
        words: Folded; *one-to-one* is three.
    """
    if len(words) == 1 and (found := _RATIO.fullmatch(words[0])):
        apart = (found[1], "to", found[2])
        return apart, compound_other_way(apart)
    digits = words if words[:1] and words[0].isdecimal() else compound_other_way(words)
    match digits:
        case (first, "to", second) if _RATIO.fullmatch(ratio := f"{first}:{second}"):
            return ((ratio,),)
    return ()
