"""The history of a document: its revisions, what changed in them, and going back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response as Download
from flask import request

from library.actions.writing.history import (
    delete_history,
    find_revision,
    history_page,
    restore_revision,
    revision_page,
)
from library.model.draft import DraftChanged
from library.web.caching import keep_private
from library.web.desk_address import DOCUMENTS, desk_address
from library.web.forms import TOLD, back_to, id_of
from library.web.page_metadata import ROBOTS_OFF
from library.web.paging import asked_page, list_paging
from library.web.pictures import with_descriptions
from library.web.rendering import page
from library.web.request_context import current_library, current_person

if TYPE_CHECKING:
    from flask import Response


def show_history(slug: str) -> Response:
    """Show the revisions of a document, newest first."""
    return _history_page(slug, asked_page(), request.args.get("done", ""))


def show_revision(slug: str, revision_id: str) -> Response:
    """Show a document as it was in a revision, and what changed before and since."""
    found = revision_page(current_library(), slug, id_of(revision_id))
    html = with_descriptions(found.text.body.html) if found.text.body else ""
    return page("desk/revision.html", indexed=False, slug=slug, found=found, html=html)


def send_revision(slug: str, revision_id: str) -> Response:
    """Send the bytes of a revision."""
    found = find_revision(current_library(), slug, id_of(revision_id))
    answer = Download(found.text, mimetype="text/markdown")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{found.id}.md"'
    answer.headers["X-Robots-Tag"] = ROBOTS_OFF
    return keep_private(answer)


def restore(slug: str, revision_id: str) -> Response:
    """Make the text of a revision that of the draft; nothing is published."""
    try:
        restore_revision(current_library(), slug, id_of(revision_id), current_person())
    except DraftChanged:
        return _history_page(slug, 1, "changed", 409)
    return back_to(desk_address(slug, "history"), TOLD, done="restored")


def show_delete(slug: str) -> Response:
    """Ask for confirmation before the history of a document is deleted."""
    found = history_page(current_library(), slug, 1)
    return page("desk/history_delete.html", indexed=False, slug=slug, found=found)


def delete(slug: str) -> Response:
    """Delete the history of a document up to now."""
    delete_history(current_library(), slug, current_person())
    return back_to(desk_address(slug, "history"), TOLD, done="deleted")


def _history_page(slug: str, number: int, done: str, status: int = 200) -> Response:
    found = history_page(current_library(), slug, number)
    pages = list_paging(found.page, found.pages, f"{DOCUMENTS}/{slug}/history")
    return page("desk/history.html", status=status, indexed=False, slug=slug, found=found, paging=pages, done=done)
