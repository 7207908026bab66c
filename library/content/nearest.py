"""The nearest word to a wrong one: "did you mean"."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING

from library.content.mistakes import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# difflib takes quadratic time; anything longer than this is not a mistyped word.
LONGEST_WORD = 60

# How similar two words must be, from 0 to 1. At difflib's default of 0.6, short words match nonsense.
ALIKE = 0.65


def fold(text: str) -> str:
    """Return the text in lower case, without accents, words joined by single hyphens, for comparing."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return "-".join(bare.casefold().replace("_", " ").replace("-", " ").split())


def nearest(word: str, names: Mapping[str, str], alike: float = ALIKE) -> str | None:
    """Find what a wrong word probably means.

    Args:
        word: As the author wrote it.
        names: Folded name to the correct word; several names may lead to the same word.
        alike: How similar a name must be, from 0 to 1.

    Returns:
        A value of ``names``, or ``None`` if nothing is similar.
    """
    folded = fold(word)
    if folded in names:
        return names[folded]
    if len(folded) > LONGEST_WORD:
        return None
    close = difflib.get_close_matches(folded, names, n=1, cutoff=alike)
    return names[close[0]] if close else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ``' Did you mean “…”?'`` after a space; empty if no choice is similar."""
    return suggestion(nearest(word, {fold(choice): choice for choice in choices}))


def suggestion(word: str | None) -> str:
    """Return ``' Did you mean “…”?'`` after a space; empty for ``None``."""
    return f" Did you mean {quoted(word)}?" if word else ""
