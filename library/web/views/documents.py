"""All documents and drafts, and the addresses of drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from library.actions.writing.addresses import ADDRESS, change_address, new_draft
from library.actions.writing.discarding import discard, discardable
from library.actions.writing.listing import ListState, document_list
from library.content.slugs import slug_of
from library.content.titles import title_or_path
from library.errors import InvalidInput
from library.model.draft import DraftChanged
from library.web.desk_address import DOCUMENTS, desk_address
from library.web.forms import TOLD, back_to, line, redirect_to, sent_version
from library.web.languages import localised
from library.web.paging import asked_page, paging
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from flask import Response


def show_documents() -> Response:
    """Show all documents and drafts, or those with some words in their title, or in one state."""
    asked = request.args.get("q", ""), request.args.get("state", "")
    found = document_list(current_library(), current_viewer(), *asked, asked_page())
    pages = paging(found.page, found.pages, lambda at: list_address(found.words, found.state or "", at))
    filters = [(state, list_address(found.words, state or "")) for state in (None, *ListState)]
    return page(
        "desk/documents.html", indexed=False, found=found, paging=pages, filters=filters, done=request.args.get("done")
    )


def list_address(words: str, state: str, at: int = 1) -> str:
    """Return the address of the list for some words and a state, and one of its pages."""
    query = {"q": words, "state": state, "page": str(at) if at > 1 else ""}
    asked = urlencode({name: value for name, value in query.items() if value})
    return localised(f"{DOCUMENTS}?{asked}" if asked else DOCUMENTS)


def show_address(slug: str) -> Response:
    """Show the address that a draft will have, to change it."""
    return _address_page(slug)


def set_address(slug: str) -> Response:
    """Change the address of a draft that has never been published."""
    entered = line(ADDRESS)
    try:
        path = change_address(current_library(), slug, entered)
    except InvalidInput as wrong:
        return _address_page(slug, PostedForm("address", {ADDRESS: entered}, wrong.problems))
    return redirect_to(desk_address(slug_of(path)))


def show_discard(slug: str) -> Response:
    """Ask for confirmation before a draft is deleted."""
    return _discard_page(slug)


def discard_now(slug: str) -> Response:
    """Delete a draft; what is published stays."""
    try:
        discard(current_library(), slug, sent_version())
    except DraftChanged:
        return _discard_page(slug, is_changed=True)
    return back_to(localised(DOCUMENTS), TOLD, done="discarded")


def _discard_page(slug: str, *, is_changed: bool = False) -> Response:
    return page(
        "desk/discard.html",
        status=409 if is_changed else 200,
        indexed=False,
        found=discardable(current_library(), slug),
        slug=slug,
        is_changed=is_changed,
    )


def _address_page(slug: str, form: PostedForm = NOT_SENT) -> Response:
    draft = new_draft(current_library(), slug)
    return page(
        "desk/address.html",
        status=422 if form.problems else 200,
        indexed=False,
        title=title_or_path(draft.text, draft.path),
        shelf=draft.path.partition("/")[0],
        slug=slug,
        form=form,
    )
