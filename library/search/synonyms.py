"""Synonyms: words that people search with, and the words that stories use for the same thing.

The vocabulary has the list (``synonyms``), which coordinators edit. Unlike another name of a term, a synonym leads to
words in texts, not to a topic: *icebreaker* also looks for *warm-up*. It counts as the vocabulary's other names do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.search.expansion import runs, typed_text
from library.search.query import PartKind, Phrase, is_distinctive
from library.search.words import key, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.model.vocabulary import Synonym
    from library.search.query import Part


class Synonyms:
    """The synonyms of a vocabulary, by the stems of their words."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        """Index them."""
        self._by_keys = {_keys(words(each.name)): each for each in synonyms}
        self._longest = max(map(len, self._by_keys), default=0)

    def add(self, text: str, parts: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[tuple[str, Synonym], ...]]:
        """Add synonyms to a query. Quoted and excluded words stay as they are.

        Args:
            text: As typed.
            parts: Of the text.

        Returns:
            As many parts as before; and what was typed, with the synonym that was found for it, in order.
        """
        added, at = list(parts), 0
        found: list[tuple[str, Synonym]] = []
        while at < len(added):
            run = self._longest_run(added[at:])
            if run:
                synonym = self._by_keys[_keys(word for part in run for word in part.phrases[0].words)]
                found.append((typed_text(text, run), synonym))
                phrases = tuple(Phrase(tuple(words(other))) for other in synonym.also)
                for place in range(at, at + len(run)):
                    if is_distinctive(added[place].phrases[0]):
                        added[place] = replace(added[place], added=(*added[place].added, *phrases))
            at += max(1, len(run))
        return tuple(added), tuple(found)

    def _longest_run(self, parts: Sequence[Part]) -> Sequence[Part]:
        if parts[0].kind is not PartKind.PLAIN:
            return ()
        some = (run for run in runs(parts, self._longest) if self._has(run))
        return max(some, key=len, default=())

    def _has(self, run: Sequence[Part]) -> bool:
        return _keys(word for part in run for word in part.phrases[0].words) in self._by_keys


def _keys(typed: Iterable[str]) -> tuple[str, ...]:
    return tuple(key(word, "en") for word in typed)
