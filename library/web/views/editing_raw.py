"""A document as the file that it is: to edit all of it, and to download."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import make_response, request

from library.actions.writing.opening import open_document
from library.content.form.whole import raw_text, with_raw_text
from library.model.draft import DraftChanged
from library.web.caching import keep_private
from library.web.desk_address import desk_address
from library.web.forms import TOLD, back_to
from library.web.rendering import page
from library.web.request_context import current_library
from library.web.sent_document import save_sent
from library.web.views.editing import conflict_answer

if TYPE_CHECKING:
    from flask import Response


def show_raw(slug: str) -> Response:
    """Show a document as the file that it is, to edit all of it."""
    opened, here = open_document(current_library(), slug), desk_address(slug)
    return page("desk/editor_raw.html", indexed=False, opened=opened, text=raw_text(opened.data), here=here)


def save_raw(slug: str) -> Response:
    """Save a document as the file that was sent."""
    opened = open_document(current_library(), slug)
    # A form without the field is no empty file.
    data = with_raw_text(opened.data, request.form["file"]) if "file" in request.form else opened.data
    try:
        save_sent(opened, data)
    except DraftChanged as changed:
        return conflict_answer(opened, changed, data)
    return back_to(desk_address(opened.slug), TOLD, saved="1")


def give_file(slug: str) -> Response:
    """Send a document as a file."""
    opened = open_document(current_library(), slug)
    response = make_response(opened.data)
    response.headers["Content-Type"] = "text/markdown; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(opened.slug)}.md"
    return keep_private(response)
