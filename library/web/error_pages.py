"""Error pages: they say kindly what is wrong, and what to try next.

No page shows internal details; these go to the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify, redirect, request
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge, TooManyRequests

from library.actions.packs.quota import seconds_left
from library.errors import (
    CatalogueUnavailable,
    DraftError,
    ExportFailed,
    FileBusy,
    FilesReadOnly,
    FileTooLarge,
    FileTooSlow,
    Gone,
    Moved,
    NotFound,
    NothingPublished,
    RecordsUnavailable,
    Refused,
    SearchUnavailable,
    TextTooLong,
)
from library.model.refusal import Refusal
from library.web.forms import words
from library.web.languages import localised, page_language, prefix
from library.web.mistyped import meant_address, near_pages
from library.web.phrases import gettext
from library.web.rendering import page
from library.web.request_context import current_library
from library.web.security import NotFromHere

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask
    from flask.typing import ResponseReturnValue

# Fields of forms that people write words into.
WRITTEN = ("title", "summary", "text", "notes", "file")

# What a refusal answers that is not about a permission.
STATUSES = {
    Refusal.FULL: 409,
    Refusal.MANY_WORDS: 409,
    Refusal.LONG_PACK: 409,
    Refusal.MANY_FILES: 409,
    Refusal.EDITIONS_FULL: 409,
    Refusal.NO_PASSAGE: 409,
    Refusal.NO_EVIDENCE: 409,
    Refusal.CHANGED: 409,
    Refusal.LAST_ADMINISTRATOR: 409,
    Refusal.IS_MEMBER: 409,
    Refusal.IS_INVITED: 409,
    Refusal.MANY_INVITATIONS: 409,
    Refusal.MANY_PACKS: 429,
    Refusal.RECORDS_FULL: 503,
}

# What ``Retry-After`` says, in seconds.
AT_ONCE = "3"
SOON = "30"
LATER = "600"


def no_such_page(error: Exception | None = None) -> ResponseReturnValue:
    """Redirect to the page that is clearly meant, or say that there is none, or not for this reader.

    The answer is the same for a page that does not exist and one that is not for this reader.
    """
    del error
    try:
        meant = meant_address()
    except TooManyRequests as too_often:
        return too_many(too_often)
    if meant is not None:
        return redirect(meant, 301)
    sentence = gettext("Page not found, or you do not have access to it.")
    return _answer(404, "not_found.html", sentence, _written(), near=near_pages(), for_a_pack=_is_for_a_pack())


def _is_for_a_pack() -> bool:
    """Return whether an address has the shape of an editing or view-only link, whatever opens with it."""
    language = prefix(page_language())
    return request.path.removeprefix(language).startswith(("/packs/", "/shared/"))


def withdrawn(error: Gone) -> Response:
    """Say kindly that a document was withdrawn, or that its agreed time is over."""
    sentence = gettext("This page is no longer available.") if error.ended else gettext("This page has been withdrawn.")
    return _answer(410, "gone.html", sentence, ended=error.ended)


def moved(error: Moved) -> ResponseReturnValue:
    """Redirect to the current address of the page, in the reader's language."""
    return redirect(localised(error.url), 301)


def nothing_published(error: NothingPublished | CatalogueUnavailable) -> Response:
    """Say that nothing has been published yet, or that it has to be published again."""
    del error
    return _later(_answer(503, "nothing_published.html", gettext("Nothing has been published yet.")))


def search_down(error: SearchUnavailable) -> Response:
    """Say that search is not available, and that everything else is."""
    del error
    return _later(_answer(503, "search_down.html", gettext("Search is not available right now.")))


def records_down(error: RecordsUnavailable) -> Response:
    """Say that this page needs the records, that nothing was changed, and that reading and searching work."""
    del error
    sentence = gettext("This is not available right now.")
    return _later(_answer(503, "records_down.html", sentence, _written()))


def not_saved(error: DraftError) -> Response:
    """Say why a draft could not be stored, and show what was written, so that it can be copied."""
    status = 422 if isinstance(error, TextTooLong) else 409
    return _answer(status, "not_saved.html", str(error), _written(), why=str(error))


def not_allowed(error: Refused) -> Response:
    """Say why something is not allowed: 409 if the pack is the reason, 429 or 503 if it will be allowed later."""
    reason = Refusal(error.reason)
    status = STATUSES.get(reason, 403)
    response = page("not_allowed.html", status=status, indexed=False, reason=reason, written=_written())
    if reason is Refusal.MANY_PACKS:
        response.headers["Retry-After"] = str(seconds_left(current_library().today()))
    elif reason is Refusal.RECORDS_FULL:
        response.headers["Retry-After"] = LATER
    return response


def not_made(error: ExportFailed) -> Response:
    """Say that a file could not be made and why, and that the pack is unchanged."""
    too_much = isinstance(error, FileTooSlow | FileTooLarge)
    return page("not_made.html", status=500, indexed=False, too_much=too_much)


def files_read_only(error: FilesReadOnly) -> Response:
    """Say that no file can be made while the site is read-only, so trying again soon does not help."""
    del error
    return page("not_made.html", status=503, indexed=False, read_only=True)


def file_busy(error: FileBusy) -> Response:
    """Say that another file is being made, and when to try again."""
    del error
    response = _answer(503, "file_busy.html", gettext("We are creating other files."))
    response.headers["Retry-After"] = AT_ONCE
    return response


def not_from_here(error: NotFromHere) -> Response:
    """Say that a form did not come from a page of this site, so nothing was done."""
    del error
    return _answer(403, "not_from_here.html", gettext("This request did not come from our website."))


def too_many(error: TooManyRequests) -> Response:
    """Say that there were too many guesses from one address, and when to try again."""
    del error
    response = _answer(429, "too_many.html", gettext("Too many attempts."), _written())
    response.headers["Retry-After"] = LATER
    return response


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
    """Say that the fault is ours. The log already has the details."""
    del error
    return _answer(500, "broken.html", gettext("There is a problem with the service."))


def register(app: Flask) -> None:
    """Register these pages for the errors of the library and of HTTP."""
    app.register_error_handler(NotFound, no_such_page)
    app.register_error_handler(Gone, withdrawn)
    app.register_error_handler(Moved, moved)
    app.register_error_handler(NothingPublished, nothing_published)
    app.register_error_handler(CatalogueUnavailable, nothing_published)
    app.register_error_handler(SearchUnavailable, search_down)
    app.register_error_handler(RecordsUnavailable, records_down)
    app.register_error_handler(DraftError, not_saved)
    app.register_error_handler(Refused, not_allowed)
    app.register_error_handler(ExportFailed, not_made)
    app.register_error_handler(FilesReadOnly, files_read_only)
    app.register_error_handler(FileBusy, file_busy)
    app.register_error_handler(NotFromHere, not_from_here)
    app.register_error_handler(TooManyRequests, too_many)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(InternalServerError, broken)


def _answer(status: int, template: str, sentence: str, written: Iterable[str] = (), **more: object) -> Response:
    """Return a page, or only the sentence for a machine; the page shows ``written``, so that it can be copied."""
    if request.path.endswith(".json"):
        response = jsonify(error=sentence)
        response.status_code = status
        return response
    return page(template, status=status, indexed=False, written=written, **more)


def _written() -> list[str]:
    """Return the text in a form that could not be saved."""
    try:
        return list(filter(None, map(words, WRITTEN)))
    except RequestEntityTooLarge:
        return []


def _later(response: Response) -> Response:
    response.headers["Retry-After"] = SOON
    return response
