"""From matching documents to what a page shows of them: passages, marks, terms, and the shares of the score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.matching import Ranked, hidden_places, locate, withheld
from library.actions.search_results import FoundPassage, Result, Share, Snippet
from library.model.card import card_of
from library.model.language import SEARCHED
from library.model.vocabulary import Axis
from library.search.content_notes import AXIS, notes_of
from library.search.index import Slot
from library.search.index_entry import labels_of, passage_slots, passage_words
from library.search.kinds import AXIS as KIND
from library.search.passages import Excerpt, best_passages, by_passage, excerpt, marks_in, worth
from library.search.query import Phrase, Tagged
from library.search.words import fold, is_filler, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from library.actions.library import View
    from library.model.card import Card
    from library.model.document import Document
    from library.model.vocabulary import Term, Vocabulary
    from library.search.index import Hit, ScoreShare, WordMatch
    from library.search.index_entry import Label
    from library.search.query import Group, Query

# How many passages a result shows.
SNIPPETS = 2

# The view of passages examines this many of the best documents, and shows at most this many passages of each.
PASSAGES_AMONG = 200
PASSAGES_EACH = 3

# The weight of the document's own score, compared with its passage's.
DOCUMENT_SHARE = 0.2


def results(view: View, query: Query, ranked: Ranked, hits: Sequence[Hit], *, explain: bool) -> tuple[Result, ...]:
    """Return what a page shows of some hits, in their order.

    Args:
        view: What the viewer may see.
        query: The query that is answered.
        ranked: All hits, and what is known of them.
        hits: The ones to show.
        explain: Whether to include the shares of each score.
    """
    ids = [hit.id for hit in hits]
    documents = view.catalogue.documents(ids)
    located = locate(view, query, ids, ranked.located)
    twins = view.twins_of(ids)
    lacking = view.index.lacking(query, ids, visible=view.visible, languages=SEARCHED) if query.wanted else {}
    shown = []
    given: Mapping[int, tuple[ScoreShare, ...]] = {}
    if explain:
        given = view.index.explain(query, ids, visible=view.visible, languages=SEARCHED)
    asked = _asked(view.snapshot.vocabulary, query)
    for hit in hits:
        if hit.id in documents:
            document, places = documents[hit.id], located.get(hit.id, ())
            hidden = withheld(view, query, document, places)
            found = _FoundDocument(asked, document, places, hidden)
            shares = tuple(_shares(found, given.get(hit.id, ()), ranked.near.get(hit.id, 0.0))) if explain else ()
            shown.append(_result(found, hit, twins.get(hit.id), asked.missed(lacking.get(hit.id, ())), shares))
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages that match a query, best first."""

    view: View
    located: Mapping[int, Sequence[WordMatch]]
    places: Sequence[tuple[int, int]]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    @property
    def documents(self) -> int:
        """Return how many documents they are in."""
        return len({each for each, _ in self.places})

    def shown(self, page: slice) -> tuple[FoundPassage, ...]:
        """Return some of them as a page shows them."""
        documents = self.view.catalogue.documents({each for each, _ in self.places[page]})
        return tuple(
            _found_passage(
                documents[each], each, slot, by_passage(self.located[each])[slot], self.view.snapshot.vocabulary
            )
            for each, slot in self.places[page]
            if each in documents
        )


def passages(view: View, query: Query, ranked: Ranked) -> Passages:
    """Find the passages that match a query, in its best documents.

    Args:
        view: What the viewer may see.
        query: With words.
        ranked: The best ``PASSAGES_AMONG`` documents.
    """
    located = locate(view, query, [hit.id for hit in ranked.hits], ranked.located)
    hidden = hidden_places(view, query, located)
    best = ranked.hits[0].score if ranked.hits else 0.0
    candidates: list[tuple[float, int, int]] = []
    for hit in ranked.hits:
        lift = 1 + DOCUMENT_SHARE * hit.score / best if best else 1.0
        places = by_passage(located.get(hit.id, ()))
        unshown = hidden.get(hit.id, ())
        own = [(lift * worth(finds), hit.id, slot) for slot, finds in places.items() if slot not in unshown]
        candidates.extend(sorted(own, key=lambda each: (-each[0], each[2]))[:PASSAGES_EACH])
    candidates.sort(key=lambda each: (-each[0], -each[1], each[2]))
    return Passages(view, located, [(each, slot) for _, each, slot in candidates])


def _found_passage(
    document: Document, document_id: int, slot: int, finds: Sequence[WordMatch], vocabulary: Vocabulary
) -> FoundPassage:
    passage = passage_slots(document)[slot]
    return FoundPassage(
        card=card_of(document, document_id),
        snippet=_snippet(document, excerpt(passage, slot, finds), vocabulary),
        speaker=passage.speaker,
        heading=passage.heading,
        heading_marks=marks_in(passage.heading, passage.language, slot, finds),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What results need of a query.

    Attributes:
        vocabulary: Of the terms.
        query: The query.
        added: The terms that the vocabulary added to it; may be empty.
        telling: Its groups whose words say something; all, if none does.
    """

    vocabulary: Vocabulary
    query: Query
    added: frozenset[Tagged]
    telling: frozenset[Group]

    def missed(self, lacking: Iterable[Group]) -> tuple[str, ...]:
        """Return those of the groups that a document lacks whose words say something, as typed."""
        return tuple(group.text for group in lacking if group in self.telling)


def _asked(vocabulary: Vocabulary, query: Query) -> _Asked:
    added = frozenset(each for group in query.wanted for each in group.added if isinstance(each, Tagged))
    telling = frozenset(group for group in query.wanted if not all(map(is_filler, group.typed[0].words)))
    return _Asked(vocabulary, query, added, telling or frozenset(query.wanted))


@dataclass(frozen=True, slots=True)
class _FoundDocument:
    """A matching document.

    Attributes:
        asked: What it matches.
        document: The document.
        found: Where the words of the query are in it.
        hidden: Each slot that content notes hide, and the notes that the query does not ask about.
    """

    asked: _Asked
    document: Document
    found: Sequence[WordMatch]
    hidden: Mapping[int, frozenset[str]]

    def words_of(self, slot: int) -> list[str]:
        """Return the words of a slot."""
        document = self.document
        if slot == Slot.TITLE:
            return words(document.title, document.language)
        if slot == Slot.SUMMARY:
            return words(document.summary, document.language)
        if slot < Slot.FIRST_LABEL:
            passage = passage_slots(document)[slot]
            return words(passage_words(passage), passage.language)
        label = labels_of(document, self.asked.vocabulary)[slot - Slot.FIRST_LABEL]
        return words(label.text, label.language)


def _result(
    found: _FoundDocument, hit: Hit, twin: Card | None, lacking: tuple[str, ...], shares: tuple[Share, ...]
) -> Result:
    document, hidden, vocabulary = found.document, found.hidden, found.asked.vocabulary
    best = best_passages(passage_slots(document), found.found, SNIPPETS, hidden.keys())
    labels = _labels(found)
    return Result(
        card=card_of(document, hit.id),
        score=hit.score,
        snippets=tuple(_snippet(document, each, vocabulary) for each in best),
        title_marks=marks_in(document.title, document.language, Slot.TITLE, found.found),
        summary_marks=marks_in(document.summary, document.language, Slot.SUMMARY, found.found),
        terms=_matched_terms(found, labels),
        names=tuple(dict.fromkeys(label.text for label, is_found in labels if is_found and not label.term)),
        noted=_noted(found) if hidden else (),
        noted_url=_noted_url(found) if hidden else "",
        twin=twin,
        lacking=lacking,
        shares=shares,
    )


def _noted(found: _FoundDocument) -> tuple[Term, ...]:
    """Return the content notes on matching passages that are not shown."""
    unasked = dict.fromkeys(note for find in found.found for note in sorted(found.hidden.get(find.slot, ())))
    terms = (found.asked.vocabulary.get(Axis.CONTENT_NOTE, note) for note in unasked)
    return tuple(term for term in terms if term)


def _snippet(document: Document, shown: Excerpt, vocabulary: Vocabulary) -> Snippet:
    notes = (vocabulary.get(Axis.CONTENT_NOTE, note) for note in notes_of(document, shown.passage))
    attachment = next((each for each, passage in document.attached if passage is shown.passage), None)
    anchor = shown.passage.anchor
    return Snippet(
        text=shown.text,
        marks=shown.marks,
        url=document.file_url(attachment.file, anchor)
        if attachment
        else f"{document.url}#{document.fragment(shown.passage, shown.position)}",
        anchor=anchor,
        language=shown.passage.language,
        start=shown.passage.start_at(shown.position),
        notes=tuple(filter(None, notes)),
        attachment=attachment.title if attachment else "",
        page=int(anchor.partition("=")[2]) if attachment and anchor else None,
    )


def _labels(found: _FoundDocument) -> list[tuple[Label, bool]]:
    """Return the document's labels, each with whether words of the query are in it; empty if none can match."""
    slots = {find.slot for find in found.found}
    if not found.asked.added and max(slots, default=0) < Slot.FIRST_LABEL:
        return []
    labels = enumerate(labels_of(found.document, found.asked.vocabulary), start=Slot.FIRST_LABEL)
    return [(label, slot in slots) for slot, label in labels]


def _matched_terms(found: _FoundDocument, labels: Iterable[tuple[Label, bool]]) -> tuple[Term, ...]:
    """Return the document's terms that match, by a word of their label or because the vocabulary added them."""
    vocabulary, added = found.asked.vocabulary, found.asked.added
    matched = (
        label.term
        for label, is_found in labels
        if label.term and (is_found or Tagged(label.term.axis.name.lower(), label.term.id) in added)
    )
    notes = (
        vocabulary.get(Axis.CONTENT_NOTE, note.note)
        for note in found.document.content_notes
        if Tagged(AXIS, note.note) in added
    )
    return tuple({(term.axis, term.id): term for term in (*matched, *notes) if term}.values())


def _noted_url(found: _FoundDocument) -> str:
    """Return the address of the passage that matches best but is not shown, or an empty string."""
    passages = found.document.passages
    last = Slot.FIRST_PASSAGE + len(passages)
    places = {
        slot: worth(finds) for slot, finds in by_passage(found.found).items() if slot in found.hidden and slot < last
    }
    slot = max(sorted(places), key=places.__getitem__, default=None)
    return (
        "" if slot is None else f"{found.document.url}#{found.document.fragment(passages[slot - Slot.FIRST_PASSAGE])}"
    )


def _shares(found: _FoundDocument, given: Iterable[ScoreShare], near: float) -> Iterator[Share]:
    """Yield the share of each word or phrase in a score, largest first, then that of their closeness."""
    groups = list(dict.fromkeys(found.asked.query.wanted))
    for each in given:
        group = groups[each.group]
        asked = (*group.typed, *group.added)[each.alternative]
        own = (find for find in found.found if (find.group, find.alternative) == (each.group, each.alternative))
        finds = [find for find in own if find.slot not in found.hidden]
        yield Share(
            words=_words_of(asked, found.asked.vocabulary),
            found_as=tuple(sorted({fold(found.words_of(find.slot)[find.word]) for find in finds})),
            added=each.alternative >= len(group.typed),
            fields=("labels",) if isinstance(asked, Tagged) else _fields(finds),
            score=each.score,
        )
    if near:
        yield Share(words="", found_as=(), added=False, fields=(), score=near)


def _words_of(asked: Phrase | Tagged, vocabulary: Vocabulary) -> str:
    if isinstance(asked, Phrase):
        return " ".join(asked.words)
    term = None if asked.axis == KIND else vocabulary.get(Axis[asked.axis.upper()], asked.term)
    return term.labels["en"] if term else asked.term


def _fields(finds: Iterable[WordMatch]) -> tuple[str, ...]:
    slots = {find.slot for find in finds}
    there = {
        "title": Slot.TITLE in slots,
        "summary": Slot.SUMMARY in slots,
        "text": any(Slot.FIRST_PASSAGE <= slot < Slot.FIRST_LABEL for slot in slots),
        "labels": any(slot >= Slot.FIRST_LABEL for slot in slots),
    }
    return tuple(field for field, is_there in there.items() if is_there)
