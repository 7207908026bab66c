"""Other spellings of what was typed: words joined, parted, hyphenated or without an apostrophe, and numbers.

*story-telling*, *story telling* and *storytelling* find one another, as do *mam-gu*, *mam gu* and *mamgu*, and *15* and
*fifteen* (``numbers``). What was typed counts most: variants count as what the vocabulary adds (``index.ADDED``).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from library.search.numbers import other_way
from library.search.query import Part, PartKind, Phrase, is_distinctive
from library.search.words import fold, is_common, letters_and_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

# Words that people type without their apostrophe. Others are words too (*ill*, *were*, *shell*).
_APOSTROPHES = {
    word.replace("'", ""): word
    for word in (
        "aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mustn't needn't shouldn't wasn't "
        "weren't won't wouldn't i'm i've they're they've that's there's we've what's who's you're you've"
    ).split()
}

# A word may be parted after these, although they are too short or too common to be found by themselves.
PREFIXES = frozenset("by co e ex in non on pre re self un up".split())

# The least length of a first half that is no prefix. Shorter second halves are tried: the lexicon does not have them.
_SHORTEST_HALF = 3

# Fewer letters before a number are no word: *p3*.
_SHORTEST_NUMBERED = 3


def add_variants(text: str, parts: Sequence[Part], known: Callable[[set[str]], Collection[str]]) -> tuple[Part, ...]:
    """Add the variants of words to a query. Quoted words alone and excluded ones stay as they are.

    Args:
        text: As typed.
        parts: Of the text.
        known: Returns which of some folded words any document has.
    """
    plain = [part.phrases[0] if part.kind is PartKind.PLAIN else None for part in parts]
    words = [fold(phrase.words[0]) if phrase and len(phrase.words) == 1 else "" for phrase in plain]
    halves = known({half for word in words for pair in _halves(word) for half in pair})
    added = [
        [*_spelled(part), *_parted(word, halves)] if part.kind in {PartKind.PLAIN, PartKind.JOINED} else []
        for part, word in zip(parts, words, strict=True)
    ]
    for at, (first, second) in enumerate(pairwise(parts)):
        if words[at] and words[at + 1] and _are_adjacent(text, first, second):
            joined = [Phrase((sign.join(words[at : at + 2]),)) for sign in ("", "-")]
            added[at] += joined
            added[at + 1] += joined
    return tuple(
        replace(part, added=tuple(dict.fromkeys((*part.added, *some)))) for part, some in zip(parts, added, strict=True)
    )


def pieces(phrase: Phrase) -> tuple[str, ...]:
    """Return the words that a compound is made of, to be searched for if no document has it.

    Args:
        phrase: With hyphens (*outcome-based*; *co-* says nothing by itself) or letters before a number (*covid19*). Any
            other is returned as it is.
    """
    if phrase.hyphened:
        return tuple(word for word in phrase.words if fold(word) not in PREFIXES) or phrase.words
    found = letters_and_number(phrase.words[0]) if len(phrase.words) == 1 else ()
    is_worth_it = len(found) > 1 and found[0].isalpha() and len(found[0]) >= _SHORTEST_NUMBERED
    return found if is_worth_it else phrase.words


def _spelled(part: Part) -> Iterator[Phrase]:
    """Yield the phrases of a part without hyphens, with an apostrophe, with a space before a number, or as numbers."""
    for phrase in part.phrases:
        if number := other_way(tuple(map(fold, phrase.words))):
            yield Phrase(number)
        if phrase.hyphened:
            yield Phrase(("".join(phrase.words),))
            yield Phrase(phrase.words)
        elif len(phrase.words) == 1:
            word = fold(phrase.words[0])
            if word in _APOSTROPHES:
                yield Phrase((_APOSTROPHES[word],))
            if len(numbered := letters_and_number(word)) > 1:
                yield Phrase(numbered)


def _parted(word: str, known: Collection[str]) -> Iterator[Phrase]:
    """Yield the pairs of known words that a plain word may be joined from."""
    for first, second in _halves(word):
        if (second in known or len(second) < _SHORTEST_HALF) and (first in known or first in PREFIXES):
            yield Phrase((first, second))


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words that a word may be joined from."""
    for at in range(1, len(word) - 1):
        first, second = word[:at], word[at:]
        if first in PREFIXES or (_may_be_half(first) and (len(second) < _SHORTEST_HALF or not is_common(second))):
            yield first, second


def _may_be_half(word: str) -> bool:
    return len(word) >= _SHORTEST_HALF and not is_common(word)


def _are_adjacent(text: str, first: Part, second: Part) -> bool:
    """Return whether there is nothing but space between two parts, and at least one is distinctive."""
    distinctive = is_distinctive(first.phrases[0]) or is_distinctive(second.phrases[0])
    return distinctive and text[first.span[1] : second.span[0]].isspace()
