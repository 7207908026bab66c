"""The library's coverage: documents counted by theme and sector, role, voice and so on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from library.model.card import card_of
from library.model.document import Document, Kind, Status
from library.model.vocabulary import Axis, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHELVES = ("stories", "resources")

# A facilitator wants three examples.
ENOUGH = 3

# Every term of these axes should have a document.
NEVER_EMPTY = (Axis.THEME, Axis.SECTOR, Axis.VOICE)

# Terms of these axes are listed even without a document, so that gaps show.
_LISTED = (*NEVER_EMPTY, Axis.ROLE, Axis.CIRCUMSTANCE, Axis.NATION, Axis.SHOWS)


@dataclass(frozen=True, slots=True)
class Count:
    """How many documents there are.

    Attributes:
        stories: Stories and examples.
        resources: All others.
    """

    stories: int
    resources: int


@dataclass(slots=True)
class Coverage:
    """Counts published documents as they are read; a translation counts separately.

    Attributes:
        vocabulary: The terms that exist.
    """

    vocabulary: Vocabulary
    _counted: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _crossed: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, document: Document) -> None:
        """Count a document."""
        if document.status is not Status.PUBLISHED:
            return
        shelf = document.kind.shelf
        for axis, value in _values(document):
            self._counted[axis, value, shelf] += 1
        for theme in document.themes:
            for sector in document.sectors:
                self._crossed[theme, sector, shelf] += 1

    def themes_by_sector(self) -> Mapping[str, Mapping[str, Count]]:
        """Return each theme, in the order of the vocabulary, with the sectors in which it has documents."""
        sectors = self.vocabulary.on(Axis.SECTOR)
        return {
            theme: {
                sector: Count(*counts)
                for sector in sectors
                if any(counts := [self._crossed[theme, sector, shelf] for shelf in SHELVES])
            }
            for theme in self.vocabulary.on(Axis.THEME)
        }

    def by_axis(self) -> Mapping[str, Mapping[str, Count]]:
        """Return the values of each axis with their counts, in the usual order of axes."""
        return {axis: {value: self._count(axis, value) for value in self._seen(axis)} for axis in _AXES}

    def empty(self) -> tuple[tuple[str, str], ...]:
        """Return axis and id of every theme, sector and voice without a document."""
        every = ((axis.name.lower(), term) for axis in NEVER_EMPTY for term in self.vocabulary.on(axis))
        return tuple((axis, term) for axis, term in every if self._count(axis, term) == Count(0, 0))

    def thin(self) -> tuple[str, ...]:
        """Return every theme with fewer than ``ENOUGH`` stories and examples, in the order of the vocabulary."""
        return tuple(theme for theme in self.vocabulary.on(Axis.THEME) if self._count("theme", theme).stories < ENOUGH)

    def _count(self, axis: str, value: str) -> Count:
        return Count(*(self._counted[axis, value, shelf] for shelf in SHELVES))

    def _seen(self, axis: str) -> list[str]:
        listed = next((list(self.vocabulary.on(term)) for term in _LISTED if term.name.lower() == axis), [])
        kinds = list(Kind) if axis == "kind" else []
        others = {value for name, value, _ in self._counted if name == axis}.difference(listed, kinds)
        return [*listed, *kinds, *sorted(others, key=lambda value: (len(value), value))]


_AXES = ("theme", "sector", "role", "circumstance", "voice", "nation", "language", "kind", "shows", "minutes")


def _values(document: Document) -> Iterator[tuple[str, str]]:
    for axis in _LISTED:
        for term in document.terms(axis):
            yield axis.name.lower(), term
    yield "kind", document.kind.value
    yield "minutes", str(card_of(document, 0).minutes)
    for language in dict.fromkeys((document.language, *document.languages)):
        yield "language", language
