"""The editor: a document as a form, and as the page that readers will see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.writing.commenting import open_comments
from library.actions.writing.opening import current_vocabulary, open_document
from library.actions.writing.preview import check_text, preview_of, terms_proposed
from library.content.document_difference import compare
from library.content.form.form import form_of
from library.content.form.whole import raw_text
from library.model.attribution import named_authors
from library.model.draft import DraftChanged
from library.web.caching import keep_private
from library.web.desk_address import desk_address
from library.web.document_page import details_of
from library.web.editor_page import EditorPage, field_label
from library.web.form_sizes import MOST_OTHER, MOST_WORD
from library.web.forms import TOLD, back_to, redirect_to
from library.web.page_metadata import marked_title
from library.web.pictures import with_draft_files
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer
from library.web.sent_document import save_sent, sent_values, with_sent_values

if TYPE_CHECKING:
    from flask import Response

    from library.actions.writing.opening import Opened
    from library.content.drafts.addition import Addition
    from library.content.form.form import Applied


def show_editor(slug: str) -> Response:
    """Show a document as a form; with its mistakes and advice if someone asked for them."""
    opened = open_document(current_library(), slug)
    if form_of(opened.data, opened.path).text is None:
        return redirect_to(desk_address(slug, "raw"))
    return editor_answer(opened, is_checked="check" in request.args)


def save(slug: str) -> Response:
    """Save what the form says; what cannot be saved stays in the form and says why."""
    return _save(slug, {"saved": "1"}, TOLD)


def check(slug: str) -> Response:
    """Save what the form says, and show its mistakes and advice."""
    return _save(slug, {"check": "1"}, "findings")


def preview(slug: str) -> Response:
    """Show the page that readers would see of what the form says; this saves nothing."""
    library, viewer = current_library(), current_viewer()
    opened = open_document(library, slug)
    shown = preview_of(library, viewer, with_sent_values(opened).data, opened.path)
    if shown.page is None:
        return page("desk/no_preview.html", indexed=False, checked=shown.checked, field_label=field_label)
    response = keep_private(
        page(
            "document.html",
            indexed=False,
            page=shown.page,
            details=details_of(shown.page),
            authors=named_authors(shown.page.document),
            marked_title=marked_title(shown.page.card),
            structured=None,
            preview=shown.checked,
            field_label=field_label,
        )
    )
    response.set_data(with_draft_files(response.get_data(as_text=True), shown.page.document))
    return response


def _save(slug: str, told: dict[str, str], place: str) -> Response:
    opened = open_document(current_library(), slug)
    result = with_sent_values(opened)
    try:
        save_sent(opened, result.data)
    except DraftChanged as changed:
        return conflict_answer(opened, changed, result.data)
    if result.refused:
        return editor_answer(open_document(current_library(), slug), result, is_checked=False)
    if request.args.get("then") == "publish":
        return redirect_to(desk_address(opened.slug, "publish"))
    return back_to(desk_address(opened.slug), place, **told)


def editor_answer(
    opened: Opened,
    result: Applied | None = None,
    *,
    is_checked: bool,
    added: Addition | None = None,
    problem: str = "",
) -> Response:
    """Return the form of a document.

    Args:
        opened: The document as it is now.
        result: What was sent and could not all be saved; ``None`` if everything was.
        is_checked: Whether to show mistakes and advice.
        added: What a Word file added.
        problem: Why a Word file added nothing; may be empty.
    """
    library = current_library()
    form = form_of(opened.data, opened.path)
    vocabulary = current_vocabulary(library)
    checked = check_text(library, opened.data, opened.path) if is_checked else None
    refused = result.refused if result else {}
    typed = {name: each for name, each in sent_values().items() if name.partition(".")[0] in refused}
    fields = EditorPage(
        form,
        vocabulary,
        typed=typed,
        refused=refused,
        checked=checked,
        proposals=terms_proposed(form, vocabulary),
    )
    return page(
        "desk/editor.html",
        status=422 if refused or problem else 200,
        indexed=False,
        opened=opened,
        form=form,
        fields=fields,
        field_label=field_label,
        checked=checked,
        refused=refused,
        here=desk_address(opened.slug),
        comments=open_comments(library, opened.path),
        me=current_viewer().person_id,
        added=added,
        problem=problem,
        most_word=MOST_WORD - MOST_OTHER,
    )


def conflict_answer(opened: Opened, changed: DraftChanged, mine: bytes, added: Addition | None = None) -> Response:
    """Return a page with two texts of a document, to choose one.

    Args:
        opened: The document as it is now.
        changed: The other text.
        mine: The text that was sent.
        added: What a Word file added to it.
    """
    return page(
        "desk/editor_conflict.html",
        status=409,
        indexed=False,
        opened=opened,
        changed=changed,
        own=raw_text(mine),
        other=raw_text(changed.theirs),
        changes=compare(changed.theirs, mine),
        here=desk_address(opened.slug),
        added=added,
    )
