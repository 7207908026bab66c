"""Pages for when something is not there, not well or not yet: they say so kindly and offer a way on.

No page shows what went wrong inside; that goes to the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify, redirect, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, InternalServerError

from library.errors import CatalogueUnavailable, Gone, Moved, NotFound, NothingPublished, SearchUnavailable
from library.web.languages import localised
from library.web.rendering import page

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

# What ``Retry-After`` says, in seconds.
SOON = "30"


def no_such_page(error: Exception | None = None) -> Response:
    """Say that there is no such page, or not for this reader: the two are never told apart."""
    del error
    return _answer(404, "not_found.html", gettext("There is no such page, or it is not open to you."))


def withdrawn(error: Gone) -> Response:
    """Say kindly that a document was withdrawn."""
    del error
    return _answer(410, "gone.html", gettext("This page was withdrawn."))


def moved(error: Moved) -> ResponseReturnValue:
    """Send the reader to the page's address of today, in her language."""
    return redirect(localised(error.url), 301)


def nothing_published(error: NothingPublished | CatalogueUnavailable) -> Response:
    """Say that the library is not filled yet, or has to be filled again."""
    del error
    return _later(_answer(503, "nothing_published.html", gettext("Nothing is published yet.")))


def search_down(error: SearchUnavailable) -> Response:
    """Say that search does not answer now, and that everything else does."""
    del error
    return _later(_answer(503, "search_down.html", gettext("Search is not working just now.")))


def refused(error: HTTPException) -> ResponseReturnValue:
    """Answer every other mistake of a request, such as a wrong method."""
    if error.code == 404:
        return no_such_page()
    response = _answer(error.code or 400, "refused.html", gettext("That did not work."))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def broken(error: InternalServerError) -> Response:
    """Say that the fault is ours. What it was is in the log already."""
    del error
    return _answer(500, "broken.html", gettext("Something went wrong on our side."))


def register(app: Flask) -> None:
    """Answer the library's errors and the web's own with these pages."""
    app.register_error_handler(NotFound, no_such_page)
    app.register_error_handler(Gone, withdrawn)
    app.register_error_handler(Moved, moved)
    app.register_error_handler(NothingPublished, nothing_published)
    app.register_error_handler(CatalogueUnavailable, nothing_published)
    app.register_error_handler(SearchUnavailable, search_down)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(InternalServerError, broken)


def _answer(status: int, template: str, sentence: str) -> Response:
    """Return a page, or the sentence alone where a machine asked."""
    if request.path.endswith(".json"):
        response = jsonify(error=sentence)
        response.status_code = status
        return response
    return page(template, status=status, indexed=False)


def _later(response: Response) -> Response:
    response.headers["Retry-After"] = SOON
    return response
