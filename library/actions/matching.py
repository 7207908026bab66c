"""Which documents match a query, and in which order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.language import SEARCHED
from library.search.content_notes import AXIS, withheld_slots
from library.search.index import ATTACHED, Hit, Slot, is_attached
from library.search.passages import nearness, weight_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from library.actions.library import View
    from library.actions.understand import Asked
    from library.model.document import Document
    from library.search.index import WordMatch
    from library.search.query import Query

# How many of the best documents are reordered by their best place, how much it counts there that words are close
# together, and how much that they are in one place at all.
NEAR_AMONG = 30
NEARNESS = 0.8
TOGETHER = 0.2

# How much less a word counts if it appears only under content notes that the query does not ask about: a document
# with a passage to show comes first.
UNSHOWN = 0.5


@dataclass(frozen=True, slots=True)
class Matched:
    """The documents that match before filters apply: those with every wanted group, and all that have enough."""

    every: BitMap
    enough: BitMap


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best documents for a query.

    Attributes:
        hits: Best first.
        near: What the closeness of words added to a hit's score or took from it; only for hits where it did.
        located: Where the words are, for the documents that were examined.
    """

    hits: Sequence[Hit]
    near: Mapping[int, float] = field(default_factory=dict)
    located: Mapping[int, tuple[WordMatch, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preferred:
    """What comes first among the documents that match.

    Attributes:
        first: Documents that come before all others, in sets of which each comes before the next; may overlap.
        equal: Documents that come first among those with the same score: those in the language of the page.
        last: Documents that come last among those with the same score: events that are over.
    """

    first: Sequence[BitMap]
    equal: BitMap
    last: BitMap = field(default_factory=BitMap)

    @property
    def all_first(self) -> BitMap:
        """Return all documents that come before others."""
        return BitMap.union(BitMap(), *self.first)

    def order(self, hits: Iterable[Hit]) -> list[Hit]:
        """Return hits in their order: by score, among equals the newest first."""
        return sorted(hits, key=lambda hit: (*self._place(hit.id), -hit.score, *self._among_equals(hit.id), -hit.id))

    def _place(self, document: int) -> tuple[bool, ...]:
        return tuple(document not in some for some in self.first)

    def _among_equals(self, document: int) -> tuple[bool, bool]:
        return document in self.last, document not in self.equal


def match(view: View, asked: Asked) -> Matched:
    """Find the documents that match, among those the viewer may see, before any filter applies."""
    query = asked.query
    if asked.has_only_signs:
        return Matched(BitMap(), BitMap())
    if not query.has_words:
        return Matched(view.visible, view.visible)
    # The index may be updated between two questions, so its answer is always checked against the catalogue.
    every = view.index.matching(query, every=True, visible=view.visible, languages=SEARCHED) & view.visible
    if len(set(query.wanted)) < 2:
        return Matched(every, every)
    enough = view.index.matching(query, every=False, visible=view.visible, languages=SEARCHED) & view.visible
    return Matched(every, enough)


def rank(view: View, query: Query, found: BitMap, limit: int, preferred: Preferred) -> Ranked:
    """Return the best documents: by score, the first ``NEAR_AMONG`` also by how close together the words are.

    Args:
        view: What the viewer may see.
        query: With or without words.
        found: The documents to rank.
        limit: How many at most.
        preferred: What comes first.
    """
    ask = partial(view.index.rank, query, visible=view.visible, limit=max(limit, NEAR_AMONG), languages=SEARCHED)
    hits = [hit for some in (found & preferred.all_first, found - preferred.all_first) if some for hit in ask(some)]
    if len(set(query.wanted)) < 2:
        # Never more, or hits would move from page to page: the first ones are the same, however many are asked for.
        return Ranked([*preferred.order(hits[:NEAR_AMONG]), *hits[NEAR_AMONG:]][:limit])
    located = locate(view, query, [hit.id for hit in hits[:NEAR_AMONG]], {})
    hidden = hidden_places(view, query, located)
    near = {
        hit.id: NEARNESS * _nearest(located[hit.id]) - UNSHOWN * hit.score * _unshown(located[hit.id], hidden[hit.id])
        for hit in hits[:NEAR_AMONG]
        if hit.id in located
    }
    lifted = [Hit(hit.id, hit.score + near.get(hit.id, 0.0)) for hit in hits[:NEAR_AMONG]]
    best = [*preferred.order(lifted), *hits[NEAR_AMONG:]]
    return Ranked(best[:limit], {each: score for each, score in near.items() if score}, located)


def locate(
    view: View, query: Query, ids: Sequence[int], known: Mapping[int, tuple[WordMatch, ...]]
) -> dict[int, tuple[WordMatch, ...]]:
    """Return where the words of a query are in some documents.

    Args:
        view: What the viewer may see.
        query: The query.
        ids: The documents.
        known: The places for documents that have been located before; these are not located again.

    Returns:
        The places by document, including all of ``known``.
    """
    new = [each for each in ids if each not in known]
    found = view.index.locate(query, new, visible=view.visible, languages=SEARCHED) if new and query.wanted else {}
    return {**known, **found}


def hidden_places(
    view: View, query: Query, located: Mapping[int, Sequence[WordMatch]]
) -> Mapping[int, Collection[int]]:
    """Return the slots of each located document that a content note hides."""
    noted = BitMap.union(BitMap(), *view.snapshot.values.get(AXIS, {}).values())
    documents = view.catalogue.documents([each for each in located if each in noted])
    hidden: dict[int, Collection[int]] = dict.fromkeys(located, ())
    for each, document in documents.items():
        hidden[each] = withheld(view, query, document, located[each]).keys()
    return hidden


def withheld(view: View, query: Query, document: Document, found: Iterable[WordMatch]) -> Mapping[int, frozenset[str]]:
    """Return the slots of a document that content notes hide, and the notes that the query does not ask about.

    Args:
        view: What the viewer may see, the document too.
        query: The query.
        document: Any.
        found: Where the words of the query are in it.
    """
    return withheld_slots(document, found, query, view.snapshot.vocabulary, len(view.visible))


def _nearest(found: Sequence[WordMatch]) -> float:
    """Return how much of a query is in the best place of a document, and how close together."""
    places: dict[int, list[WordMatch]] = defaultdict(list)
    for find in found:
        places[find.slot].append(find)
    several = ((slot, finds) for slot, finds in places.items() if len(finds) > 1 and slot < Slot.FIRST_LABEL)
    near = ((slot, nearness(finds) + TOGETHER * weight_of(finds)) for slot, finds in several)
    return max((ATTACHED * worth if is_attached(slot) else worth for slot, worth in near), default=0.0)


def _unshown(found: Sequence[WordMatch], hidden: Collection[int]) -> float:
    """Return the share of a query's weight, from 0 to 1, that is found in hidden slots only."""
    whole = weight_of(found) if hidden else 0.0
    return 1 - weight_of(find for find in found if find.slot not in hidden) / whole if whole else 0.0
