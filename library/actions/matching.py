"""Which documents match a query, and in which order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.language import SEARCHED
from library.search import facets
from library.search.content_notes import AXIS, withheld_slots
from library.search.index import ATTACHED, Hit, Slot, is_attached
from library.search.passages import nearness

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from library.actions.library import View
    from library.actions.understand import Asked
    from library.search.filters import ReadFilter
    from library.search.index import WordMatch
    from library.search.query import Query

# If fewer documents than this have all the words, documents with some of them are shown too.
FEW = 3

# How many of the best documents are reordered by how close together the words are, and how much that counts.
NEAR_AMONG = 30
NEARNESS = 0.8

# How much less a word counts if it appears only under content notes that the query does not ask about: a document
# with a passage to show comes first.
UNSHOWN = 0.5


@dataclass(frozen=True, slots=True)
class Matched:
    """The documents that match: those with every wanted group, and all that are shown."""

    every: BitMap
    shown: BitMap

    @property
    def relaxed(self) -> bool:
        """Return whether documents with only some of the words are shown."""
        return len(self.shown) > len(self.every)


@dataclass(slots=True)
class Ranked:
    """The best documents for a query.

    Attributes:
        hits: Best first.
        near: What the closeness of words added to a hit's score or took from it; only for hits where it did.
        located: Where the words are, for the documents that were examined.
    """

    hits: list[Hit]
    near: dict[int, float] = field(default_factory=dict)
    located: dict[int, tuple[WordMatch, ...]] = field(default_factory=dict)


def match(view: View, asked: Asked) -> Matched:
    """Find the documents that match, among those the viewer may see."""
    query, base = asked.query, narrowed(view, asked.filters)
    if not query.has_words:
        return Matched(base, base)
    # The index may be updated between two questions, so its answer is always checked against the catalogue.
    every = view.index.matching(query, every=True, visible=view.visible, languages=SEARCHED) & base
    if view.groups.count(every) >= FEW or len(set(query.wanted)) < 2:
        return Matched(every, every)
    some = view.index.matching(query, every=False, visible=view.visible, languages=SEARCHED) & base
    return Matched(every, some)


def narrowed(view: View, filters: Sequence[ReadFilter]) -> BitMap:
    """Return the viewer's documents that pass the typed filters: any of one axis, all of different axes."""
    wanted: dict[str, set[str]] = defaultdict(set)
    refused: dict[str, set[str]] = defaultdict(set)
    for each in filters:
        (refused if each.filter.excluded else wanted)[each.filter.axis] |= each.values
    values = {axis: view.snapshot.values.get(axis, {}) for axis in (*wanted, *refused)}
    found = facets.narrow(view.visible, wanted, values)
    for axis, some in refused.items():
        found = found - facets.narrow(view.visible, {axis: some}, values)
    return found


def rank(view: View, query: Query, tiers: Sequence[BitMap], limit: int) -> Ranked:
    """Return the best documents: all of the first tier before any of the second, and so on.

    Args:
        view: What the viewer may see.
        query: With or without words.
        tiers: Documents to rank, the preferred ones first; no document is in two.
        limit: How many at most, over all tiers.
    """
    ranked = Ranked([])
    for tier in tiers:
        left = limit - len(ranked.hits)
        if left > 0 and tier:
            _rank(view, query, tier, left, ranked)
    return ranked


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
        hidden[each] = withheld_slots(document, located[each], query, view.snapshot.vocabulary).keys()
    return hidden


def _rank(view: View, query: Query, among: BitMap, limit: int, ranked: Ranked) -> None:
    hits = view.index.rank(query, among, visible=view.visible, limit=max(limit, NEAR_AMONG), languages=SEARCHED)
    if len(set(query.wanted)) > 1:
        first = [hit.id for hit in hits[:NEAR_AMONG]]
        located = locate(view, query, first, {})
        ranked.located |= located
        hidden = hidden_places(view, query, located)
        near = {
            hit.id: NEARNESS * _nearest(located[hit.id])
            - UNSHOWN * hit.score * _unshown(located[hit.id], hidden[hit.id])
            for hit in hits[:NEAR_AMONG]
            if hit.id in located
        }
        ranked.near |= {each: score for each, score in near.items() if score}
        lifted = [Hit(hit.id, hit.score + near.get(hit.id, 0.0)) for hit in hits[:NEAR_AMONG]]
        hits = (*sorted(lifted, key=lambda hit: (-hit.score, -hit.id)), *hits[NEAR_AMONG:])
    ranked.hits.extend(hits[:limit])


def _nearest(found: Sequence[WordMatch]) -> float:
    """Return how close together the words of a query are in the best place of a document."""
    places: dict[int, list[WordMatch]] = defaultdict(list)
    for find in found:
        if find.slot < Slot.FIRST_LABEL:
            places[find.slot].append(find)
    near = ((slot, nearness(finds)) for slot, finds in places.items() if len(finds) > 1)
    return max((ATTACHED * worth if is_attached(slot) else worth for slot, worth in near), default=0.0)


def _unshown(found: Sequence[WordMatch], hidden: Collection[int]) -> float:
    """Return the share of a query's weight, from 0 to 1, that is found in hidden slots only."""
    whole = _weight(found)
    return 1 - _weight(find for find in found if find.slot not in hidden) / whole if whole and hidden else 0.0


def _weight(found: Iterable[WordMatch]) -> float:
    groups: dict[int, float] = {}
    for find in found:
        groups[find.group] = max(find.weight, groups.get(find.group, 0.0))
    return sum(groups.values())
