"""One open generation of the index, as ranking needs it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.search.ranking.source import Found
from library.search.whoosh_index.entries import TAGS, form_entry, forms_field, tag_entry
from library.search.whoosh_index.phrases import phrase_weights
from library.search.whoosh_index.postings import Run, word_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whoosh.reading import IndexReader

    from library.search.query import Tagged
    from library.search.ranking.source import Forms
    from library.search.whoosh_index.postings import Segment


@dataclass(frozen=True, slots=True)
class State:
    """One open generation of the index: a ``Source``.

    Attributes:
        generation: Of the catalogue.
        reader: Whoosh's.
        segments: Its parts.
        where: Entry to its segment and its number there.
    """

    generation: int
    reader: IndexReader
    segments: list[Segment]
    where: dict[int, tuple[Segment, int]]

    def ids(self) -> BitMap:
        """Return the integers of all entries."""
        return BitMap(array("I", self.where))

    def lengths(self, language: str, visible: BitMap) -> Iterator[int]:
        """Yield how many words each visible entry has in a language, without entries that have none."""
        for segment in self.segments:
            for entry, length in zip(segment.ids, segment.lengths(language), strict=True):
                if length and entry in visible:
                    yield length

    def forms(self, language: str, shared: Iterable[str]) -> set[str]:
        """Return the words of a language that have any of some keys of ``form_keys``, as in their field."""
        field, starts = forms_field(language), [form_entry(each).encode() for each in shared]
        return {form for segment in self.segments for form in segment.forms(field, starts)}

    def words(self, language: str, forms: tuple[str, ...], visible: BitMap) -> Found:
        """Return the visible entries that have a word in any of its forms."""
        entries, weights, lengths = list[int](), list[float](), list[int]()
        for segment in self.segments:
            numbers, some = word_weights(segment, language, forms, visible)
            if numbers:
                entries += segment.entries(numbers)
                weights += some
                lengths += segment.lengths_of(language, numbers)
        return Found(array("I", entries), weights, lengths)

    def phrases(self, language: str, phrase: Forms, among: BitMap) -> Found:
        """Return those of some entries that have a phrase."""
        run, entries, weights, lengths = Run(phrase), array("I"), list[float](), list[int]()
        for segment, numbers in self._numbers(among):
            found = phrase_weights(segment, language, run, numbers)
            entries.extend(segment.entries(list(found)))
            weights.extend(found.values())
            lengths += segment.lengths_of(language, list(found))
        return Found(entries, weights, lengths)

    def is_frequent(self, language: str, word: str) -> bool:
        """Return whether the entries are known that have a word beside another that is frequent."""
        return any(segment.is_frequent(language, word) for segment in self.segments)

    def beside(self, language: str, first: str, second: str) -> BitMap:
        """Return the entries that may have one frequent word after another: all that do, perhaps more."""
        found = (segment.entries(list(segment.beside(language, first, second))) for segment in self.segments)
        return BitMap(array("I", chain.from_iterable(found)))

    def _numbers(self, among: BitMap) -> Iterator[tuple[Segment, list[int]]]:
        """Yield the numbers of some entries in each segment."""
        places = [self.where[entry] for entry in among]
        for segment in self.segments:
            numbers = [number for which, number in places if which is segment]
            if numbers:
                yield segment, numbers

    def together(self, entry: int, groups: Sequence[Sequence[tuple[str, Forms]]]) -> bool:
        """Return whether one passage of an entry's attachments has a phrase of each group."""
        segment, number = self.where[entry]
        slots: set[int] | None = None
        for group in groups:
            found = set[int]().union(
                *(segment.attached_slots(language, number, Run(phrase)) for language, phrase in group)
            )
            slots = found if slots is None else slots & found
            if not slots:
                return False
        return True

    def tagged(self, tag: Tagged) -> Iterator[int]:
        """Yield each entry that has a term."""
        for segment in self.segments:
            numbers, _ = segment.weights(TAGS, tag_entry(tag))
            yield from segment.entries(numbers)
