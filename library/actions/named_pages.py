"""The pages that a whole query names: a topic, collection, author, activity or the beginning of a title.

Someone who types *friend not foe* or *listening* wants that page, not the documents that mention it most.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from pyroaring import BitMap

from library.actions.author_names import words_of_authors
from library.actions.collections import all_collections
from library.actions.packs.formats import FORMATS
from library.actions.understand import fold_all, names_of
from library.model.language import OTHER
from library.model.lexicon import RowKind
from library.model.vocabulary import BROWSED
from library.search.kinds import names_kind
from library.search.other_names import MOST_WORDS
from library.search.words import is_common, key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import View
    from library.model.vocabulary import Term

MOST_PAGES = 5

# A query that more titles begin with names none of them: *the*, or *care* where many documents are about it.
_MOST_TITLES = 20

# How many of those titles are read, to count them.
_MOST_READ = 1_000

# Words around a subject; the names of kinds (*stories*, *examples*) are others.
_FILLERS = frozenset(
    key(word, "en") for word in "approach based help ideas information practice resource tips work".split()
)


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


def named_pages(view: View, text: str) -> tuple[NamedPage, ...]:
    """Return the pages that a whole query names; may be empty.

    If there are none, words that name no subject are left out at both ends: *stories about stroke* names *Stroke*.

    Args:
        view: What the viewer may see.
        text: As typed; case, accents and punctuation make no difference.
    """
    folded = fold_all(text)
    if not folded:
        return ()
    return next(filter(None, (_called(view, words) for words in (folded, *_without_fillers(folded)))), ())


def _called(view: View, folded: tuple[str, ...]) -> tuple[NamedPage, ...]:
    found = (*_terms(view, folded), *_collections(view, folded), *_authors(view, folded), *_activities(folded))
    return found[:MOST_PAGES]


def _without_fillers(folded: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield words without those at the ends that name no subject, the longest run first; nothing without a filler."""
    if len(folded) > MOST_WORDS or not any(map(_is_filler, folded)):
        return
    telling = [at for at, word in enumerate(folded) if not (_is_filler(word) or is_common(word))]
    if telling:
        starts, ends = range(telling[0] + 1), range(telling[-1] + 1, len(folded) + 1)
        runs = sorted(product(starts, ends), key=lambda run: (run[0] - run[1], run[0]))
        yield from (folded[start:end] for start, end in runs[1:])


def _is_filler(word: str) -> bool:
    return key(word, "en") in _FILLERS or names_kind(word)


def titled(view: View, text: str) -> tuple[BitMap, ...]:
    """Return the documents that a whole query names: by address, then those whose title begins with it.

    *Friend not foe* is the guidance at ``friend-not-foe`` before the videos whose titles begin with the same words.
    """
    folded = fold_all(text)
    if not folded:
        return ()
    name = " ".join(folded)
    # The last word may be only begun.
    rows = view.catalogue.starting(RowKind.WHOLE_TITLE, name, view.visible, _MOST_READ)
    begun = BitMap.union(BitMap(), *(documents for _, documents in rows))
    if not begun:
        return ()
    state = view.snapshot.by_slug.get("-".join(folded))
    addressed = BitMap([state.id] if state else []) & begun
    if len(begun) > _MOST_TITLES:
        begun = view.catalogue.standing_in(RowKind.WHOLE_TITLE, [name]).get(name, BitMap()) & view.visible
    return addressed, begun


def _terms(view: View, folded: tuple[str, ...]) -> Iterator[NamedPage]:
    terms = {(name.term.axis, name.term.id): name.term for name in names_of(view).called(folded)}
    for term in terms.values():
        having = view.snapshot.values.get(term.axis.name.lower(), {}).get(term.id, BitMap())
        count = view.groups.count(having & view.visible)
        if term.axis in BROWSED and count:
            yield NamedPage(term.axis.name.lower(), term.label("en"), f"/{term.axis}/{term.id}", count, term)


def _collections(view: View, folded: tuple[str, ...]) -> Iterator[NamedPage]:
    """Yield the collections whose title is the query, or begins with it if it has two words that say something."""
    is_enough = sum(not is_common(word) for word in folded) > 1
    for card in all_collections(view):
        title = fold_all(card.title)
        if title == folded or (is_enough and title[: len(folded)] == folded):
            yield NamedPage("collection", card.title, card.url)


def _authors(view: View, folded: tuple[str, ...]) -> Iterator[NamedPage]:
    authors, words = view.snapshot.values.get("author", {}), words_of_authors(view)
    typed = tuple(key(word, OTHER) for word in folded)
    for name in words:
        if typed in {words[name], words[name][-1:]} and not authors[name].isdisjoint(view.visible):
            # The page filters by the words of the name: that of *Miller* lists Emma Miller too.
            listed = (authors[other] for other in authors if set(words[name]) <= set(words[other]))
            count = view.groups.count(BitMap.union(*listed) & view.visible)
            yield NamedPage("author", name, "/search?q=" + quote_plus(f'author:"{name}"'), count)


def _activities(folded: tuple[str, ...]) -> Iterator[NamedPage]:
    for each in FORMATS:
        if fold_all(each.title) == folded:
            yield NamedPage("activity", each.title, f"/workshop#{each.id}")
