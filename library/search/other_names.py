"""The names of terms: labels in every language, and the hidden names that people search with."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.language import CELTIC
from library.model.vocabulary import Axis
from library.search.name_index import NameIndex, celtic_language, english_keys
from library.search.words import fold, is_common, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.model.vocabulary import Ambiguous, Term, Vocabulary

# A longer name is rarely written in full in a sentence; its documents are found by the term.
MOST_IN_TEXT = 6

# Names are compared with whole words, and few names have more.
MOST_WORDS = 12

# Between the things that one label names.
_BETWEEN = {
    "en": re.compile(r",|/|\s(?:and|or)\s"),
    "cy": re.compile(r",|/|\s(?:ac?|neu)\s"),
    "gd": re.compile(r",|/|\s(?:agus|no)\s"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a term.

    Attributes:
        words: Its words as the vocabulary has them, at least one.
        term: The term.
        language: Of a label; empty for a hidden name.
    """

    words: tuple[str, ...]
    term: Term
    language: str


class Names:
    """Every name of the vocabulary's terms, indexed by typed words.

    Attributes:
        texts: Each name, and each distinctive word of one, folded, to the terms that it leads to.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read the names from a vocabulary."""
        self._index: NameIndex[Name] = NameIndex()
        names = tuple(_names(vocabulary))
        for name in names:
            self._index.add(name.words, name, _celtic_language(name))
        self._ambiguous = {english_keys(tuple(words(each.name))): each for each in vocabulary.ambiguous}
        self.texts = _texts(names)
        self._doubtful = {keys[0]: len(keys) for keys in sorted(self._ambiguous, key=len)}

    def longest(self, first: str) -> int:
        """Return how many words a name that begins with a typed word may be typed in; 0 if none begins so."""
        doubtful = self._doubtful.get(english_keys((first,))[0], 0)
        return min(MOST_WORDS, max(doubtful, self._index.longest(first)))

    def called(self, typed: Sequence[str]) -> tuple[Name, ...]:
        """Return the names that some words match, in the order of the vocabulary; may be empty."""
        return self._index.called(typed)

    def ambiguous(self, typed: Sequence[str]) -> Ambiguous | None:
        """Return the ambiguous name that some words match, or ``None``."""
        return self._ambiguous.get(english_keys(typed))


def other_names(name: Name) -> tuple[tuple[str, ...], ...]:
    """Return the other names of a term that a text may use, in the order of the vocabulary.

    These are every label, and each part of a label for two things (*Strengths and assets*); the same name in another
    spelling: *well-being* and *wellbeing*, or an acronym and its words (*SDS*, *self-directed support*); and other
    words for it, *bed blocking* and *delayed discharge*. A name with a capital is a particular thing and no synonym:
    *GIRFE* and *National Care Service* only share a theme.
    """
    term = name.term
    # A label begins with a capital whatever it names.
    particular = not name.language and _is_particular(name.words)
    labels = [
        part
        for language, label in term.labels.items()
        for part in ((label_words(label),) if particular else label_parts(label, language))
    ]
    same = [
        other
        for other in filter(None, (tuple(words(also)) for also in term.also))
        if _is_same(name.words, other) or not (particular or _is_particular(other))
    ]
    others = [other for other in dict.fromkeys((*labels, *same)) if len(other) <= MOST_IN_TEXT]
    return tuple(other for other in others if english_keys(other) != english_keys(name.words))


def label_words(label: str) -> tuple[str, ...]:
    """Return the words of a label without those in brackets: *Well-being (Welsh Act)*."""
    return tuple(words(label.partition("(")[0])) or tuple(words(label))


def label_parts(label: str, language: str) -> list[tuple[str, ...]]:
    """Return the words of a label, then those of each of its parts if it names several things; unique."""
    parts = (tuple(words(part)) for part in _BETWEEN[language].split(label.partition("(")[0]))
    return list(dict.fromkeys((label_words(label), *filter(None, parts))))


def _is_particular(name: Sequence[str]) -> bool:
    return any(word != word.lower() for word in name)


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    joined = fold("".join(one)), fold("".join(other))
    return joined[0] == joined[1] or _is_short_for(one, other) or _is_short_for(other, one)


def _is_short_for(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return whether a word in capitals is an acronym of other words, with or without small words."""
    letters = short[0].rstrip("s")
    if len(short) > 1 or not letters.isupper() or len(long) < 2:
        return False
    every = "".join(word[0] for word in long)
    distinctive = "".join(word[0] for word in long if not is_common(word))
    return letters.lower() in {every.lower(), distinctive.lower()}


def _names(vocabulary: Vocabulary) -> Iterator[Name]:
    for term in vocabulary.terms:
        for language, label in term.labels.items():
            # Nobody searches for "death and bereavement", so a part of a content note's label is enough.
            parts = label_parts(label, language) if term.axis is Axis.CONTENT_NOTE else [label_words(label)]
            for found in filter(None, parts):
                yield Name(found, term, language)
        for other in term.also:
            if found := tuple(words(other)):
                yield Name(found, term, "")


def _texts(names: Iterable[Name]) -> dict[str, list[Term]]:
    """Map names, and the distinctive words of names with several, to their terms."""
    texts: dict[str, list[Term]] = defaultdict(list)
    for name in names:
        distinctive = [fold(word) for word in name.words if not is_common(word)]
        for text in dict.fromkeys((" ".join(map(fold, name.words)), *distinctive)):
            texts[text].append(name.term)
    return texts


def _celtic_language(name: Name) -> str:
    """Return the Celtic language whose forms apply to a name; empty if none do."""
    if name.language:
        return name.language if name.language in CELTIC else ""
    return celtic_language(name.words)
