"""Synonyms: words that people search with, and the words that stories use for the same thing.

The vocabulary has the list (``synonyms``), which coordinators edit. Unlike another name of a term, a synonym leads to
words in texts, not to a topic: *icebreaker* also looks for *warm-up*. It counts as the vocabulary's other names do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.search.compounds import letters_key
from library.search.dictionary import lemma
from library.search.expansion import runs, typed_text
from library.search.name_index import NameIndex, celtic_language, english_keys
from library.search.query import Phrase, is_distinctive
from library.search.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.model.vocabulary import Synonym
    from library.search.query import Part


class Synonyms:
    """The synonyms of a vocabulary, by their words."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        """Index them."""
        self._index: NameIndex[Synonym] = NameIndex()
        for each in synonyms:
            if name := tuple(words(each.name)):
                self._index.add(name, each, celtic_language(name))

    def add(
        self, text: str, parts: Sequence[Part], named: Sequence[range] = ()
    ) -> tuple[tuple[Part, ...], tuple[tuple[str, Synonym], ...]]:
        """Add synonyms to a query. Quoted and excluded words stay as they are.

        Args:
            text: As typed.
            parts: Of the text.
            named: The places of parts that together are the name of a term: a synonym of some of them is not meant.
                *Loss* is not a bereavement in *sight loss*.

        Returns:
            As many parts as before; and what was typed, with the synonym that was found for it, in order.
        """
        added, at = list(parts), 0
        found: list[tuple[str, Synonym]] = []
        while at < len(added):
            run, synonyms = self._longest_run(added, at, named)
            for synonym in synonyms:
                found.append((typed_text(text, run), synonym))
                phrases = tuple(Phrase(tuple(words(other))) for other in synonym.also)
                for place in range(at, at + len(run)):
                    if is_distinctive(added[place].phrases[0]):
                        added[place] = replace(added[place], added=(*added[place].added, *phrases))
            at += max(1, len(run))
        return tuple(added), tuple(found)

    def _longest_run(
        self, parts: Sequence[Part], at: int, named: Sequence[range]
    ) -> tuple[Sequence[Part], tuple[Synonym, ...]]:
        """Return the longest run of parts from one on that is a synonym, with it; empty without one."""
        longest = self._index.longest(parts[at].phrases[0].words[0])
        for run in reversed(list(runs(parts[at : at + longest], longest))):
            places = set(range(at, at + len(run)))
            is_part = any(places < set(name) for name in named)
            if not is_part and (found := self.called([word for part in run for word in part.phrases[0].words])):
                return run, found
        return (), ()

    def called(self, typed: Sequence[str]) -> tuple[Synonym, ...]:
        """Return the synonyms that some words are. An English word is no form of a Welsh one: *of* is not *cof*."""
        found = self._index.called(typed)
        if not all(lemma(fold(word), "en") for word in typed):
            return found
        return tuple(each for each in found if _is_spelled_alike(words(each.name), typed))


def _is_spelled_alike(name: Sequence[str], typed: Sequence[str]) -> bool:
    letters = letters_key(typed)
    return english_keys(name) == english_keys(typed) or (bool(letters) and letters_key(name) == letters)
