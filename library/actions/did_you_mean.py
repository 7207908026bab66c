"""Spelling correction with the library's own words.

A word is known if a document that the viewer may see has it in any form, or if a name in the vocabulary has it. Known
words are never corrected: *GIRFE* and *GIRFEC* are different things. Neither are words that are right elsewhere: in an
English, Welsh or Gaelic dictionary, or as a person's name. Any other word becomes the nearest word in documents that
the viewer may see, or in a name of one of their terms: nobody writes *safeguarding* in a story, but many search for it.
A synonym is such a word too, if a document has one of the words that it means.
The list that is searched also holds words of other documents, but these are never the answer and make no word known.

Of 782 random mistakes in words of our own documents, 84 % become the word that was meant, 8 % another and 8 % stay as
they are. If right words were corrected too, it would be 85 %; but then a fifth of 2,404 names and a sixth of 1,200
Welsh and Gaelic words became others. Of 300 mistakes in words that are only in names of terms, 258 become the word that
was meant, and 15 another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.document import TERM_FIELDS
from library.model.language import LANGUAGES
from library.model.lexicon import RowKind
from library.model.vocabulary import Axis
from library.search.dictionary import lemma
from library.search.lexicon import SHORTEST_WORD, spelling_of
from library.search.people import is_name
from library.search.spelling import Spellings
from library.search.words import WORD, fold, is_accented, is_common, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from library.actions.library import View
    from library.model.vocabulary import Vocabulary
    from library.search.spelling import Near

# A word in this few documents may be a typing mistake, if a word one edit away is in this many times as many.
RARE = 2
MUCH_MORE = 50

# A query of 1,000 characters could need 250 corrections, 1 ms each at 10,000 documents. Making the list of words
# takes another 40 ms for each generation.
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of the library, made once for each generation.

    Attributes:
        spellings: Every word of a document or of a term's name.
        names: The words of all names in the vocabulary, folded.
        stems: The same, stemmed in English.
        named: The word of a label or another name, as spelled, to the facets and ids of the terms that it names.
        also: A synonym of one word, as spelled, to the words of each phrase that search also looks for.
    """

    spellings: Spellings
    names: frozenset[str]
    stems: frozenset[str]
    named: Mapping[str, tuple[tuple[str, str], ...]]
    also: Mapping[str, tuple[tuple[str, ...], ...]]


def correct(view: View, words: Sequence[str]) -> dict[str, str]:
    """Suggest known words in place of those that the viewer's documents do not have.

    Args:
        view: What the viewer may see.
        words: As typed; only the first dozen different ones are corrected.

    Returns:
        Typed word to one or two words, in lower case, from documents that the viewer may see. This can include a typed
        word that one or two documents have, if a much more frequent word is one edit away: then only ask, never
        replace.
    """
    different = list(dict.fromkeys(words))
    typed = list(filter(may_be_corrected, different))[:MOST_WORDS]
    if not typed:
        return {}
    known = _known(view)
    folded = {word: fold(spelling_of(word, "en")) for word in typed}
    unknown = {word: each for word, each in folded.items() if not _is_name(known, each)}
    forms = {each: {*known.spellings.spelled(each), *known.spellings.forms(each)} for each in unknown.values()}
    counts = _Counts(view, known)
    counts.ask(form for found in forms.values() for form in found)
    having = {each: len(BitMap.union(BitMap(), *map(counts.documents, found))) for each, found in forms.items()}
    near = {each: known.spellings.near(each) for each in having if having[each] <= RARE}
    counts.ask(other.word for found in near.values() for other in found)
    better = {
        word: _best(counts, _accented(word, near[each]), having[each]) for word, each in unknown.items() if each in near
    }
    apart = {word: _apart(known, counts, unknown[word]) for word, best in better.items() if not best}
    joined = {word: better[word] or ("" if having[unknown[word]] else apart[word]) for word in better}
    return {word: best for word, best in joined.items() if best}


def may_be_corrected(word: str) -> bool:
    """Return whether a word may be a typing mistake; abbreviations, numbers, names and dictionary words never are.

    *Bills* is not a mistake for *balls*, even if no document has it.
    """
    letters = sum(letter.isalpha() for letter in word)
    is_spelling = letters >= SHORTEST_WORD and word.upper() != word and word.isprintable() and _is_word(word)
    return is_spelling and not _is_right(spelling_of(word, "en"))


def _is_right(word: str) -> bool:
    return is_name(word) or any(lemma(word, language) for language in LANGUAGES)


def has_word(view: View, word: str) -> bool:
    """Return whether a document of the viewer has a word as it is spelled, accents aside."""
    spelled = _known(view).spellings.spelled(fold(word))
    found = view.catalogue.standing_in(RowKind.WORD, spelled).values() if spelled else ()
    return not BitMap.union(BitMap(), *found).isdisjoint(view.visible)


class _Counts:
    """Counts the visible documents that have each word."""

    def __init__(self, view: View, known: _Known) -> None:
        self._view = view
        self._named, self._also = known.named, known.also
        self._rows: dict[str, BitMap] = {}

    def ask(self, words: Iterable[str]) -> None:
        """Look words up, all at once."""
        asked = set(words)
        asked |= {each for word in asked for phrase in self._also.get(word, ()) for each in phrase}
        new = asked - self._rows.keys()
        self._rows.update(self._view.catalogue.standing_in(RowKind.WORD, sorted(new)))

    def documents(self, word: str) -> BitMap:
        """Return the visible documents that have a word passed to ``ask``; may be empty."""
        values = self._view.snapshot.values
        tagged = (values.get(facet, {}).get(term, BitMap()) for facet, term in self._named.get(word, ()))
        meant = (self._having(phrase) for phrase in self._also.get(word, ()))
        return BitMap.union(self._having((word,)), *tagged, *meant) & self._view.visible

    def _having(self, words: Iterable[str]) -> BitMap:
        return BitMap.intersection(*(self._rows.get(word, BitMap()) for word in words))

    def __call__(self, word: str) -> int:
        return len(self.documents(word))


def _accented(typed: str, near: Sequence[Near]) -> Sequence[Near]:
    """Return those of some similar words that may be meant: an accent is not typed by mistake, only left out."""
    return [each for each in near if is_accented(each.word)] if is_accented(typed) else near


def _best(counts: _Counts, near: Sequence[Near], having: int) -> str:
    """Return the best of some similar words for a word in this many documents, or an empty string."""
    least = MUCH_MORE * having if having else 1
    found = [
        (each, count)
        for each in near
        if (count := counts(each.word)) >= least and (not having or each.edits == 1) and not is_common(each.word)
    ]
    best = min(found, key=lambda each: (each[0].rank, -each[1], each[0].word), default=None)
    return best[0].word if best else ""


def _apart(known: _Known, counts: _Counts, folded: str) -> str:
    """Return a word split into two known ones, or an empty string."""
    pairs = known.spellings.halves(folded)
    counts.ask(word for pair in pairs for word in pair)
    found = [(min(counts(first), counts(second)), first, second) for first, second in pairs]
    count, first, second = max(found, default=(0, "", ""))
    return f"{first} {second}" if count else ""


def _is_word(word: str) -> bool:
    return bool(WORD.fullmatch(word)) and not any(letter.isdigit() for letter in word) and not is_common(word)


def _is_name(known: _Known, folded: str) -> bool:
    return folded in known.names or key(folded, "en") in known.stems


def _known(view: View) -> _Known:
    cache = view.snapshot.cache
    if _Known not in cache:
        names = frozenset(_words_of_names(view.snapshot.vocabulary))
        named, also = _named(view.snapshot.vocabulary), _also(view.snapshot.vocabulary)
        spellings = Spellings({*view.catalogue.texts(RowKind.WORD), *named, *also})
        cache[_Known] = _Known(spellings, names, frozenset(key(word, "en") for word in names), named, also)
    known: _Known = cache[_Known]
    return known


def _words_of_names(vocabulary: Vocabulary) -> Iterator[str]:
    names = (name for term in vocabulary.terms for name in (*term.labels.values(), *term.also))
    ambiguous = (text for each in vocabulary.ambiguous for text in (each.name, *each.meanings))
    synonyms = (each.name for each in vocabulary.synonyms)
    for name in (*names, *ambiguous, *synonyms):
        for word in WORD.findall(name):
            yield fold(spelling_of(word, "en"))


def _named(vocabulary: Vocabulary) -> dict[str, tuple[tuple[str, str], ...]]:
    """Map the words of terms' names to the terms that a document can have; abbreviations are no words."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for term in vocabulary.terms:
        if term.axis in TERM_FIELDS or term.axis is Axis.CONTENT_NOTE:
            for language, name in (*term.labels.items(), *(("en", other) for other in term.also)):
                for word in WORD.findall(name):
                    if _is_word(word) and len(word) >= SHORTEST_WORD and not word.isupper():
                        terms = found.setdefault(spelling_of(word, language), {})
                        terms[term.axis.name.lower(), term.id] = None
    return {word: tuple(terms) for word, terms in found.items()}


def _also(vocabulary: Vocabulary) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Map synonyms of one word to the words, of the lexicon's kind, of each phrase that search also looks for."""
    return {
        spelling_of(each.name, "en"): tuple(filter(None, map(_telling, each.also)))
        for each in vocabulary.synonyms
        if _is_word(each.name)
    }


def _telling(phrase: str) -> tuple[str, ...]:
    return tuple(
        spelling_of(word, "en") for word in WORD.findall(phrase) if len(word) >= SHORTEST_WORD and not is_common(word)
    )
