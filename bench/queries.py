"""The queries: words drawn from the documents themselves, so that frequent words are searched for often.

Each has two to four different words of a random document, drawn by their frequency in it; common words such as *the*
are left out, as the library does. Three in four queries join them with ``OR``. One in four has three or four words of
different documents without ``OR``, chosen so that too few documents have all of them and the library relaxes to any of
them. To an engine both are any-word queries.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.search.words import is_common, key, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHORTEST_WORD = 3
RELAXING_EVERY = 4


@dataclass(frozen=True, slots=True)
class AnyWord:
    """A query for any of some words.

    Attributes:
        words: Two to four, in lower case, letters only, of different stems.
        joined: Whether a reader typed ``OR`` between them.
    """

    words: tuple[str, ...]
    joined: bool

    @property
    def text(self) -> str:
        """Return the query as a reader types it."""
        return (" OR " if self.joined else " ").join(self.words)

    @property
    def fts5(self) -> str:
        """Return the same in the language of SQLite's FTS5."""
        return " OR ".join(f'"{word}"' for word in self.words)


def draw_queries(texts: Sequence[str], count: int, seed: str, relaxes: Callable[[str], bool]) -> tuple[AnyWord, ...]:
    """Draw queries.

    Args:
        texts: The texts of the documents; at least one has a few words.
        count: How many.
        seed: The same texts and seed give the same queries; another seed gives others.
        relaxes: Returns whether the library shows documents with only some of the words of a query.

    Returns:
        This many different queries.
    """
    chance = random.Random(seed)  # noqa: S311 (a lot, no secret)
    drawn: dict[AnyWord, None] = {}
    while len(drawn) < count:
        relaxing = len(drawn) % RELAXING_EVERY == RELAXING_EVERY - 1
        found = _words_of_many(texts, chance) if relaxing else _words_of_one(texts, chance)
        if found and (not relaxing or relaxes(" ".join(found))):
            drawn[AnyWord(found, joined=not relaxing)] = None
    return tuple(drawn)


def _words_of_one(texts: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    asked = _askable(chance.choice(texts))
    wanted = chance.randint(2, 4)
    return _different(chance.choices(asked, k=wanted), wanted) if asked else ()


def _words_of_many(texts: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    wanted = chance.randint(3, 4)
    pools = [pool for pool in (_askable(chance.choice(texts)) for _ in range(wanted)) if pool]
    return _different([chance.choice(pool) for pool in pools], wanted)


def _different(found: Sequence[str], wanted: int) -> tuple[str, ...]:
    """Return the words if their stems differ and there are enough, else nothing."""
    stems = {key(word, "en"): word for word in found}
    return tuple(stems.values()) if len(stems) == wanted else ()


def _askable(text: str) -> list[str]:
    lowered = (word.lower() for word in words(text))
    return [word for word in lowered if len(word) >= SHORTEST_WORD and word.isalpha() and not is_common(word)]
