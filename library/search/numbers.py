"""Numbers as words and as digits: *15 minute visits* finds *fifteen minutes*, and the other way round.

English, from 2 to 99. *One* is in every text and seldom a number.
"""

from __future__ import annotations

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
