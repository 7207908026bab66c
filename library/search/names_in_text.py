"""Names of people in English text, which are found as they are spelled: *grieving* does not find Ross Grieve.

A word with a capital is a name if

* an author of the document has it,
* it comes after a title or a given name of our list (*Mrs Petch*, *Alison Petch*), or
* it is on our list of names and inside a sentence, where other words have no capital.

Names of organisations are made of ordinary words, so those are stemmed like any other. No dictionary is asked: opening
them takes longer than the whole publish of one document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.model.language import OTHER
from library.search.people import people
from library.search.words import LONGEST_WORD, fold, is_common, key, name_key, spans, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame rev".split())

# Between a title and a name (*Mrs. Petch*), between a given name and a surname, and between words inside a sentence.
_AFTER_TITLE = re.compile(r"\.?[ \xa0]")
_IN_NAME = re.compile(r"[ \xa0]")
_IN_SENTENCE = re.compile(r",?[ \xa0][(]?")


def names_of_people(authors: Iterable[str]) -> frozenset[str]:
    """Return the keys of the names of those authors who are people: a surname alone, or after a given name."""
    found = (
        word
        for author in authors
        if len(author.split()) == 1 or any(fold(word) in people() for word in words(author)[:1])
        for word in words(author)
    )
    return frozenset(key(word, OTHER) for word in found)


def english_keys(text: str, authors: Collection[str]) -> list[str]:
    """Return the index key of each word of an English text, in order; of a name, ``name_key``.

    Args:
        text: Any.
        authors: Keys of the names of its authors.
    """
    some = [word[:LONGEST_WORD] for word in words(text)]
    found = [key(word, "en") for word in some]
    likely = [at for at, word in enumerate(some) if word[0].isupper() and _may_be_name(some, at, authors)]
    # Where words are takes as long to find as their keys, and few texts have a name.
    places = tuple(spans(text)) if likely else ()
    for at in likely:
        between = text[places[at - 1][1] : places[at][0]] if at else ""
        if _is_name(some, at, between, authors):
            found[at] = name_key(some[at])
    return found


def _may_be_name(some: Sequence[str], at: int, authors: Collection[str]) -> bool:
    name = key(some[at], OTHER)
    return name in authors or (at > 0 and (name in people() or _opens_name(some[at - 1])))


def _is_name(some: Sequence[str], at: int, between: str, authors: Collection[str]) -> bool:
    """Return whether a word with a capital is a name, given what is between it and the word before."""
    name = key(some[at], OTHER)
    if name in authors:
        return True
    if name in people() and _IN_SENTENCE.fullmatch(between):
        return True
    space = _AFTER_TITLE if fold(some[at - 1]) in _TITLES else _IN_NAME
    return _opens_name(some[at - 1]) and space.fullmatch(between) is not None and not is_common(name)


def _opens_name(word: str) -> bool:
    """Return whether a word is a title or a given name."""
    return word[0].isupper() and (fold(word) in _TITLES or fold(word) in people())
