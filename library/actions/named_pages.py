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

from library.actions.author_names import words_of_authors
from library.actions.collections import all_collections
from library.actions.packs.formats import FORMATS
from library.actions.understand import fold_all, having, names_of
from library.model.language import OTHER
from library.model.lexicon import RowKind
from library.model.vocabulary import BROWSED, Axis
from library.search.kinds import names_kind
from library.search.other_names import MOST_WORDS
from library.search.query import Group, Tagged
from library.search.words import is_common, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.actions.library import View
    from library.actions.understand import Asked
    from library.model.vocabulary import Term

MOST_PAGES = 5

# A query that more titles begin with names none of them: *the*, or *care* where many documents are about it.
_MOST_TITLES = 20

# How many of those titles are read, to count them.
_MOST_READ = 1_000

# Topics that may be named beside other words.
_TOPICS = frozenset(axis.name.lower() for axis in (*BROWSED, Axis.SETTING))

# A word that more of the documents have names no topic beside others: *health* in a library of health.
_EVERYDAY = 0.2

# Words around a subject; the names of kinds (*stories*, *examples*) are others.
_FILLERS = frozenset(
    key(word, "en") for word in "approach based help ideas information practice resource tips work".split()
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
        text: As typed; case, accents and punctuation make no difference.
    """
    folded = fold_all(text)
    if not folded:
        return ()
    return next(filter(None, (_called(view, words) for words in (folded, *_without_fillers(folded)))), ())


def topics_within(view: View, asked: Asked, best: int) -> tuple[NamedPage, ...]:
    """Return the topics whose labels are a part of a query, and that its best document is not about; may be empty.

    Other names of topics are left out, because the page says for each of them which topic was searched for.

    Args:
        view: What the viewer may see.
        asked: The query, which names no page as a whole.
        best: The first document of its results.
    """
    groups = tuple(dict.fromkeys(asked.query.wanted))
    tags = dict.fromkeys(each for group in groups for each in group.added if isinstance(each, Tagged))
    said = {each.term.labels["en"] for each in asked.expanded}
    found = (
        _topic(view, tag, best) for tag in tags if _is_telling(view, [g for g in groups if tag in g.added], groups)
    )
    return tuple(page for page in found if page and page.title not in said)[:MOST_PAGES]


def _is_telling(view: View, naming: Sequence[Group], groups: Sequence[Group]) -> bool:
    """Return whether some groups are only a part of a query, and several words or one that few documents have."""
    if len(naming) != 1:
        return len(naming) < len(groups)
    return len(groups) > 1 and len(having(view, Group(naming[0].typed)) & view.visible) <= _EVERYDAY * len(view.visible)


def _topic(view: View, tag: Tagged, best: int) -> NamedPage | None:
    term = view.snapshot.vocabulary.get(Axis[tag.axis.upper()], tag.term) if tag.axis in _TOPICS else None
    documents = view.snapshot.values.get(tag.axis, {}).get(tag.term, BitMap())
    count = view.groups.count(documents & view.visible)
    return _page_of(term, count) if term and count and best not in documents else None


def _page_of(term: Term, count: int) -> NamedPage:
    """Return the page of a topic; for a setting, which has none, a search."""
    axis = term.axis.name.lower()
    url = f"/{term.axis}/{term.id}" if term.axis in BROWSED else "/search?q=" + quote_plus(f"{axis}:{term.id}")
    return NamedPage(axis, term.label("en"), url, count, term)


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
            yield _page_of(term, count)


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
