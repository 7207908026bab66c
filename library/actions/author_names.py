"""The names of authors, by their words, and where a query has one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.language import OTHER
from library.search.query import PartKind
from library.search.words import key, keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from library.actions.library import View
    from library.search.query import Part


class _AuthorWords(dict[str, tuple[str, ...]]):
    """The keys of the words of each author's name, sorted, made once for each generation: 1 ms for 1,000 authors."""


def words_of_authors(view: View) -> dict[str, tuple[str, ...]]:
    """Map each author's name to the keys of its words; also of documents that the viewer may not see."""
    cache = view.snapshot.cache
    if _AuthorWords not in cache:
        cache[_AuthorWords] = _AuthorWords(
            (name, tuple(keys(name, OTHER))) for name in sorted(view.snapshot.values.get("author", {}))
        )
    words: _AuthorWords = cache[_AuthorWords]
    return words


def places_of_authors(view: View, parts: Sequence[Part]) -> frozenset[int]:
    """Return which parts of a query are the whole name of an author, in order: *Ross Grieve* is not about grief.

    A surname alone may be a word like any other.

    Args:
        view: What the viewer may see; no other author is a name.
        parts: Of the query.
    """
    typed = [
        key(part.phrases[0].words[0], OTHER) if part.kind is PartKind.PLAIN and len(part.phrases[0].words) == 1 else ""
        for part in parts
    ]
    authors = view.snapshot.values.get("author", {})
    return frozenset(
        at
        for name, words in words_of_authors(view).items()
        if len(words) > 1 and set(words).issubset(typed) and not authors[name].isdisjoint(view.visible)
        for start in range(len(typed) - len(words) + 1)
        if tuple(typed[start : start + len(words)]) == words
        for at in range(start, start + len(words))
    )
