"""Whether readers who know what they need see it at once, by a hundred queries over the library's own public content.

Someone who knows the documents wrote each query and chose the passage that answers it (``judged.toml``). A page of
results is read as a reader reads it: result by result, with the snippets of each in order. A result without snippets
shows its summary, which counts as one passage. The query is answered if the wanted passage of the wanted document is
among the first three; the same words in another document, its translation or the next passage do not count.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bench.fresh import publish_fresh
from bench.missing import Missing
from bench.scores import Score
from bench.workspace import open_place, say
from library.actions.find import SearchRequest, find
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bench.workspace import Workspace
    from library.actions.library import Library
    from library.actions.search_results import Result

JUDGED = Path(__file__).parent / "judged.toml"

FIRST = 3
LEAST = 0.9

# The anchor of a document's summary.
SUMMARY = "summary"


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A judged query.

    Attributes:
        text: As typed.
        document: The slug of the document that answers.
        passages: Anchors of its passages, any one of which answers, or ``SUMMARY``; at least one.
        sort: What makes it hard.
        also: Places in other documents that answer as well, as ``slug#anchor``; may be empty.
    """

    text: str
    document: str
    passages: tuple[str, ...]
    sort: str
    also: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Return slug and anchor of every passage that answers."""
        others = (place.partition("#") for place in self.also)
        return (*((self.document, anchor) for anchor in self.passages), *((slug, anchor) for slug, _, anchor in others))


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage on a page of results.

    Attributes:
        document: A slug.
        anchors: Of the passage; and ``SUMMARY`` if the result shows no other or marks words in its summary.
    """

    document: str
    anchors: tuple[str, ...]

    def answers(self, query: Query) -> bool:
        """Return whether it is what a query wants."""
        return any((self.document, anchor) in query.places for anchor in self.anchors)

    def __str__(self) -> str:
        """Return its address, for finding the reason of a miss."""
        return f"{self.document}#{self.anchors[0]}"


def measure_judged(workspace: Workspace) -> Iterator[Score]:
    """Count the judged queries that are answered at once.

    Raises:
        Missing: The library's own content cannot be published, or a judgement is about something it does not have.
    """
    queries = read_judged(JUDGED)
    place = workspace.small
    publish_fresh(place)
    library = open_place(place)
    try:
        check_judged(library, queries)
        pages = {query: _first_page(library, query) for query in queries}
    finally:
        library.close()
    answered = {query for query, results in pages.items() if is_answered(query, results)}
    say_missed(pages, answered)
    many, least = len(queries), math.ceil(LEAST * len(queries))
    name = f"judged queries whose passage is among the first {FIRST} shown"
    yield Score(name, (len(answered),), (least,), f"of {many}", decimals=0, how=_by_sort(queries, answered))
    near = {query for query, page in pages.items() if _is_near(query, page)}
    name = f"judged queries whose document is among the first {FIRST} results"
    yield Score(name, (len(near),), (), f"of {many}", decimals=0, how=_by_sort(queries, near))


def read_judged(path: Path) -> tuple[Query, ...]:
    """Read the judged queries.

    Raises:
        Missing: There are none, or one is not valid.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))["query"]
        return msgspec.convert(found, tuple[Query, ...])
    except (OSError, KeyError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Missing(f"{path.name} holds no judged queries that can be read: {error}") from error


def check_judged(library: Library, queries: Iterable[Query]) -> None:
    """Check that everything in the judgements exists and is public.

    Raises:
        Missing: Something is not, so the judgement is out of date and would mislead.
    """
    view = library.view(ANYBODY)
    for query in queries:
        for slug, anchor in query.places:
            card = view.card_at(slug)
            if card is None:
                raise Missing(f"“{query.text}” wants the document {slug}, which everybody cannot see.")
            anchors = {passage.anchor for passage in view.catalogue.documents([card.id])[card.id].passages}
            if anchor not in {*anchors, SUMMARY}:
                raise Missing(f"“{query.text}” wants a passage that {slug} has not: {anchor}.")


def passages_shown(results: Iterable[Result]) -> Iterator[Shown]:
    """Yield the passages on a page of results, in the order of reading."""
    for result in results:
        slug = result.card.slug
        marked = (SUMMARY,) if result.summary_marks else ()
        if not result.snippets:
            yield Shown(slug, (SUMMARY,))
        for snippet in result.snippets:
            yield Shown(slug, (snippet.url.partition("#")[2], *marked))


def is_answered(query: Query, results: Iterable[Result]) -> bool:
    """Return whether a query is answered by one of the first passages that a page shows."""
    return any(shown.answers(query) for shown in islice(passages_shown(results), FIRST))


def say_missed(pages: dict[Query, tuple[Result, ...]], answered: set[Query]) -> None:
    """Print for each unanswered query what it wants and what it gets."""
    for query, results in pages.items():
        if query not in answered:
            first = ", ".join(map(str, islice(passages_shown(results), FIRST))) or "nothing"
            wanted = "|".join(f"{slug}#{anchor}" for slug, anchor in query.places)
            say(f"  missed ({query.sort}): “{query.text}” wants {wanted}; first come {first}")


def _is_near(query: Query, page: Iterable[Result]) -> bool:
    wanted = {slug for slug, _ in query.places}
    return any(result.card.slug in wanted for result in islice(page, FIRST))


def _first_page(library: Library, query: Query) -> tuple[Result, ...]:
    page = find(library, ANYBODY, SearchRequest(text=query.text))
    if page.search_down:
        raise Missing("Search is down.")
    return page.results


def _by_sort(queries: Sequence[Query], some: Iterable[Query]) -> str:
    """Return how many queries of each sort there are, in the order of the file."""
    found = Counter(query.sort for query in some)
    return ", ".join(f"{sort} {found[sort]} of {many}" for sort, many in Counter(q.sort for q in queries).items())
