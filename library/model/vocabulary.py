"""The controlled vocabulary: the terms that describe documents, axis by axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from library.model.contact import Contact


class Axis(StrEnum):
    """One list of ``vocabulary.yaml``; the value is the name of the list in the file."""

    THEME = "themes"
    ROLE = "roles"
    VOICE = "voices"
    SECTOR = "sectors"
    CIRCUMSTANCE = "circumstances"
    SETTING = "settings"
    NATION = "nations"
    OUTCOME = "outcomes"
    SHOWS = "shows"
    CONTENT_NOTE = "content_notes"


# The axes whose terms have pages, in the order of the pages that list them.
BROWSED = (Axis.THEME, Axis.CIRCUMSTANCE, Axis.ROLE, Axis.SECTOR)


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the vocabulary.

    Attributes:
        id: Lowercase words joined by hyphens, unique on its axis.
        axis: The list it is in.
        labels: Language code to preferred label; always has ``en``.
        also: Hidden labels, for search only; may be empty.
        note: A scope note of one sentence, or empty.
        source: Where the term comes from, or empty.
        broader: The id of a wider term on the same axis, or ``None``.
        related: Ids of related terms on the same axis; may be empty.
    """

    id: str
    axis: Axis
    labels: Mapping[str, str]
    also: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    broader: str | None = None
    related: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Return the label in a language, or in English if there is none."""
        return self.labels.get(language, self.labels["en"])

    def label_language(self, language: str) -> str:
        """Return the language of ``label``: the requested one or ``en``."""
        return language if language in self.labels else "en"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that means different things to different people.

    Attributes:
        name: The name as people type it.
        meanings: What it can mean, at least two; each is a search.
    """

    name: str
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that people search with, and other words that texts use for the same thing.

    Attributes:
        name: The words as people type them.
        also: What else to look for, at least one.
    """

    name: str
    also: tuple[str, ...]


class _Indexed:
    """Stores the terms by axis and id, in the order of the file, besides a vocabulary's own fields."""

    __slots__ = ("_by_axis",)

    _by_axis: Mapping[Axis, Mapping[str, Term]]


@dataclass(frozen=True, slots=True)
class Vocabulary(_Indexed):
    """All terms, in the order of the file.

    It is complete from the start, because threads share it: it must not change while one thread pickles it for another
    process and a second one looks up a term. Only its fields are pickled and stored.

    Attributes:
        terms: In the order of the file; ids are unique on each axis.
        ambiguous: Names for which search never chooses a meaning; may be empty.
        contacts: Services for readers who need support; may be empty.
        synonyms: For search; may be empty.
        support_words: Words of a search whose writer may need support; may be empty.
    """

    terms: tuple[Term, ...]
    ambiguous: tuple[Ambiguous, ...] = ()
    contacts: tuple[Contact, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    support_words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        by_axis: dict[Axis, dict[str, Term]] = {axis: {} for axis in Axis}
        for term in self.terms:
            by_axis[term.axis][term.id] = term
        object.__setattr__(self, "_by_axis", by_axis)

    def __reduce__(self) -> tuple[type[Vocabulary], tuple[object, ...]]:
        return Vocabulary, (self.terms, self.ambiguous, self.contacts, self.synonyms, self.support_words)

    def on(self, axis: Axis) -> Mapping[str, Term]:
        """Return the terms of an axis by id, in the order of the file; may be empty."""
        return self._by_axis[axis]

    def get(self, axis: Axis, term_id: str) -> Term | None:
        """Return one term, or ``None``."""
        return self._by_axis[axis].get(term_id)
