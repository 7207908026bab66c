"""The pages that a query names: a topic, collection, author, activity or the beginning of a title.

Someone who types *friend not foe* or *listening* wants that page, not the documents that mention it most. Usually the
whole query is the name. A topic that is only a part of it is named too if the best document is not about it: in
*scared of going into a care home*, the rare words put others before all that are about a care home.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from pyroaring import BitMap

from library.actions.author_names import author_names, documents_by
from library.actions.collections import all_collections
from library.actions.named_authors import authors_begun, authors_called
from library.actions.named_topics import documents_of, topics_called, topics_within
from library.actions.packs.formats import FORMATS
from library.actions.understand import fold_all
from library.model.language import OTHER
from library.model.vocabulary import BROWSED
from library.search.kinds import names_kind
from library.search.other_names import MOST_WORDS
from library.search.words import WORD, fold, is_common, key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from library.actions.library import View
    from library.actions.understand import Asked
    from library.model.vocabulary import Term

MOST_PAGES = 5

# Words around a subject, articles, and words of questions (*what is*, *anything on*, *tell me about*). The names of
# kinds (*stories*, *examples*) are others.
_FILLERS = frozenset(
    key(word, "en")
    for word in "a an the y yr anything approach based help ideas information practice resource tell tips what "
    "work".split()
)


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page that a query names.

    Attributes:
        sort: ``theme``, ``circumstance``, ``role``, ``sector``, ``setting``, ``collection``, ``author`` or
            ``activity``.
        title: Its name: a label in English, for terms.
        url: Root-relative English address.
        count: How many documents are there; 0 for a collection or an activity.
        term: For a topic, otherwise ``None``.
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
        text: As typed; accents and punctuation make no difference, nor case except in acronyms that are words too.
    """
    typed = tuple(WORD.findall(text))
    if not typed:
        return ()
    return next(filter(None, (_called(view, words) for words in (typed, *_without_fillers(typed)))), ())


def topics_beside(view: View, asked: Asked, best: Callable[[], int | None]) -> tuple[NamedPage, ...]:
    """Return the topics that a query names beside other words and that its best document is not about; may be empty.

    Args:
        view: What the viewer may see.
        asked: The query, which names no page as a whole.
        best: Returns the best document for it; only asked if there are such topics.
    """
    return tuple(_page_of(view, term) for term in topics_within(view, asked, best))[:MOST_PAGES]


def _page_of(view: View, term: Term) -> NamedPage:
    """Return the page of a topic; for a setting, which has none, a search."""
    axis = term.axis.name.lower()
    url = f"/{term.axis}/{term.id}" if term.axis in BROWSED else "/search?q=" + quote_plus(f"{axis}:{term.id}")
    return NamedPage(axis, term.label("en"), url, view.groups.count(documents_of(view, term)), term)


def _called(view: View, typed: tuple[str, ...]) -> tuple[NamedPage, ...]:
    topics = tuple(_page_of(view, term) for term in topics_called(view, typed))
    folded = tuple(map(fold, typed))
    authors = _authors(view, folded, may_begin=not topics)
    return (*topics, *_collections(view, folded), *authors, *_activities(folded))[:MOST_PAGES]


def _without_fillers(typed: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield words without those at the ends that name no subject, the longest run first; nothing without a filler."""
    if len(typed) > MOST_WORDS or not any(map(_is_filler, typed)):
        return
    telling = [at for at, word in enumerate(typed) if not (_is_filler(word) or is_common(word))]
    if telling:
        starts, ends = range(telling[0] + 1), range(telling[-1] + 1, len(typed) + 1)
        runs = sorted(product(starts, ends), key=lambda run: (run[0] - run[1], run[0]))
        yield from (typed[start:end] for start, end in runs[1:])


def _is_filler(word: str) -> bool:
    return key(word, "en") in _FILLERS or names_kind(word)


def _collections(view: View, folded: tuple[str, ...]) -> Iterator[NamedPage]:
    """Yield the collections whose title is the query, or begins with it if it has two words that say something."""
    is_enough = sum(not is_common(word) for word in folded) > 1
    for card in all_collections(view):
        title = fold_all(card.title)
        if title == folded or (is_enough and title[: len(folded)] == folded):
            yield NamedPage("collection", card.title, card.url)


def _authors(view: View, folded: tuple[str, ...], *, may_begin: bool) -> Iterator[NamedPage]:
    words = author_names(view).words
    typed = tuple(key(word, OTHER) for word in folded)
    for name in authors_called(view, typed) or (authors_begun(view, typed) if may_begin else ()):
        # The page filters by the words of the name: that of *Miller* lists Emma Miller too.
        listed = (documents_by(view, other) for other in words if set(words[name]) <= set(words[other]))
        count = view.groups.count(BitMap.union(*listed))
        yield NamedPage("author", name, "/search?q=" + quote_plus(f'author:"{name}"'), count)


def _activities(folded: tuple[str, ...]) -> Iterator[NamedPage]:
    for each in FORMATS:
        if fold_all(each.title) == folded:
            yield NamedPage("activity", each.title, f"/workshop#{each.id}")
