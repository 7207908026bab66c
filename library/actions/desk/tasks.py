"""Documents that someone has to look at, by what there is to do."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from library.content.slugs import slug_of
from library.content.titles import title_of_file, title_or_path
from library.errors import RecordsUnavailable
from library.model.document import Status
from library.model.draft import DraftState, Unpublished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from library.actions.library import Library, View
    from library.model.card import Card
    from library.model.draft import DraftSummary
    from library.storage.catalogue import DeskRow

# So long before a day it is on the desk: a letter to a storyteller takes its time.
REVIEW_AHEAD = timedelta(days=30)
CONSENT_AHEAD = timedelta(days=60)
# Of each list; the page says how many more there are.
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Task:
    """A document to look at.

    Attributes:
        title: Or the name of its file, if it has none.
        path: The file, relative to the content folder.
        url: Of its page, or of the page to publish its draft, or to edit what readers do not see.
        day: When something is due, or ``None``.
        is_past: Whether that day is over.
        advice: Line and sentence of each piece of advice; may be empty.
        why: Why its draft was not published at the time that was set.
    """

    title: str
    path: str
    url: str = ""
    day: date | None = None
    is_past: bool = False
    advice: tuple[tuple[int, str], ...] = ()
    why: Unpublished = Unpublished.NONE


@dataclass(frozen=True, slots=True)
class TaskList:
    """Documents with the same thing to do.

    Attributes:
        tasks: The first ``MOST_LISTED``; may be empty.
        total: How many there are.
    """

    tasks: tuple[Task, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Tasks:
    """Every list of documents on the desk.

    Attributes:
        drafts: By title.
        in_review: Files by title, then drafts.
        not_published: Drafts that were not published at the time that was set, those that were changed last first.
        review_due: Most urgent first.
        consent_ending: Whose last day is near, first the next one.
        unchecked: Translations that nobody has checked, by title.
        advised: Published documents with advice, by title.
    """

    drafts: TaskList
    in_review: TaskList
    review_due: TaskList
    consent_ending: TaskList
    unchecked: TaskList
    advised: TaskList
    not_published: TaskList


def find_tasks(library: Library, view: View, today: date) -> Tasks:
    """Return what there is to do.

    Args:
        library: Names the content folder: the titles of drafts are read from their files.
        view: Of a coordinator.
        today: In London.
    """
    review_by, until_by = today + REVIEW_AHEAD, today + CONSENT_AHEAD
    # Of what is published, only what coordinators can see today: not what is scheduled, and nothing after its last day.
    rows = [
        row
        for row in view.catalogue.to_look_at(review_by, until_by)
        if row.status is not Status.PUBLISHED or row.id in view.visible
    ]
    cards = {card.id: card for card in view.cards(row.id for row in rows if row.status is Status.PUBLISHED)}

    def listed(wanted: Callable[[DeskRow], bool], day: Callable[[DeskRow], date | None] = _no_day) -> TaskList:
        return _list(library, cards, today, [row for row in rows if wanted(row)], day)

    def published(row: DeskRow) -> bool:
        return row.status is Status.PUBLISHED

    return Tasks(
        drafts=listed(lambda row: row.status is Status.DRAFT),
        in_review=_joined(
            listed(lambda row: row.status is Status.IN_REVIEW),
            _drafts(library, lambda draft: draft.state is DraftState.IN_REVIEW),
        ),
        review_due=listed(lambda row: published(row) and _by(row.review_on, review_by), lambda row: row.review_on),
        consent_ending=listed(lambda row: published(row) and _by(row.until, until_by), lambda row: row.until),
        unchecked=listed(lambda row: published(row) and row.unchecked),
        advised=listed(lambda row: bool(row.advice)),
        not_published=_drafts(library, lambda draft: draft.failure is not Unpublished.NONE),
    )


def _drafts(library: Library, wanted: Callable[[DraftSummary], bool]) -> TaskList:
    """Return some of the drafts in the browser; none if they cannot be read now."""
    with suppress(RecordsUnavailable):
        if library.writing.exists():
            found = [draft for draft in library.drafts.all() if wanted(draft)]
            return TaskList(tuple(_draft(library, draft) for draft in found[:MOST_LISTED]), len(found))
    return TaskList((), 0)


def _draft(library: Library, draft: DraftSummary) -> Task:
    full = library.drafts.at(draft.path)
    title = title_or_path(full.text, draft.path) if full else draft.path
    url = f"/desk/documents/{slug_of(draft.path)}/publish"
    return Task(title, draft.path, url, why=draft.failure)


def _editor_of(path: str) -> str:
    return f"/desk/documents/{slug_of(path)}"


def _joined(one: TaskList, other: TaskList) -> TaskList:
    return TaskList((*one.tasks, *other.tasks)[:MOST_LISTED], one.total + other.total)


def _no_day(_row: DeskRow) -> None:
    return None


def _by(day: date | None, last: date) -> bool:
    return day is not None and day <= last


def _list(
    library: Library,
    cards: Mapping[int, Card],
    today: date,
    rows: Iterable[DeskRow],
    day_of: Callable[[DeskRow], date | None],
) -> TaskList:
    dated = sorted(((day_of(row), row) for row in rows), key=lambda each: (str(each[0]), each[1].path))
    tasks = [_task(library, cards.get(row.id), row, day, today) for day, row in dated[:MOST_LISTED]]
    return TaskList(tuple(sorted(tasks, key=lambda task: (str(task.day), task.title.casefold()))), len(dated))


def _task(library: Library, card: Card | None, row: DeskRow, day: date | None, today: date) -> Task:
    title = card.title if card else title_of_file(library.settings.content, row.path)
    is_past = day is not None and day < today
    return Task(title or row.path, row.path, card.url if card else _editor_of(row.path), day, is_past, row.advice)
