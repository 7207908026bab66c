"""What to try after a search that found nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from library.actions.collections import all_collections
from library.actions.matching import match
from library.actions.pages import TermCount
from library.actions.search_notices import Help, Without, WordsApart
from library.actions.understand import names_of, understand, without, without_filters
from library.model.language import LANGUAGES, SEARCHED
from library.model.vocabulary import Axis
from library.search.dictionary import lemma
from library.search.lexicon import spelling_of
from library.search.people import is_name
from library.search.query import Group, Phrase, Query, is_distinctive
from library.search.query_reading import unquoted
from library.search.variants import is_telling
from library.search.words import fold, is_common, key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pyroaring import BitMap

    from library.actions.library import View
    from library.actions.matching import Matched
    from library.actions.search_filters import SearchFilters
    from library.actions.understand import Asked
    from library.model.vocabulary import Term

MOST_TERMS = 5

# The least similarity, from 0 to 100, of a term's name to what was typed.
ALIKE = 75

# The least length of a word that can resemble another; three letters are an abbreviation.
SHORTEST = 4

# A shorter word resembles only words with one mistake: two in four letters make *post* of *osta*.
SHORTEST_WITH_TWO = 6


def help_after_nothing_found(view: View, asked: Asked, matched: Matched, filters: SearchFilters) -> Help:
    """Return what may help after a search that found nothing.

    Args:
        view: What the viewer may see.
        asked: The query.
        matched: The documents that match before filters apply.
        filters: Typed and chosen.
    """
    phrases = dict.fromkeys(phrase for group in asked.query.wanted for phrase in group.typed)
    return Help(
        looked_for=tuple(phrase.text for phrase in phrases),
        only_signs=asked.has_only_signs,
        words_apart=tuple(_words_apart(view, asked)),
        unfiltered=view.groups.count(matched.enough) if filters else 0,
        without=tuple(_without(view, asked, matched, filters)) if filters else (),
        collections=all_collections(view),
        # If only the filters are in the way, the words are right.
        terms=() if matched.enough else tuple(_nearest_terms(view, list(filter(is_distinctive, phrases)))),
    )


def _words_apart(view: View, asked: Asked) -> Iterator[WordsApart]:
    """Yield the query without quotation marks, then its parts, if they have results; a phrase alone has its words."""
    text = without_filters(asked)
    plain = unquoted(text)
    if plain and plain != text:
        found = match(view, understand(view, plain, as_typed=False))
        yield from (replace(each, unquoted=True) for each in _counted(view, plain, found.enough))
    groups = tuple(dict.fromkeys(asked.query.wanted))
    pieces = groups if len(groups) > 1 else tuple(_single_words(groups))
    ask = partial(view.index.matching, every=True, visible=view.visible, languages=SEARCHED)
    parts = [
        each
        for group in pieces
        for each in _counted(view, group.text, ask(Query("", (group,), asked.query.unwanted)) & view.visible)
    ]
    yield from sorted(parts, key=lambda each: each.count)


def _single_words(groups: Sequence[Group]) -> Iterator[Group]:
    phrases = [phrase for group in groups for phrase in group.typed if len(phrase.words) > 1]
    for word in dict.fromkeys(word for phrase in phrases for word in phrase.words if is_telling(word)):
        yield Group((Phrase((word,)),))


def _counted(view: View, text: str, found: BitMap) -> Iterator[WordsApart]:
    if found:
        yield WordsApart(text, view.groups.count(found))


def _without(view: View, asked: Asked, matched: Matched, filters: SearchFilters) -> list[Without]:
    """Return the filters without which there are results, most results first."""
    found = (
        replace(each, count=view.groups.count(left.apply(matched.enough)))
        for each, left in (*_without_chosen(filters), *_without_typed(asked, filters))
    )
    return sorted((each for each in found if each.count), key=lambda each: -each.count)


def _without_chosen(filters: SearchFilters) -> Iterator[tuple[Without, SearchFilters]]:
    for axis, values in filters.chosen.items():
        for value in sorted(values):
            yield Without(axis, (value,), None, 0), filters.without_chosen(axis, value)


def _without_typed(asked: Asked, filters: SearchFilters) -> Iterator[tuple[Without, SearchFilters]]:
    for at, each in enumerate(filters.typed):
        text = without(asked.query.text, each)
        yield Without(each.filter.axis, tuple(sorted(each.values)), text, 0), filters.without_typed(at)


def _nearest_terms(view: View, typed: Sequence[Phrase]) -> Iterator[TermCount]:
    """Yield terms that have documents and a name like the query or one of its words, nearest first.

    Names of people are like nothing else: *Iain* is not about pain. A word that a dictionary has is no mistake for
    another: Welsh *gofal* is not *goals*.
    """
    names = names_of(view).texts
    phrases = [each.words for each in typed if not is_name(spelling_of(" ".join(each.words), "en"))]
    single = [(word,) for some in phrases for word in some if not is_common(word) and len(word) >= SHORTEST]
    alike: dict[str, float] = {}
    for asked in dict.fromkeys((*phrases, *single)):
        for name, score in _alike(asked, names.keys()):
            alike[name] = max(score, alike.get(name, 0.0))
    best = sorted(alike, key=lambda name: (-alike[name], name))
    terms = (term for name in best for term in names[name] if term.axis is not Axis.CONTENT_NOTE)
    nearest = {(term.axis, term.id): term for term in terms}
    counted = ((term, _count(view, term)) for term in nearest.values())
    yield from [TermCount(term, count) for term, count in counted if count][:MOST_TERMS]


def _alike(asked: Sequence[str], names: Collection[str]) -> Iterator[tuple[str, float]]:
    """Yield the names like some words, with how similar they are, from ``ALIKE`` to 100."""
    folded = " ".join(map(fold, asked))
    is_known = len(asked) == 1 and any(lemma(asked[0].lower(), language) for language in LANGUAGES)
    for name, score, _ in process.extract(folded, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None):
        if key(name, "en") == key(folded, "en") if is_known else _has_few_mistakes(folded, name):
            yield name, score


def _has_few_mistakes(typed: str, name: str) -> bool:
    return len(typed) >= SHORTEST_WITH_TWO or OSA.distance(typed, name) <= 1


def _count(view: View, term: Term) -> int:
    documents = view.snapshot.values.get(term.axis.name.lower(), {}).get(term.id)
    return view.groups.count(documents & view.visible) if documents else 0
