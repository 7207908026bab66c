"""Publishing a draft on a day and at a time in London that someone chose.

A job begins when the time has come and publishes every draft that is due, so a cancelled or moved time needs no change
of jobs. What is published is what the person saw who decided it. If the draft was changed since, or has mistakes, or
its file was changed, it stays a draft, and the desk says why. So it does if that person may no longer publish.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from library.actions.writing.checking import check_texts
from library.actions.writing.publishing import draft_at, publish_drafts, ready, require_second_reader
from library.errors import ContentError, DraftGone, InvalidInput, JobFailed, LibraryError, SecondReaderNeeded
from library.model.draft import DraftChanged, Unpublished
from library.model.viewer import Role, Viewer
from library.storage.jobs import NewJob

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.actions.library import Library
    from library.model.draft import Draft, DraftSummary

PUBLISH_DUE = "publish-due"
LONDON = ZoneInfo("Europe/London")
# A time further away is a mistyped year.
MOST_DAYS = 731
_DAY = 86_400  # seconds


class TimeProblem(StrEnum):
    """Why a draft cannot be published at a time."""

    NO_DAY = "not-a-day"
    NO_CLOCK = "not-a-time"
    PASSED = "passed"
    FAR = "years-away"


def schedule(library: Library, path: str, version: int, day: str, clock: str, person: int) -> Draft:
    """Set when a draft will be published, as it is now.

    Args:
        library: Its drafts.
        path: Of the document.
        version: That the person read.
        day: In London, as ``2026-12-01``.
        clock: In London, as ``09:30``.
        person: The id of the person who decides it.

    Raises:
        InvalidInput: The day or the time cannot be used; ``day`` and ``clock`` are the names of the fields.
        ContentError: Every mistake in the draft; nothing was changed.
        DraftChanged: The draft has another version.
        DraftGone: There is no draft.
        SecondReaderNeeded: Someone else has to publish what a person wrote last.
        RecordsUnavailable: Nothing was changed.
    """
    at = moment(day, clock, library.now())
    draft = draft_at(library, path)
    if draft.version != version:
        raise DraftChanged(draft)
    require_second_reader(library, draft, person)
    check_texts(library, {path: ready(library, draft).text})
    # First the job: without a draft that is due it does nothing.
    library.jobs.add(NewJob(PUBLISH_DUE, {}, at, key=str(at)))
    return library.drafts.schedule(path, at, person, version)


def unschedule(library: Library, path: str) -> Draft:
    """Cancel the time of a draft.

    Raises:
        DraftGone: There is no draft; it may have been published meanwhile.
    """
    draft_at(library, path)
    return library.drafts.schedule(path, None, None)


def moment(day: str, clock: str, now: int) -> int:
    """Return a day and time in London as Unix seconds.

    Args:
        day: As ``2026-12-01``.
        clock: As ``09:30``.
        now: In Unix seconds.

    Raises:
        InvalidInput: Either cannot be read, or it has passed or is years away.
    """
    problems: dict[str, str] = {}
    asked, hour = _read(date.fromisoformat, day), _read(time.fromisoformat, clock)
    if asked is None:
        problems["day"] = TimeProblem.NO_DAY
    if hour is None or hour.tzinfo is not None:
        problems["clock"] = TimeProblem.NO_CLOCK
    if asked is None or hour is None or problems:
        raise InvalidInput(problems)
    at = int(datetime.combine(asked, hour, LONDON).timestamp())
    if at <= now or at > now + MOST_DAYS * _DAY:
        raise InvalidInput({"day": TimeProblem.PASSED if at <= now else TimeProblem.FAR})
    return at


def _read(parse: Any, text: str) -> Any:
    try:
        return parse(text.strip())
    except ValueError:
        return None


def publish_due(library: Library, _payload: Mapping[str, Any] | None = None) -> None:
    """Publish every draft whose time has come.

    Raises:
        JobFailed: One could not be published now, such as on a full disk; it is tried again.
    """
    if not library.writing.exists():
        return
    failed = [draft for draft in library.drafts.due(library.now()) if not _publish(library, draft)]
    if failed:
        raise JobFailed("not published")


def _publish(library: Library, draft: DraftSummary) -> bool:
    """Publish a draft that is due, or record why not; return whether no other try is needed."""
    try:
        why = _tried(library, draft)
        if why is not Unpublished.NONE:
            library.drafts.put_off(draft.path, why)
    except DraftGone:
        return True
    except LibraryError:
        return False
    return True


def _tried(library: Library, due: DraftSummary) -> Unpublished:
    draft = draft_at(library, due.path)
    if draft.publish_at != due.publish_at:
        return Unpublished.NONE  # cancelled or moved while another one was published
    if draft.version != draft.publish_version:
        return Unpublished.CHANGED
    person = None if draft.publish_by is None else library.people.find(draft.publish_by)
    if person is None or not Viewer(person.role).is_at_least(Role.COORDINATOR):
        return Unpublished.NO_COORDINATOR
    return _published(library, draft, person.id)


def _published(library: Library, draft: Draft, person: int) -> Unpublished:
    try:
        publish_drafts(library, [draft.path], person, versions={draft.path: draft.version})
    except ContentError:
        return Unpublished.MISTAKES
    except DraftChanged as changed:
        return Unpublished.CHANGED if changed.current.version != draft.version else Unpublished.CONFLICT
    except SecondReaderNeeded:
        return Unpublished.SAME_PERSON
    return Unpublished.NONE
