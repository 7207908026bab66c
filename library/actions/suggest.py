"""Suggestions while someone types: documents by title, terms by name, phrases from documents.

Each is looked up by its beginning, in adjacent rows. A keystroke reads a few hundred rows at most, however many
documents there are: 1 to 4 ms at 10,000. Rows cover all documents, so each suggestion is checked: it must be in a
document that the viewer may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.document import TERM_FIELDS, Provenance
from library.model.language import LANGUAGES
from library.model.lexicon import RowKind
from library.model.vocabulary import BROWSED
from library.search.lexicon import phrase_spelled
from library.search.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.actions.library import Library, View
    from library.model.card import Card
    from library.model.viewer import Viewer
    from library.model.vocabulary import Term, Vocabulary

FEWEST_LETTERS = 2
MOST_DOCUMENTS = 3
MOST_TERMS = 3

# How many characters and words of the typed text are read.
MOST_TYPED = 100
MOST_WORDS = 10

# How many rows of words with the typed beginning are read: those with the most documents.
_MOST_ROWS = 300
# How many phrases have their visible documents counted, to find the most frequent.
_MOST_PHRASES = 40
# How many cards are read to find titles that begin with the typed text.
_MOST_CARDS = 9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion.

    Attributes:
        sort: ``document``, ``term`` or ``phrase``.
        text: A title, a label or a phrase.
        url: Root-relative English address of the document or the term's page; empty if there is none.
        language: Of the text.
        fictional: Whether it is a fictional document.
        matched: The hidden name that a term was found by, else empty.
    """

    sort: str
    text: str
    url: str
    language: str
    fictional: bool = False
    matched: str = ""


@dataclass(frozen=True, slots=True)
class _Typed:
    """The typed text, folded.

    Attributes:
        words: At least one; the last one may be a beginning.
        text: The same as one text, with a space after the last word if there was one.
    """

    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a term.

    Attributes:
        folded: A space and its words, folded, with a space between.
        text: As the vocabulary has it.
        term: The term.
        language: Of a label; empty for a hidden name.
    """

    folded: str
    text: str
    term: Term
    language: str


def suggest(library: Library, viewer: Viewer, text: str, most: int = 8) -> tuple[Suggestion, ...]:
    """Suggest completions for the beginning of a query.

    Args:
        library: The library.
        viewer: Who types.
        text: The text typed so far; case, accents and punctuation make no difference.
        most: How many suggestions at most.

    Returns:
        Documents, then terms, at most three of each, then phrases, without duplicates. All are in documents that the
        viewer may see. Empty for fewer than two letters.

    Raises:
        NothingPublished: There is no catalogue yet.
    """
    typed = _typed(text)
    if typed is None:
        return ()
    view = library.view(viewer)
    cards = _documents(view, typed)
    shown = BitMap(each for card in cards for each in (card.id, *view.groups.others(card.id)))
    found = [*map(_document, cards), *_terms(view, typed), *_phrases(view, typed, shown)]
    return tuple(_once(found))[:most]


def _once(found: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Yield suggestions, without terms or phrases that repeat an earlier one."""
    seen: set[str] = set()
    for each in found:
        folded = _folded(each.text)
        if each.sort == "document" or folded not in seen:
            yield each
        seen.add(folded)


def _typed(text: str) -> _Typed | None:
    cut = text[:MOST_TYPED]
    words = tuple(fold(word) for word in WORD.findall(cut)[:MOST_WORDS])
    if len("".join(words)) < FEWEST_LETTERS:
        return None
    return _Typed(words, " ".join(words) + (" " if cut[-1:].isspace() else ""))


def _documents(view: View, typed: _Typed) -> list[Card]:
    """Return visible documents whose title has the words typed: whole words and beginnings of titles first."""
    *whole, begun = typed.words
    rows = view.catalogue.standing_in(RowKind.TITLE, whole) if whole else {}
    found = view.visible.copy()
    for word in whole:
        found &= rows.get(word, BitMap())
    if not found:
        return []
    starting = dict(view.catalogue.starting(RowKind.TITLE, begun, view.visible, _MOST_ROWS))
    found = view.groups.one_per_work(found & BitMap.union(BitMap(), *starting.values()))
    exact, newest = starting.get(begun, BitMap()), _newest(view)
    best = nsmallest(_MOST_CARDS, found, key=lambda each: (each not in exact, newest[each]))
    cards = sorted(view.cards(best), key=lambda card: not _folded(card.title).startswith(" " + typed.text))
    return cards[:MOST_DOCUMENTS]


def _document(card: Card) -> Suggestion:
    return Suggestion("document", card.title, card.url, card.language, card.provenance is Provenance.FICTIONAL)


def _terms(view: View, typed: _Typed) -> list[Suggestion]:
    """Return terms of visible documents by a name with the words typed: labels first, then the most frequent."""
    best: dict[str, tuple[tuple[bool, bool, int, str], _Name]] = {}
    for name in _names(view):
        at = name.folded.find(" " + typed.text.rstrip())
        if at >= 0 and (count := _carriers(view, name.term)):
            rank = (not name.language, at > 0, -count, name.text)
            identity = f"{name.term.axis}/{name.term.id}"
            if identity not in best or rank < best[identity][0]:
                best[identity] = (rank, name)
    ranked = sorted(best.values(), key=lambda each: each[0])
    return [_term(name) for _, name in ranked[:MOST_TERMS]]


def _term(name: _Name) -> Suggestion:
    term = name.term
    language = name.language or "en"
    url = f"/{term.axis.value}/{term.id}" if term.axis in BROWSED else ""
    return Suggestion("term", term.label(language), url, language, matched="" if name.language else name.text)


def _carriers(view: View, term: Term) -> int:
    documents = view.snapshot.values.get(term.axis.name.lower(), {}).get(term.id)
    return view.groups.count(documents & view.visible) if documents else 0


def _phrases(view: View, typed: _Typed, shown: BitMap) -> list[Suggestion]:
    """Return phrases of visible documents that start with what is typed, the most frequent first.

    A phrase that finds only documents that are already suggested is left out.
    """
    rows = view.catalogue.starting(RowKind.PHRASE, typed.text, view.visible, _MOST_PHRASES)
    found = sorted((-view.groups.count(documents), text, documents) for text, documents in rows if documents - shown)
    # A phrase that only continues an earlier one adds nothing.
    whole = [(text, documents) for at, (_, text, documents) in enumerate(found) if not _goes_on(text, found[:at])]
    return [Suggestion("phrase", phrase_spelled(text), "", _language(view, documents)) for text, documents in whole]


def _goes_on(text: str, before: Sequence[tuple[int, str, BitMap]]) -> bool:
    return any(text.startswith(other.partition("\t")[0] + " ") for _, other, _ in before)


def _language(view: View, documents: BitMap) -> str:
    """Return the most frequent language of some documents."""
    values: Mapping[str, BitMap] = view.snapshot.values.get("language", {})
    return max(LANGUAGES, key=lambda language: documents.intersection_cardinality(values.get(language, BitMap())))


def _newest(view: View) -> Mapping[int, int]:
    """Return each document's place in the order of lists."""
    cache = view.snapshot.cache
    if _newest not in cache:
        cache[_newest] = {document: place for place, document in enumerate(view.snapshot.by_id)}
    newest: Mapping[int, int] = cache[_newest]
    return newest


def _names(view: View) -> tuple[_Name, ...]:
    cache = view.snapshot.cache
    if _Name not in cache:
        cache[_Name] = tuple(_names_in(view.snapshot.vocabulary))
    names: tuple[_Name, ...] = cache[_Name]
    return names


def _names_in(vocabulary: Vocabulary) -> Iterator[_Name]:
    for term in vocabulary.terms:
        if term.axis in TERM_FIELDS:
            for language, label in term.labels.items():
                yield _Name(_folded(label), label, term, language)
            for other in term.also:
                yield _Name(_folded(other), other, term, "")


def _folded(text: str) -> str:
    return "".join(f" {fold(word)}" for word in WORD.findall(text))
