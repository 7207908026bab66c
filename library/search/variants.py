"""Other spellings of what was typed: words joined, parted, hyphenated or without an apostrophe, and numbers.

*story-telling*, *story telling* and *storytelling* find one another, as do *mam-gu*, *mam gu* and *mamgu*, and *15* and
*fifteen* (``numbers``). What was typed counts most: variants count as what the vocabulary adds (``index.ADDED``).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from library.model.language import CELTIC
from library.search.compounds import BARE_PREFIXES, PREFIXES
from library.search.dictionary import lemma
from library.search.numbers import compound_other_way, is_number, other_way, ratios
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

# The least length of a first half that is no prefix. Shorter second halves are tried: the lexicon does not have them.
_SHORTEST_HALF = 3

# How many digits a number has that is often written with a comma: *1,250*. In the index it is two words.
_WITH_THOUSANDS = range(4, 7)

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
        replace(part, added=tuple(dict.fromkeys((*part.added, *(replace(each, variant=True) for each in some)))))
        for part, some in zip(parts, added, strict=True)
    )


def spellings(word: str, known: Callable[[set[str]], Collection[str]]) -> tuple[Phrase, ...]:
    """Return the variants of one word by itself; may be empty.

    Args:
        word: As typed.
        known: As for ``add_variants``.
    """
    part = Part(PartKind.PLAIN, (Phrase((word,)),), (0, len(word)))
    (spelled,) = add_variants(word, (part,), known)
    return tuple(each for each in spelled.added if isinstance(each, Phrase))


def join_compounds(
    text: str, parts: Sequence[Part], is_nowhere: Callable[[tuple[Phrase, ...]], bool]
) -> Iterator[Part]:
    """Yield parts; two neighbours as one if they are a compound, and one of them says nothing by itself.

    *Gu* in *mam gu* is a common word of Gaelic, and *co* is the beginning of *co operative*.

    Args:
        text: As typed.
        parts: Of the text.
        is_nowhere: Returns whether no document has any of some phrases.
    """
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        if waiting and _is_single(part) and _is_single(waiting[0]) and _are_adjacent(text, part, waiting[0]):
            first, second = part.phrases[0].words[0], waiting[0].phrases[0].words[0]
            whole = Phrase((first, second))
            is_begun = fold(first) in BARE_PREFIXES and (
                not is_nowhere((whole, Phrase((f"{first}{second}",)))) or is_nowhere(waiting[0].phrases)
            )
            if is_begun or ((is_common(first) or is_common(second)) and _is_hyphened_in_celtic(first, second)):
                part = Part(PartKind.PLAIN, (whole,), (part.span[0], waiting.pop(0).span[1]))
        yield part


def pieces(phrase: Phrase) -> tuple[Phrase, ...]:
    """Return what to search for instead of a compound that no document has.

    Its words, if each of them says something: *outcome-based*. Without a prefix, particle or number, the rest is only a
    part of what was asked for (*co-operative*, *follow-up*, *covid19*), so the compound is still wanted too, and the
    page says that it is missing. Anything else is returned as it is: there is no sense in the words of *one-to-one* or
    *24-hour*.
    """
    words = phrase.words if len(phrase.words) > 1 else letters_and_number(phrase.words[0])
    telling = tuple(Phrase((word,)) for word in words if is_telling(word))
    if len(telling) == len(words):
        return telling if len(words) > 1 else (phrase,)
    return (*telling, phrase) if _leaves_the_rest(words) and len(telling) == len(words) - 1 else (phrase,)


def _leaves_the_rest(words: Sequence[str]) -> bool:
    """Return whether a compound begins with a prefix, or ends with a particle or a number, all of which may be left."""
    if fold(words[0]) in BARE_PREFIXES or fold(words[-1]) in PREFIXES:
        return len(words) > 1
    return words[-1].isdecimal() and words[0].isalpha() and len(words[0]) >= _SHORTEST_NUMBERED


def is_telling(word: str) -> bool:
    """Return whether a word of a compound says something by itself."""
    folded = fold(word)
    return len(word) > 1 and not (is_common(word) or is_number(folded) or folded in PREFIXES - {"self"})


def _is_single(part: Part) -> bool:
    return part.kind is PartKind.PLAIN and len(part.phrases[0].words) == 1


def _is_hyphened_in_celtic(first: str, second: str) -> bool:
    compound = f"{first}-{second}".lower()
    return any(lemma(compound, language) for language in CELTIC)


def _spelled(part: Part) -> Iterator[Phrase]:
    """Yield the phrases of a part joined, parted, with an apostrophe, with a space before a number, or as numbers."""
    for phrase in part.phrases:
        folded = tuple(map(fold, phrase.words))
        if number := other_way(folded):
            yield Phrase(number)
        for other in (*ratios(folded), compound_other_way(folded) if phrase.hyphened else ()):
            if other:
                yield from (Phrase(other), Phrase(other, hyphened=len(other) > 1))
        if phrase.hyphened or (part.kind is PartKind.PLAIN and len(phrase.words) > 1):
            yield Phrase(("".join(phrase.words),))
            yield Phrase(phrase.words, hyphened=not phrase.hyphened)
        elif len(phrase.words) == 1:
            word = folded[0]
            if word.isdecimal() and len(word) in _WITH_THOUSANDS:
                yield Phrase((word[:-3], word[-3:]))
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
