"""Publishing a draft, at once or at a time; withdrawing a document and showing it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.writing.addresses import path_of
from library.actions.writing.publish_page import publish_page
from library.actions.writing.publishing import publish_drafts
from library.actions.writing.reviewing import set_in_review
from library.actions.writing.scheduling import schedule, unschedule
from library.actions.writing.withdrawing import restore_to_readers, withdraw
from library.errors import (
    ContentError,
    ContentNotWritten,
    DraftGone,
    FileChanged,
    InvalidInput,
    LibraryError,
    NotFound,
    NotPublishedYet,
    PublishError,
    SecondReaderNeeded,
)
from library.model.document import Status
from library.model.draft import DraftChanged
from library.model.whole_number import whole_number
from library.web.desk_address import DOCUMENTS, desk_address
from library.web.forms import TOLD, back_to, line, sent_version
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

# Drafts that are published together; a work has few translations.
MOST_TOGETHER = 10
STATUSES = {
    ContentError: 422,
    DraftChanged: 409,
    FileChanged: 409,
    SecondReaderNeeded: 403,
    ContentNotWritten: 503,
    NotPublishedYet: 503,
    PublishError: 503,
}


def show_publish(slug: str) -> Response:
    """Show who will see a draft once it is published, under which address, and what is in the way."""
    return _publish_page(slug)


def publish(slug: str) -> Response:
    """Publish a draft, and those that were chosen with it."""
    library = current_library()
    versions = {path_of(library, each): version for each, version in {slug: sent_version(), **_chosen()}.items()}
    return _tried(slug, lambda: publish_drafts(library, versions, current_person(), versions=versions), "published")


def set_time(slug: str) -> Response:
    """Set when a draft is published by itself."""
    library, day, clock = current_library(), line("day"), line("clock")
    path = path_of(library, slug)
    try:
        return _tried(slug, lambda: schedule(library, path, sent_version(), day, clock, current_person()), "scheduled")
    except InvalidInput as wrong:
        form = PostedForm("schedule", {"day": day, "clock": clock}, wrong.problems)
        return _publish_page(slug, form, status=422)


def cancel_time(slug: str) -> Response:
    """Let a draft wait until someone publishes it."""
    path = path_of(current_library(), slug)
    return _tried(slug, lambda: unschedule(current_library(), path), "unscheduled")


def set_review(slug: str) -> Response:
    """Send a draft to review, or back to work."""
    library, in_review = current_library(), line("to") == "review"
    path = path_of(library, slug)
    return _tried(
        slug, lambda: set_in_review(library, path, in_review=in_review), "in-review" if in_review else "in-work"
    )


def show_withdraw(slug: str) -> Response:
    """Show what withdrawing a document means, before it is done."""
    return _file_page("desk/withdraw.html", slug)


def withdraw_now(slug: str) -> Response:
    """Withdraw a document."""
    path = path_of(current_library(), slug)
    try:
        withdraw(current_library(), path, current_person())
    except (ContentError, FileChanged, ContentNotWritten, NotPublishedYet) as error:
        return _file_page("desk/withdraw.html", slug, error=error, status=STATUSES[type(error)])
    return back_to(desk_address(slug, "publish"), TOLD, done="withdrawn")


def show_restore(slug: str) -> Response:
    """Ask why a withdrawn document is shown to readers again."""
    return _file_page("desk/restore.html", slug)


def restore_now(slug: str) -> Response:
    """Show a withdrawn document to readers again."""
    path, reason = path_of(current_library(), slug), line("reason")
    try:
        restore_to_readers(current_library(), path, current_person(), reason)
    except InvalidInput as wrong:
        form = PostedForm("restore", {"reason": reason}, wrong.problems)
        return _file_page("desk/restore.html", slug, form, status=422)
    except (ContentError, FileChanged, ContentNotWritten, NotPublishedYet) as error:
        form = PostedForm("restore", {"reason": reason})
        return _file_page("desk/restore.html", slug, form, error=error, status=STATUSES[type(error)])
    return back_to(desk_address(slug, "publish"), TOLD, done="restored")


def _tried(slug: str, act: Callable[[], object], done: str) -> Response:
    """Do something to a draft; if it fails, show its page again and say why."""
    try:
        act()
    except (
        ContentError,
        DraftChanged,
        SecondReaderNeeded,
        ContentNotWritten,
        PublishError,
    ) as error:
        return _publish_page(slug, error=error, status=STATUSES.get(type(error), 503))
    except DraftGone:
        return _publish_page(slug, status=409, is_gone=True)
    return back_to(desk_address(slug, "publish"), TOLD, done=done)


def _publish_page(
    slug: str,
    form: PostedForm = NOT_SENT,
    *,
    error: LibraryError | None = None,
    is_gone: bool = False,
    status: int = 200,
) -> Response:
    return page(
        "desk/publish.html",
        status=status,
        indexed=False,
        found=publish_page(current_library(), slug, current_person(), _chosen()),
        here=f"{DOCUMENTS}/{slug}",
        form=form,
        error=error,
        is_gone=is_gone,
        done=request.args.get("done"),
    )


def _file_page(
    template: str, slug: str, form: PostedForm = NOT_SENT, *, error: LibraryError | None = None, status: int = 200
) -> Response:
    """Show a page about the file of a document.

    Raises:
        NotFound: There is none.
    """
    found = publish_page(current_library(), slug, current_person())
    if found.status is None:
        raise NotFound
    is_withdrawn = found.status is Status.WITHDRAWN
    return page(
        template,
        status=status,
        indexed=False,
        found=found,
        here=f"{DOCUMENTS}/{slug}",
        is_withdrawn=is_withdrawn,
        form=form,
        error=error,
    )


def _chosen() -> dict[str, int]:
    """Return the slugs of the drafts to publish too, with the version of each that the person read."""
    sent = [each.partition(":") for each in request.form.getlist("with")]
    return {slug: whole_number(version, otherwise=-1) for slug, _, version in sent[:MOST_TOGETHER]}
