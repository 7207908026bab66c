"""Comments on passages of a document, for those who edit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.writing.commenting import (
    TEXT,
    add_comment,
    comments_page,
    delete_comment,
    resolve_comment,
)
from library.errors import InvalidInput
from library.model.comment import MOST_COMMENT
from library.web.desk_address import desk_address
from library.web.forms import TOLD, back_to, id_of, line, words
from library.web.passage_html import passages_html
from library.web.pictures import with_descriptions
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_person

if TYPE_CHECKING:
    from flask import Response

# The field of the form that holds the anchor of a passage; in the query, the passage whose form is open.
AT = "at"


def show_comments(slug: str) -> Response:
    """Show a document with the comments on it, and the form for a comment."""
    return _comments_page(slug, request.args.get(AT, ""), request.args.get("done", ""))


def add(slug: str) -> Response:
    """Add a comment on a passage, or on the whole document."""
    anchor, text = line(AT), words(TEXT)
    try:
        add_comment(current_library(), slug, current_person(), anchor, text)
    except InvalidInput as wrong:
        return _comments_page(slug, anchor, form=PostedForm("comment", {TEXT: text}, wrong.problems))
    return _back(slug, "added")


def resolve(slug: str, comment_id: str) -> Response:
    """Record that a comment is done with."""
    resolve_comment(current_library(), slug, id_of(comment_id), current_person())
    return _back(slug, "resolved")


def reopen(slug: str, comment_id: str) -> Response:
    """Open a comment again."""
    resolve_comment(current_library(), slug, id_of(comment_id), None)
    return _back(slug, "reopened")


def delete(slug: str, comment_id: str) -> Response:
    """Delete a comment."""
    delete_comment(current_library(), slug, id_of(comment_id))
    return _back(slug, "deleted")


def _back(slug: str, done: str) -> Response:
    return back_to(desk_address(slug, "comments"), TOLD, done=done)


def _comments_page(slug: str, anchor: str, done: str = "", form: PostedForm = NOT_SENT) -> Response:
    found = comments_page(current_library(), slug)
    here = desk_address(slug, "comments")
    html = passages_html(with_descriptions(found.text.body.html), here) if found.text.body else {}
    return page(
        "desk/comments.html",
        status=422 if form.problems else 200,
        indexed=False,
        slug=slug,
        found=found,
        html=html,
        anchor=anchor,
        done=done,
        form=form,
        most=MOST_COMMENT,
    )
