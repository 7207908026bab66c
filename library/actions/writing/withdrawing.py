"""Withdrawing a document in one step, at any hour, and showing it to readers again.

Readers stop seeing it before anything else is done, even if another publish runs for minutes or the disk is full. Then
its file says so, and the publish takes its words off the disk. Its draft, history and comments go too: the promise that
withdrawn words leave the disk wins over history. The file stays in the content folder.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from library.actions.publish import publish
from library.actions.publish_audit import recorded
from library.actions.whole_files import digest_of
from library.actions.writing.checking import check_texts
from library.actions.writing.forgetting import forget, forget_if_withdrawn
from library.actions.writing.publishing import publish_written, write_text
from library.actions.writing.saving import file_of
from library.content.header.editing import edit_header
from library.content.header.schema import STATUS
from library.content.permission import statement_of
from library.errors import (
    CatalogueUnavailable,
    FileChanged,
    InvalidInput,
    LibraryError,
    NotFound,
    NothingPublished,
    NotPublishedYet,
)
from library.model.audit import by
from library.model.document import Status
from library.model.revision import MOST_REASON, Change
from library.model.viewer import ANYBODY
from library.storage.blocked import block
from library.storage.builds import current_build
from library.storage.jobs import NewJob

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.actions.library import Library

PUBLISH_WITHDRAWAL = "publish-withdrawal"
# Why a document is not shown again.
NO_REASON = "not-said-why"
LONG_REASON = "long-why"
# Someone else may save the same file at the same moment.
TRIES = 5


def withdraw(library: Library, path: str, person: int) -> tuple[str, ...]:
    """Withdraw a document: nobody sees it from now on.

    Args:
        library: Its content folder.
        path: Of the document, relative to it.
        person: The id of the person who withdraws it.

    Returns:
        Sentences about other documents that are no longer shown, such as its translations.

    Raises:
        NotFound: There is no such file.
        ContentError: Its header cannot be changed. Readers do not see the document now.
        ContentNotWritten: Its file cannot be written. Readers do not see the document until the next publish.
        NotPublishedYet: Its file says that it is withdrawn, and readers do not see it. The site tries again by itself
            to take its words off the disk.
    """
    if file_of(library, path) is None:
        raise NotFound
    said: list[str] = []
    with recorded(library, by(person), written=[path]):
        _hide(library, path)
        _write_status(library, path, Status.WITHDRAWN)
        try:
            publish(library, only=[path], tell=said.append)
        except LibraryError as error:
            library.jobs.add(
                NewJob(PUBLISH_WITHDRAWAL, {"path": path}, library.now(), key=digest_of(path.encode())[:40])
            )
            raise NotPublishedYet(error) from error
    forget(library, path)
    return tuple(said)


def finish_withdrawal(library: Library, payload: Mapping[str, Any]) -> None:
    """Take a document that was withdrawn off the disk, because the publish failed at the time.

    Args:
        library: Its content folder.
        payload: Of the job; ``path`` is that of the document.

    Raises:
        PublishError: It failed again.
    """
    path: str = payload["path"]
    file = file_of(library, path)
    if file is not None and _status(file, path) is Status.WITHDRAWN:
        publish(library, only=[path])
        forget(library, path)


def restore_to_readers(library: Library, path: str, person: int, reason: str) -> tuple[str, ...]:
    """Show a withdrawn document to readers again, as its file is; one that is not withdrawn stays as it is.

    Args:
        library: Its content folder.
        path: Of the document, relative to it.
        person: The id of the person who decided that.
        reason: Why, in their words; it stays in the history.

    Returns:
        Sentences about other documents that are no longer shown.

    Raises:
        NotFound: There is no such file.
        InvalidInput: There is no reason, or it has more than ``MOST_REASON`` characters.
        ContentError: Every mistake in its file, and the advice; nothing was changed.
        ContentNotWritten: Its file cannot be written; nothing was changed.
        NotPublishedYet: Its file says that it is published, but it is not shown yet.
    """
    file, words = file_of(library, path), " ".join(reason.split())
    if file is None:
        raise NotFound
    if not words or len(words) > MOST_REASON:
        raise InvalidInput({"reason": LONG_REASON if words else NO_REASON})
    if _status(file, path) is not Status.WITHDRAWN:
        return ()  # someone else did the same
    after = edit_header(file, path, {STATUS.name: Status.PUBLISHED.value})
    check_texts(library, {path: after})
    write_text(library, path, after, file)
    said = publish_written(library, [path], person)
    library.revisions.add(path, after, Change.REPUBLISHED, now=library.now(), actor=person, reason=words)
    forget_if_withdrawn(library, path)
    return said


def _hide(library: Library, path: str) -> None:
    """Stop showing a document at once. If even that is impossible, the publish takes it down a moment later."""
    with suppress(NothingPublished, CatalogueUnavailable, OSError):
        states = library.view(ANYBODY).snapshot.by_id.values()
        slug = path.rpartition("/")[2].removesuffix(".md")
        block(current_build(library.settings.data).blocked, [each.id for each in states if each.slug == slug])


def _write_status(library: Library, path: str, status: Status) -> None:
    for left in reversed(range(TRIES)):
        file = file_of(library, path)
        if file is None:
            return
        try:
            write_text(library, path, edit_header(file, path, {STATUS.name: status.value}), file)
        except FileChanged:
            if not left:
                raise
        else:
            return


def _status(file: bytes, path: str) -> Status:
    return statement_of(file, path).permission.status
