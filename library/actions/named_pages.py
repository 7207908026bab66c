"""The pages that a whole query names: a topic, collection, author, activity or the beginning of a title.

Someone who types *friend not foe* or *listening* wants that page, not the documents that mention it most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from pyroaring import BitMap

from library.actions.collections import all_collections
from library.actions.packs.formats import FORMATS
from library.actions.understand import fold_all, names_of
from library.model.lexicon import RowKind
from library.model.vocabulary import BROWSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import View
    from library.model.vocabulary import Term

MOST_PAGES = 5

# How many documents with all the words in their titles are read, to see whose title begins with them.
_MOST_TITLES = 20


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page that a query names.

    Attributes:
        sort: ``theme``, ``circumstance``, ``role``, ``sector``, ``collection``, ``author`` or ``activity``.
        title: Its name: a label in English, for terms.
        url: Root-relative English address.
        count: How many documents are there; 0 for a collection or an activity.
        term: For a topic with a page, otherwise ``None``.
    """

    sort: str
    title: str
    url: str
    count: int = 0
    term: Term | None = None


class _AuthorWords(dict[str, tuple[str, ...]]):
    """The folded words of each author's name, sorted, made once for each generation: 1 ms for 1,000 authors."""


def named_pages(view: View, text: str) -> tuple[NamedPage, ...]:
    """Return the pages that a whole query names; may be empty.

    Args:
        view: What the viewer may see.
        text: As typed; case, accents and punctuation make no difference.
    """
    folded = fold_all(text)
    if not folded:
        return ()
    found = (*_terms(view, folded), *_collections(view, folded), *_authors(view, folded), *_activities(folded))
    return found[:MOST_PAGES]


def titled(view: View, text: str) -> tuple[BitMap, ...]:
    """Return the documents that a whole query names: by address, then those whose title begins with it.

    *Friend not foe* is the guidance at ``friend-not-foe`` before the videos whose titles begin with the same words.
    """
    folded = fold_all(text)
    if not folded:
        return ()
    # The last word may be only begun.
    whole = folded[:-1] or folded
    rows = view.catalogue.standing_in(RowKind.TITLE, set(whole))
    having = BitMap.intersection(view.visible, *(rows.get(word, BitMap()) for word in whole))
    if not having:
        return ()
    cards = view.cards(list(having)[:_MOST_TITLES])
    begun = [card for card in cards if " ".join(fold_all(card.title)).startswith(" ".join(folded))]
    return BitMap(card.id for card in begun if card.slug == "-".join(folded)), BitMap(card.id for card in begun)


def _terms(view: View, folded: tuple[str, ...]) -> Iterator[NamedPage]:
    terms = {(name.term.axis, name.term.id): name.term for name in names_of(view).called(folded)}
    for term in terms.values():
        having = view.snapshot.values.get(term.axis.name.lower(), {}).get(term.id, BitMap())
        count = view.groups.count(having & view.visible)
        if term.axis in BROWSED and count:
            yield NamedPage(term.axis.name.lower(), term.label("en"), f"/{term.axis}/{term.id}", count, term)


def _collections(view: View, folded: tuple[str, ...]) -> Iterator[NamedPage]:
    for card in all_collections(view):
        if fold_all(card.title)[: len(folded)] == folded:
            yield NamedPage("collection", card.title, card.url)


def _authors(view: View, folded: tuple[str, ...]) -> Iterator[NamedPage]:
    authors, words = view.snapshot.values.get("author", {}), _words_of_authors(view)
    for name in words:
        if folded in {words[name], words[name][-1:]} and not authors[name].isdisjoint(view.visible):
            # The page filters by the words of the name: that of *Miller* lists Emma Miller too.
            listed = (authors[other] for other in authors if set(words[name]) <= set(words[other]))
            count = view.groups.count(BitMap.union(*listed) & view.visible)
            yield NamedPage("author", name, "/search?q=" + quote_plus(f'author:"{name}"'), count)


def _words_of_authors(view: View) -> _AuthorWords:
    cache = view.snapshot.cache
    if _AuthorWords not in cache:
        cache[_AuthorWords] = _AuthorWords(
            (name, fold_all(name)) for name in sorted(view.snapshot.values.get("author", {}))
        )
    words: _AuthorWords = cache[_AuthorWords]
    return words


def _activities(folded: tuple[str, ...]) -> Iterator[NamedPage]:
    for each in FORMATS:
        if fold_all(each.title) == folded:
            yield NamedPage("activity", each.title, f"/workshop#{each.id}")
