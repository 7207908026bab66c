"""What a search returns: results, passages, facets, and what it says about the query (``search_notices``).

Terms are given by id; web and terminal add labels in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.actions.named_pages import NamedPage
    from library.actions.search_notices import AlsoSearched, Expansion, Help, TypedFilter
    from library.model.card import Card
    from library.model.contact import Contact
    from library.model.vocabulary import Ambiguous, Term, Vocabulary


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage that shows why a document was found.

    Attributes:
        text: Words of the passage, cut between sentences or words.
        marks: Start and end of each matching word in ``text``, in code points, sorted, not overlapping.
        url: Root-relative address of the passage, or of the caption in it that the words begin in; or of the attachment
            that it is in, at its page.
        anchor: Of the passage.
        language: Of the text.
        start: Seconds from the start of the video, or ``None``.
        notes: Content notes on the passage, which is shown because the query asks for their subject; may be empty.
        attachment: The title of the attachment that it is in, or empty.
        page: Its page in a PDF, counted from 1, or ``None``.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    url: str
    anchor: str
    language: str
    start: float | None
    notes: tuple[Term, ...] = ()
    attachment: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The share of one word or phrase of a query in the score of a result.

    Attributes:
        words: As typed; or the label of what the vocabulary added; empty for the closeness of words.
        found_as: The matching words of the document, folded, sorted: stems, mutations, other forms; may be empty.
        added: Whether the vocabulary added it.
        fields: Where: ``title``, ``summary``, ``text``, ``labels``, in this order.
        score: Its share; those of a result add up to ``Result.score``.
    """

    words: str
    found_as: tuple[str, ...]
    added: bool
    fields: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """A document in the results.

    Attributes:
        card: The document, as shown in lists.
        score: Higher is better; comparable within one search only.
        snippets: Best first, at most two; empty if only the title or the terms matched, or for an empty query.
        title_marks: Start and end of each matching word of the title, as in ``Snippet.marks``.
        summary_marks: The same of the summary.
        terms: The document's terms whose labels matched, in the document's order; may be empty.
        names: Authors and organisations that matched; may be empty.
        noted: Content notes on matching passages that are not shown, because the query does not ask for the subject of
            the note; may be empty.
        noted_url: Root-relative address of the first of these passages, or empty.
        twin: The same work in another language, or ``None``.
        lacking: Words and phrases of the query that it does not have, as typed, in order; may be empty.
        shares: The shares of the score, largest first; empty unless ``SearchRequest.explain``.
    """

    card: Card
    score: float
    snippets: tuple[Snippet, ...]
    title_marks: tuple[tuple[int, int], ...]
    summary_marks: tuple[tuple[int, int], ...]
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    noted: tuple[Term, ...]
    noted_url: str
    twin: Card | None
    lacking: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage in a list of passages.

    Attributes:
        card: Its document, as shown in lists.
        snippet: The passage.
        speaker: Who speaks, if a transcript says so, otherwise empty.
        heading: The heading that opens at it, or empty.
        heading_marks: Start and end of each matching word of the heading, as in ``Snippet.marks``.
    """

    card: Card
    snippet: Snippet
    speaker: str
    heading: str = ""
    heading_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that results can be filtered by.

    Attributes:
        id: A vocabulary id, a kind, a language code or a ``Length``.
        count: Results if it alone were chosen on its axis, the other axes as they are.
        selected: Whether it is chosen now.
    """

    id: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of results.

    Attributes:
        query: The query, cut to the allowed length.
        total: All results on all pages.
        page: Counted from 1.
        pages: At least 1.
        with_every_word: How many of all results have every word of the query, in any form or spelling. The others
            have a topic, another name or a synonym for one, or enough of the words.
        results: At most 10; empty in a list of passages.
        passages: At most 10 in a list of passages, best first; otherwise empty. Then ``pages`` counts pages of
            passages, but ``total`` still counts documents.
        passages_found: All passages on all pages of a list of passages, otherwise 0.
        passages_in: In how many of the documents they are, otherwise 0.
        facets: Axis name (``FACET_AXES``) to its values, selected and frequent ones first; values that count 0 are left
            out unless selected.
        sort: ``relevance``, ``newest`` or ``title``.
        layout: ``documents`` or ``passages``.
        contacts: Services for support, if the words of the query say that its writer may need them; may be empty.
        named: The pages that the whole query names, or topics that it names beside other words; may be empty.
        expanded: Terms that were searched for too; may be empty.
        synonyms: Words that were searched for too, by the list of synonyms; may be empty.
        nowhere: Typed words that no document has, although synonyms of them, or single common words, are found; may be
            empty.
        ambiguous: Names in the query with several meanings, of which it does not say which; none was chosen.
        filters: Filters typed into the query, in its order.
        misread: Typed filters that were not understood, as typed; their words were searched for instead.
        suggestion: The whole query in other words: did you mean … ; or ``None``.
        corrected: The query that was answered because no document has every word of the typed one, or ``None``.
        typed_total: How many results a search for only the typed words has, if ``corrected``; otherwise 0.
        help: What to try if nothing was found, otherwise ``None``.
        search_down: Whether the index could not answer; then ``results`` is empty.
        vocabulary: For the labels of terms.
        relaxed: Whether some results lack words, and other names and synonyms for them too.
        has_words: Whether words were searched for, not only filters; without words there is no order by relevance and
            no passage.
        has_one_word: Whether a single word was searched for.
    """

    query: str
    total: int
    page: int
    pages: int
    with_every_word: int
    results: tuple[Result, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    sort: str
    search_down: bool
    vocabulary: Vocabulary
    layout: str = "documents"
    passages: tuple[FoundPassage, ...] = ()
    passages_found: int = 0
    passages_in: int = 0
    contacts: tuple[Contact, ...] = ()
    named: tuple[NamedPage, ...] = ()
    expanded: tuple[Expansion, ...] = ()
    synonyms: tuple[AlsoSearched, ...] = ()
    nowhere: tuple[str, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    filters: tuple[TypedFilter, ...] = ()
    misread: tuple[str, ...] = ()
    suggestion: str | None = None
    corrected: str | None = None
    typed_total: int = 0
    help: Help | None = None
    relaxed: bool = False
    has_words: bool = False
    has_one_word: bool = False

    @property
    def some_lack_words(self) -> bool:
        """Return whether some results lack words of the query, also if topics or synonyms are there instead."""
        return self.has_words and self.with_every_word < self.total

    @property
    def expanded_unnamed(self) -> tuple[Expansion, ...]:
        """Return the terms that were searched for too and that are not among the named pages."""
        named = [each.term for each in self.named]
        return tuple(each for each in self.expanded if each.term not in named)
