"""Reading: one document, and the files that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import send_file

from library.actions.read import open_file, read_document
from library.errors import NotFound
from library.model.attribution import named_authors
from library.model.document import Audience
from library.web.caching import keep_private
from library.web.document_page import details_of, saved_name
from library.web.languages import this_path
from library.web.page_metadata import ROBOTS_OFF, cards_around, marked_title, may_be_indexed, structured_data
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from flask import Response

# Shown in the page or the browser; every other file is a download.
# A PDF has to open in the browser for a result to lead to its page.
SHOWN_IN_PLACE = ("video/", "audio/", "image/", "text/vtt", "application/pdf")


def show_document(shelf: str, slug: str) -> Response:
    """Show a document to a viewer who may see it."""
    shown = read_document(current_library(), current_viewer(), shelf, slug)
    response = page(
        "document.html",
        page=shown,
        details=details_of(shown),
        authors=named_authors(shown.document),
        marked_title=marked_title(shown.card),
        indexed=shown.may_be_indexed and may_be_indexed(cards_around(shown)),
        structured=structured_data(shown, this_path()) if shown.may_be_indexed else None,
    )
    return response if shown.document.consent.audience is Audience.PUBLIC else keep_private(response)


def send_document_file(shelf: str, slug: str, name: str) -> Response:
    """Send a file of a document, or the requested part of it, to a viewer who may see the document."""
    file = open_file(current_library(), current_viewer(), shelf, slug, name)
    try:
        response = send_file(
            file.path,
            mimetype=file.media_type,
            as_attachment=not file.media_type.startswith(SHOWN_IN_PLACE),
            download_name=saved_name(file.name, file.media_type),
            conditional=True,
            etag=file.etag,
        )
    except FileNotFoundError as error:
        raise NotFound from error  # withdrawn a moment ago
    response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response if file.public else keep_private(response)
