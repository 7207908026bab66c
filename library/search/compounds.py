"""Compounds: words that some write as one, others with a hyphen or a space.

*story-telling*, *story telling* and *storytelling* have the same letters, and so have *icebreakers* and *ice breakers*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.search.words import COMMON, fold, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A word may be parted after these, although they are too short or too common to be found by themselves.
PREFIXES = frozenset("by co di e ex in non on pre re self un up".split())

# Prefixes that say nothing by themselves; others are words too.
BARE_PREFIXES = PREFIXES - {"by", "di", "in", "on", "self", "up"}

# Compounds have few words.
MOST_WORDS = 4


def letters_key(words: Sequence[str]) -> str:
    """Return what words have in common with the same letters joined or parted elsewhere, in singular or plural.

    Args:
        words: At least one.

    Returns:
        The key of the words written as one; empty for several with a common word of English, unless it is a prefix:
        *the rapist* is no *therapist*.
    """
    if len(words) > MOST_WORDS or (len(words) > 1 and not all(map(may_be_joined, words))):
        return ""
    return key("".join(map(fold, words)).replace("'", ""), "en")


def may_be_joined(word: str) -> bool:
    """Return whether a word may be a part of a compound: no common word of English, but *gu* in *mam-gu*."""
    return fold(word) not in COMMON["en"] - PREFIXES


def beginnings(words: Sequence[str]) -> Iterator[str]:
    """Yield what a compound may be parted after, folded: *lock* of *lockbox*."""
    joined = "".join(map(fold, words))
    return (joined[:end] for end in range(1, len(joined)))
