"""The history of a document: its revisions, what changed in them, and going back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.writing.history import delete_history, history_page, restore_revision
from library.actions.writing.opening import open_document
from library.model.draft import DraftChanged
from library.web.desk_address import DOCUMENTS, desk_address
from library.web.forms import TOLD, back_to, id_of
from library.web.history_pages import HistoryPlace, list_answer, revision_answer, text_answer
from library.web.paging import asked_page
from library.web.rendering import page
from library.web.request_context import current_library, current_person

if TYPE_CHECKING:
    from flask import Response


def show_history(slug: str) -> Response:
    """Show the revisions of a document, newest first."""
    return list_answer(_place(slug), asked_page(), request.args.get("done", ""))


def show_revision(slug: str, revision_id: str) -> Response:
    """Show a document as it was in a revision, and what changed before and since."""
    return revision_answer(_place(slug), id_of(revision_id))


def send_revision(slug: str, revision_id: str) -> Response:
    """Send the bytes of a revision."""
    return text_answer(_place(slug), id_of(revision_id))


def restore(slug: str, revision_id: str) -> Response:
    """Make the text of a revision that of the draft; nothing is published."""
    try:
        restore_revision(current_library(), slug, id_of(revision_id), current_person())
    except DraftChanged:
        return list_answer(_place(slug), 1, "changed", 409)
    return back_to(desk_address(slug, "history"), TOLD, done="restored")


def show_delete(slug: str) -> Response:
    """Ask for confirmation before the history of a document is deleted."""
    found = history_page(current_library(), open_document(current_library(), slug), 1)
    return page("desk/history_delete.html", indexed=False, slug=slug, found=found)


def delete(slug: str) -> Response:
    """Delete the history of a document up to now."""
    delete_history(current_library(), slug, current_person())
    return back_to(desk_address(slug, "history"), TOLD, done="deleted")


def _place(slug: str) -> HistoryPlace:
    return HistoryPlace(open_document(current_library(), slug), slug, f"{DOCUMENTS}/{slug}", is_document=True)
