"""The list of all documents and drafts, for coordinators."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from library.content.folder import scan
from library.content.slugs import slug_of
from library.content.titles import title_in, title_of_file
from library.errors import NothingPublished
from library.model.document import Status
from library.model.draft import DraftState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from library.actions.library import Library, View
    from library.model.card import Card
    from library.model.document import Audience
    from library.model.draft import DraftSummary
    from library.model.viewer import Viewer
    from library.storage.catalogue import DocumentState

ON_A_PAGE = 50
# Characters of a search in titles.
MOST_WORDS = 100


class ListState(StrEnum):
    """What a document or draft can be; it can be several at once, as a published one that is being changed."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ListRow:
    """A document, a draft, or both.

    Attributes:
        path: Of its file, relative to the content folder; there may be none yet.
        title: Of the draft if there is one; or the path, if neither has a title.
        states: In the order of ``ListState``; at least one.
        url: Of its page, root-relative, or empty if readers have none.
        audience: Who can see its page, or ``None``.
        first_day: On which it is shown, if that is still to come.
        has_ended: Whether it is withdrawn because its last day has passed.
        changed_at: When its draft was last saved, in Unix seconds, or ``None``.
        publish_at: When its draft is to be published, in Unix seconds, or ``None``.
    """

    path: str
    title: str
    states: tuple[ListState, ...]
    url: str = ""
    audience: Audience | None = None
    first_day: date | None = None
    has_ended: bool = False
    changed_at: int | None = None
    publish_at: int | None = None

    @property
    def slug(self) -> str:
        """Return its slug."""
        return slug_of(self.path)


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A page of the list.

    Attributes:
        rows: Drafts that were changed last first, then the rest by title.
        found: How many there are on all pages.
        page: Counted from 1.
        pages: At least 1.
        words: That were searched for, as they were used.
        state: Which state was asked for, or ``None`` for all.
        counts: How many there are in each state, whatever the words.
    """

    rows: tuple[ListRow, ...]
    found: int
    page: int
    pages: int
    words: str
    state: ListState | None
    counts: dict[ListState, int] = field(default_factory=dict)


def document_list(library: Library, viewer: Viewer, words: str, state: str, page: int) -> DocumentList:
    """Return a page of all documents and drafts.

    Args:
        library: The opened library; it need not have been published.
        viewer: A coordinator.
        words: That titles or addresses must have, each of them; empty for all.
        state: A value of ``ListState``; anything else for all.
        page: Counted from 1; a number too high gives the last page.
    """
    rows = _rows(library, viewer)
    asked = next((each for each in ListState if each == state), None)
    words = " ".join(words.split())[:MOST_WORDS]
    found = [row for row in rows if (asked is None or asked in row.states) and _has_words(row, words)]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(page, pages)
    counts = {each: sum(each in row.states for row in rows) for each in ListState}
    return DocumentList(
        tuple(found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]), len(found), page, pages, words, asked, counts
    )


def _has_words(row: ListRow, words: str) -> bool:
    there = f"{row.title} {row.path}".casefold()
    return all(word in there for word in words.casefold().split())


def _rows(library: Library, viewer: Viewer) -> list[ListRow]:
    """Return all documents and drafts in their order."""
    known = _published(library, viewer)
    drafts = {draft.path: draft for draft in library.drafts.all()}
    on_disk = {stamp.path for stamp in scan(library.settings.content).documents}
    rows = [_drafted(library, draft, known.get(path)) for path, draft in drafts.items()]
    others = [known.get(path) or _unknown(library, path) for path in on_disk | known.keys() if path not in drafts]
    return [*rows, *sorted(others, key=lambda row: (_bare(row.title), row.path))]


def _bare(title: str) -> str:
    """Return a title as it is sorted: without the quotation mark or bracket that it begins with."""
    return re.sub(r"^\W+", "", title.casefold())


def _published(library: Library, viewer: Viewer) -> dict[str, ListRow]:
    """Return the documents of the catalogue by path; computed once for each generation and day."""
    with suppress(NothingPublished):
        view = library.view(viewer)
        cache, key = view.snapshot.cache, (ListRow, view.rule)
        if key not in cache:
            cards = view.catalogue.cards(view.snapshot.by_id)
            rows = (_row(library, view, each, cards.get(each.id)) for each in view.snapshot.by_id.values())
            cache[key] = {row.path: row for row in rows}
        found: dict[str, ListRow] = cache[key]
        return found
    return {}


def _row(library: Library, view: View, state: DocumentState, card: Card | None) -> ListRow:
    path = f"{state.shelf}/{state.slug}.md"
    title = card.title if card else title_of_file(library.settings.content, path)
    is_coming = state.published is not None and state.published > view.rule.day
    is_shown = card is not None and state.id in view.visible
    return ListRow(
        path=path,
        title=title or path,
        states=(_STATES[state.status],),
        url=card.url if card and is_shown else "",
        audience=state.audience if is_shown else None,
        first_day=state.published if is_coming and card else None,
        has_ended=state.id in view.snapshot.ended,
    )


_STATES = {
    Status.PUBLISHED: ListState.PUBLISHED,
    Status.DRAFT: ListState.DRAFT,
    Status.IN_REVIEW: ListState.IN_REVIEW,
    Status.WITHDRAWN: ListState.WITHDRAWN,
}


def _unknown(library: Library, path: str) -> ListRow:
    """Return a file that has not been published since it was written."""
    return ListRow(path, title_of_file(library.settings.content, path) or path, (ListState.DRAFT,))


def _drafted(library: Library, draft: DraftSummary, known: ListRow | None) -> ListRow:
    full = library.drafts.at(draft.path)
    title = title_in(full.text, draft.path) if full else ""
    before = known.states if known else ()
    return ListRow(
        path=draft.path,
        title=title or (known.title if known else draft.path),
        states=_in_order({_state(draft), *(each for each in before if each in _ABOUT_READERS)}),
        url=known.url if known else "",
        audience=known.audience if known else None,
        first_day=known.first_day if known else None,
        changed_at=draft.changed_at,
        publish_at=draft.publish_at,
    )


# What a document is for readers, whatever is being written.
_ABOUT_READERS = {ListState.PUBLISHED, ListState.WITHDRAWN}


def _state(draft: DraftSummary) -> ListState:
    if draft.publish_at is not None:
        return ListState.SCHEDULED
    return ListState.IN_REVIEW if draft.state is DraftState.IN_REVIEW else ListState.DRAFT


def _in_order(states: Iterable[ListState]) -> tuple[ListState, ...]:
    return tuple(sorted(states, key=list(ListState).index))
