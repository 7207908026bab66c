"""The values that actions hand to templates and the terminal.

Terms are given by id; web and terminal add labels in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from library.actions.collections import CollectionCard, ThemeWords
    from library.actions.search_results import FacetValue
    from library.model.card import Card
    from library.model.document import Document
    from library.model.passage import Passage
    from library.model.vocabulary import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class Related:
    """A document similar to the current one, and what they have in common.

    Attributes:
        card: The document.
        terms: Shared terms of ``BROWSED``, at most two, themes first, the rarest of them first; may be empty.
        voice: A shared perspective, or ``None``.
        words: Shared distinctive words, as the current document spells them, rarest first, at most three; may be empty.
    """

    card: Card
    terms: tuple[Term, ...]
    voice: Term | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document and what its page shows besides; the viewer may see all of it.

    Attributes:
        document: The whole document.
        card: The same, as shown in lists.
        twin: The same work in another language, or ``None``.
        related: In the author's order; may be empty.
        replaced_by: What to read instead, or ``None``.
        may_be_indexed: Whether search engines and link previews may show it (the ``web-search`` rule).
        vocabulary: For the labels of terms.
        like_this: Similar documents, most similar first, at most four; may be empty.
        collections: Those that link to it; may be empty.
    """

    document: Document
    card: Card
    twin: Card | None
    related: tuple[Card, ...]
    replaced_by: Card | None
    may_be_indexed: bool
    vocabulary: Vocabulary
    like_this: tuple[Related, ...] = ()
    collections: tuple[CollectionCard, ...] = ()

    @property
    def transcript_passages(self) -> tuple[Passage, ...]:
        """Return the moments of the transcripts, in order."""
        return tuple(passage for passage in self.document.passages if passage.part == "transcript")

    @property
    def pointers(self) -> tuple[Passage, ...]:
        """Return our pointers into a work on another website."""
        return tuple(passage for passage in self.document.passages if passage.part == "pointer")


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term, and how many of its documents the viewer may see."""

    term: Term
    count: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page.

    Attributes:
        total: Documents the viewer may see; a translated pair counts once.
        themes: In the order of the vocabulary; those with documents only.
        new: The newest first, at most 6.
        start_with: One story to start with: changes by the week; ``None`` in an empty library.
        vocabulary: The terms.
        collections: In their order; may be empty.
    """

    total: int
    themes: tuple[TermCount, ...]
    new: tuple[Card, ...]
    start_with: Card | None
    vocabulary: Vocabulary
    collections: tuple[CollectionCard, ...] = ()


@dataclass(frozen=True, slots=True)
class TermPage:
    """A theme, circumstance, role or sector and its documents.

    Attributes:
        term: The term.
        broader: Its broader term, or ``None``.
        narrower: Its narrower terms; may be empty.
        related: Related terms; may be empty.
        cards: A page of documents, newest first.
        total: All documents under it.
        page: Counted from 1.
        pages: At least 1.
        vocabulary: The terms.
        words: What comes before the documents of a theme, on the first page, or ``None``.
    """

    term: Term
    broader: Term | None
    narrower: tuple[Term, ...]
    related: tuple[Term, ...]
    cards: tuple[Card, ...]
    total: int
    page: int
    pages: int
    vocabulary: Vocabulary
    words: ThemeWords | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A browse list: all stories, or all resources.

    Attributes:
        shelf: ``stories`` or ``resources``.
        cards: A page of documents: of stories, stories before examples, and short before long ones; then the newest.
        total: All documents of the list.
        page: Counted from 1.
        pages: At least 1.
        facets: As ``SearchPage.facets``, of the axes that a list can be narrowed on.
        vocabulary: The terms.
    """

    shelf: str
    cards: tuple[Card, ...]
    total: int
    page: int
    pages: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class TermsPage:
    """All terms of one axis, with how many documents each has.

    Attributes:
        axis: One of ``BROWSED``.
        terms: In the order of the vocabulary; those with documents only.
    """

    axis: str
    terms: tuple[TermCount, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of the feed or the sitemap.

    Attributes:
        card: The document.
        day: When it was published here, or ``None``.
    """

    card: Card
    day: date | None
