"""What simplemma's dictionaries know of words.

simplemma (Barbaresi; MIT, data from Wiktionary and others) keeps 402,470 Welsh forms and 73,098 Gaelic ones, mutated
ones among them, and English. As Python dictionaries they take 80 MB; its streams, which are read compressed, take 11 MB
and 13 µs a look-up, and are opened in 0.4 s, each with the first word that is asked of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from library.model.language import LANGUAGES

if TYPE_CHECKING:
    from simplemma.strategies.dictionaries import StreamDictionaryFactory


def open_dictionaries() -> None:
    """Open all of them now, so that no reader waits for it."""
    for language in LANGUAGES:
        _streams().get_dictionary(language)


def lemma(word: str, language: str) -> str | None:
    """Return the form of a word that dictionaries have an entry for, or ``None`` for a word that is not known.

    Args:
        word: In lower case, with its accents.
        language: A code.
    """
    known = _streams().get_dictionary(language)
    found = known.get(word) or known.get(word.capitalize())
    return found.casefold() if found else None


def is_spelled(word: str) -> bool:
    """Tell whether some dictionary has a word in this very spelling, small letters and capitals as they are."""
    return any(_streams().get_dictionary(language).get(word) for language in LANGUAGES)


@cache
def _streams() -> StreamDictionaryFactory:
    # Loaded with the first word: a publish without Welsh and Gaelic waits 0.03 s less.
    from simplemma.strategies.dictionaries import StreamDictionaryFactory  # noqa: PLC0415

    return StreamDictionaryFactory()
