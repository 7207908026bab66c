"""Services for support, above the results of a search whose words say that its writer may need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.search.words import fold, words

if TYPE_CHECKING:
    from library.actions.library import View
    from library.model.contact import Contact

_Wanted = frozenset[tuple[str, ...]]


def support_contacts(view: View, *texts: str) -> tuple[Contact, ...]:
    """Return the services of the vocabulary if a query has some of its support words, with or without apostrophes.

    Args:
        view: What the viewer may see.
        texts: The query, and what may have been meant; filters and signs are ignored.
    """
    wanted, longest = _support_words(view)
    runs = (
        typed[at : at + length]
        for typed in map(_folded, texts)
        for at in range(len(typed))
        for length in range(1, longest + 1)
    )
    return () if wanted.isdisjoint(runs) else view.snapshot.vocabulary.contacts


def _support_words(view: View) -> tuple[_Wanted, int]:
    """Return the support words, each as its words, and how many the longest has, cached for each vocabulary."""
    cache = view.snapshot.vocabulary_cache
    if _support_words not in cache:
        wanted = frozenset(filter(None, map(_folded, view.snapshot.vocabulary.support_words)))
        cache[_support_words] = wanted, max(map(len, wanted), default=0)
    found: tuple[_Wanted, int] = cache[_support_words]
    return found


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word).replace("'", "") for word in words(text))
