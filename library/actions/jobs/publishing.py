"""Publishing in the background: a changed vocabulary rebuilds everything, which takes longer than a request may."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from library.actions.publish_audit import publish_and_record
from library.errors import (
    CatalogueNotWritten,
    ContentError,
    DataReadOnly,
    JobFailed,
    LibraryError,
    PublishBusy,
    TooManyRemovals,
)
from library.model.audit import by
from library.storage.jobs import NewJob

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.actions.library import Library

PUBLISH = "publish"


class PublishFailure(StrEnum):
    """Why a publish in the background was given up."""

    BUSY = "busy"
    MISTAKES = "mistakes"
    REMOVALS = "removals"
    DISK = "disk"
    OTHER = "stopped"


_FAILURES: dict[type[LibraryError], PublishFailure] = {
    ContentError: PublishFailure.MISTAKES,
    TooManyRemovals: PublishFailure.REMOVALS,
    DataReadOnly: PublishFailure.DISK,
    CatalogueNotWritten: PublishFailure.DISK,
}


def publish_job(person_id: int, now: int, key: str) -> NewJob:
    """Return a job that publishes everything.

    Args:
        person_id: Who publishes.
        now: In Unix seconds.
        key: Of what is to be published, so that the same waits once.
    """
    return NewJob(PUBLISH, {"person_id": person_id}, now, key=key)


def publish_all(library: Library, payload: Mapping[str, Any]) -> None:
    """Publish everything that has changed.

    Raises:
        JobFailed: It could not be published; if another publish was running, this one is tried again.
    """
    try:
        publish_and_record(library, by(payload["person_id"]))
    except PublishBusy as error:
        raise JobFailed(PublishFailure.BUSY) from error
    except LibraryError as error:
        raise JobFailed(_FAILURES.get(type(error), PublishFailure.OTHER), is_final=True) from error
