"""What is deleted once a day because its time is over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from library.actions.audit import clean_audit
from library.actions.import_export.record import Imports
from library.actions.packs.expiry import clean
from library.actions.people.inviting import clean_invitations
from library.actions.uploading.clean_up import clean_uploads
from library.actions.writing.scheduling import publish_due
from library.storage.attempts import delete_old_attempts
from library.storage.sessions import delete_ended_sessions
from library.storage.sign_ins import delete_expired_sign_ins

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from library.actions.library import Library

CLEAN_UP = "clean-up"
DAY = 86_400  # seconds
# How long the site remembers that a job failed, and why.
FAILED = 30 * DAY


def forget_failed_jobs(library: Library) -> None:
    """Delete what is left of jobs that failed a month ago."""
    library.jobs.forget_failed(int(time.time()) - FAILED)


def forget_sign_ins(library: Library) -> None:
    """Delete sessions, requests to sign in and attempts whose time is over."""
    now = library.now()
    with library.database.writing() as connection:
        delete_ended_sessions(connection, now)
        delete_expired_sign_ins(connection, now)
        delete_old_attempts(connection, now)


def forget_past_imports(library: Library) -> None:
    """Delete what is left of imports whose time to be undone is over."""
    Imports(library.settings).forget_past(library.now())


def clean_writing(library: Library) -> None:
    """Delete automatic saves whose time is over, and take off the disk what was forgotten."""
    if library.writing.exists():
        library.revisions.prune(library.now())
        library.writing.scrub()


# Each can run at any time and as often as it likes.
STEPS: tuple[Callable[[Library], object], ...] = (
    clean,
    clean_audit,
    clean_invitations,
    clean_uploads,
    forget_failed_jobs,
    forget_past_imports,
    forget_sign_ins,
    clean_writing,
    publish_due,
)


def clean_up(library: Library, _payload: Mapping[str, Any]) -> None:
    """Delete everything whose time is over.

    Raises:
        RecordsUnavailable: The records or the writing cannot be written; what was deleted before stays deleted.
    """
    for step in STEPS:
        step(library)
