"""The coordinators' desk: one value with everything that its page shows."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.desk.gaps import Gaps, find_gaps
from library.actions.desk.tasks import Tasks, find_tasks
from library.actions.missed_searches import list_missed
from library.errors import MissedUnavailable, RecordsUnavailable
from library.model.viewer import Role
from library.storage.last_backups import read_last_backups

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.backups import Backups
    from library.model.missed_search import Missed
    from library.model.viewer import Viewer

MOST_MISSED = 50


# With an account, in the order of what they may do.
ROLES = (Role.MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the desk.

    Attributes:
        tasks: Documents to look at.
        missed: Searches that found little, most days first; ``None`` if their file cannot be read.
        gaps: What the library has too little of.
        people: How many people have each of ``ROLES``; ``None`` if the records do not answer.
        failed_jobs: Mails and clean-ups that were given up in the last month; ``None`` likewise.
        backups: When the library was last backed up and restored.
    """

    tasks: Tasks
    missed: tuple[Missed, ...] | None
    gaps: Gaps
    people: dict[Role, int] | None
    failed_jobs: int | None
    backups: Backups


def desk_page(library: Library, viewer: Viewer) -> Desk:
    """Return the desk of a coordinator or administrator."""
    view = library.view(viewer)
    people, failed = _people(library)
    return Desk(
        tasks=find_tasks(library, view, library.today()),
        missed=_missed(library),
        gaps=find_gaps(view),
        people=people,
        failed_jobs=failed,
        backups=read_last_backups(library.settings.data),
    )


def _missed(library: Library) -> tuple[Missed, ...] | None:
    with suppress(MissedUnavailable):
        return list_missed(library)[:MOST_MISSED]
    return None


def _people(library: Library) -> tuple[dict[Role, int] | None, int | None]:
    if not library.database.exists():
        return dict.fromkeys(ROLES, 0), 0
    with suppress(RecordsUnavailable):
        return {role: library.people.count(role) for role in ROLES}, library.jobs.failed()
    return None, None
