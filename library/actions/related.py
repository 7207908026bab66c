"""Similar documents, and why they are similar.

The rarer a term or word that two documents share, the less likely that is to be chance. The *surprise* of a shared
trait is the logarithm of the number of all documents divided by the number that have it. Surprises add up. Only
documents that the viewer may see are counted.

The rarest traits of a document are examined first, until they have led to a few hundred others; only those are scored.
So no page waits for a theme that half of the library shares: 1.2 ms at 10,000 documents, and nothing for a cached
answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from math import log
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.actions.pages import Related
from library.model.document import TERM_FIELDS
from library.model.vocabulary import BROWSED, Axis
from library.search.words import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.actions.library import View
    from library.model.card import Card
    from library.model.document import Document
    from library.model.vocabulary import Term

MOST_RELATED = 4
MOST_TERMS = 2
MOST_WORDS = 3

# A shared word is named if it has this many letters and at most this many other documents, or a fiftieth, have it.
LONG_WORD = 5
FEW_SHARE = 3

# Two documents are similar if fewer than one in this many would share as much by chance.
ENOUGH = log(30)

# How many other documents are scored.
MOST_WEIGHED = 100

# How many answers are cached for each generation, 5 KB each.
MOST_CACHED = 500

# The shared traits that a page names, in this order.
_SAID = BROWSED


@dataclass(frozen=True, slots=True)
class _Trait:
    """A term or word that a document shares with others.

    Attributes:
        surprise: At least 0.
        documents: The other documents that have it.
        term: Or ``None`` for a word.
        word: As the document spells it, or empty for a term.
    """

    surprise: float
    documents: BitMap
    term: Term | None = None
    word: str = ""


class _Answers(dict[tuple[object, int], "tuple[Related, ...]"]):
    """Answers by rule and document."""


def related(view: View, document: Document) -> tuple[Related, ...]:
    """Return the documents most like a given one, best first.

    Args:
        view: What the viewer may see.
        document: One that the viewer may see.

    Returns:
        At most four; empty if nothing is similar enough. Excludes its translations, the documents that its author
        lists, and the second of a translated pair.
    """
    state = view.snapshot.by_slug[document.slug]
    cache: _Answers = view.snapshot.cache.setdefault(_Answers, _Answers())
    found = cache.get((view.rule, state.id))
    if found is None:
        found = _related(view, document, state.id)
        if len(cache) >= MOST_CACHED:
            cache.clear()
        cache[view.rule, state.id] = found
    return found


def _related(view: View, document: Document, document_id: int) -> tuple[Related, ...]:
    others = view.visible - _known_already(view, document, document_id)
    traits = sorted(_traits(view, document, document_id, others), key=lambda trait: -trait.surprise)
    weights = _weigh(traits, _worth_weighing(traits))
    alike = [other for other, weight in weights.items() if weight >= ENOUGH]
    # Take a few more than needed, because one of each translated pair is left out.
    best = nsmallest(2 * MOST_RELATED, alike, key=lambda other: (-weights[other], view.snapshot.by_id[other].slug))
    cards = view.cards(_one_of_each_pair(view, best))
    return tuple(_why(view, card, traits, document) for card in cards)


def _known_already(view: View, document: Document, document_id: int) -> BitMap:
    """Return the document, its translations, and everything that its page links to anyway."""
    slugs = [*document.related, *filter(None, (document.replaced_by, document.translation_of))]
    listed = [state.id for slug in slugs if (state := view.snapshot.by_slug.get(slug))]
    return BitMap(each for known in (document_id, *listed) for each in (known, *view.groups.others(known)))


def _traits(view: View, document: Document, document_id: int, others: BitMap) -> Iterator[_Trait]:
    values = view.snapshot.values
    for axis in TERM_FIELDS:
        for term_id in document.terms(axis):
            shared = values[axis.name.lower()][term_id] & others
            yield _Trait(_surprise(shared, others), shared, view.snapshot.vocabulary.on(axis)[term_id])
    for word, documents in view.catalogue.distinctive_words(document_id):
        shared = documents & others
        yield _Trait(_surprise(shared, others), shared, word=word)


def _surprise(shared: BitMap, others: BitMap) -> float:
    # Add one on both sides, for the document itself.
    return log((len(others) + 1) / (len(shared) + 1))


def _worth_weighing(traits: Sequence[_Trait]) -> BitMap:
    """Return documents worth scoring: those with the rarest traits, or with several."""
    worth = BitMap()
    for trait in traits:
        new = worth | trait.documents
        if len(new) > MOST_WEIGHED:
            # Too many share this trait: take those that also have the next ones.
            return worth | _narrowed(trait.documents, traits)
        worth = new
    return worth


def _narrowed(documents: BitMap, traits: Sequence[_Trait]) -> BitMap:
    for trait in traits:
        if len(documents) <= MOST_WEIGHED:
            break
        both = documents & trait.documents
        documents = both or documents
    # All are equal: take the newest.
    return BitMap(documents[-MOST_WEIGHED:])


def _weigh(traits: Sequence[_Trait], worth: BitMap) -> Mapping[int, float]:
    weights = dict.fromkeys(worth, 0.0)
    for trait in traits:
        for other in trait.documents & worth:
            weights[other] += trait.surprise
    return weights


def _one_of_each_pair(view: View, best: Sequence[int]) -> list[int]:
    chosen: list[int] = []
    for other in best:
        if not set(view.groups.others(other)) & set(chosen):
            chosen.append(other)
    return chosen[:MOST_RELATED]


def _says_something(trait: _Trait, view: View) -> bool:
    """Return whether a shared word is worth naming: long, plain and in few documents (*kitchen*, not *asked*)."""
    few = max(FEW_SHARE, len(view.visible) // 50)
    return len(trait.word) >= LONG_WORD and trait.word.isalpha() and len(trait.documents) <= few


def _why(view: View, card: Card, traits: Sequence[_Trait], document: Document) -> Related:
    """Return a similar document with the traits to name, rarest first, and the perspective if that is the same."""
    language = document.language
    shared = [trait for trait in traits if card.id in trait.documents]
    terms = [term for axis in _SAID for trait in shared if (term := trait.term) and term.axis is axis][:MOST_TERMS]
    said = {key(word, language) for term in terms for word in term.label(language).split()}
    words = [trait.word for trait in shared if _says_something(trait, view) and key(trait.word, language) not in said]
    voice = view.snapshot.vocabulary.get(Axis.VOICE, card.voice) if card.voice == document.voice else None
    return Related(card, tuple(terms), voice, tuple(words[:MOST_WORDS]))
