"""The editor: a document as a form, as a whole file, and as the page that readers will see."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import jsonify, make_response, render_template, request

from library.actions.writing.adding_word import add_word
from library.actions.writing.commenting import open_comments
from library.actions.writing.editing import save_text
from library.actions.writing.open_documents import leave, note_open
from library.actions.writing.opening import current_vocabulary, open_document
from library.actions.writing.preview import check_text, preview_of, terms_proposed
from library.content.document_difference import compare
from library.content.form.form import TEXT, applied, form_of
from library.content.form.whole import raw_text, with_raw_text
from library.content.markdown_writer.pasting import markdown_of_pasted
from library.errors import DraftError, ImportRefused, InvalidInput
from library.model.attribution import named_authors
from library.model.draft import DraftChanged
from library.model.revision import Change
from library.web.caching import keep_private
from library.web.document_page import details_of
from library.web.editor_page import EditorPage, field_label
from library.web.form_sizes import MOST_OTHER, MOST_WORD
from library.web.formatting import time_of_day
from library.web.forms import TOLD, back_to, line, redirect_to
from library.web.languages import localised
from library.web.page_metadata import marked_title
from library.web.phrases import gettext, plain
from library.web.pictures import with_draft_files
from library.web.posted_form import SENTENCES
from library.web.rendering import page
from library.web.request_context import current_library, current_person, current_viewer

if TYPE_CHECKING:
    from flask import Response

    from library.actions.writing.opening import Opened
    from library.content.drafts.addition import Addition
    from library.content.form.form import Applied
    from library.content.form.shown import Values
    from library.model.draft import Draft

HOME = "/desk/documents"
# Of a version.
MOST_DIGITS = 18


def show_editor(slug: str) -> Response:
    """Show a document as a form; with its mistakes and advice if someone asked for them."""
    opened = open_document(current_library(), slug)
    if form_of(opened.data, opened.path).text is None:
        return redirect_to(localised(f"{HOME}/{slug}/raw"))
    return _editor(opened, is_checked="check" in request.args)


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
    shown = preview_of(library, viewer, _applied(opened).data, opened.path)
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


def autosave(slug: str) -> Response:
    """Save what a script sends while someone writes; the answer says when, or why not."""
    opened = open_document(current_library(), slug)
    result = _applied(opened)
    try:
        draft = _store(opened, result.data, Change.AUTOSAVED)
    except DraftChanged:
        return _said({"problem": "conflict"}, 409)
    except DraftError as error:
        return _said({"problem": plain(gettext("This could not be saved: %(reason)s", reason=str(error)))}, 422)
    said = gettext("Saved at %(time)s", time=time_of_day(draft.changed_at))
    if result.refused:
        names = ", ".join(map(field_label, result.refused))
        said = gettext("Saved at %(time)s, but not: %(fields)s", time=time_of_day(draft.changed_at), fields=names)
    return _said({"version": str(draft.version), "base": draft.base, "saved": plain(said)})


def note_presence(slug: str) -> Response:
    """Note that a tab has a document open, or that it was closed; the answer says who else has."""
    library, tab = current_library(), line("tab")
    opened = open_document(library, slug)
    if line("closed"):
        leave(library, opened.path, current_person(), tab)
        return _said({})
    others = note_open(library, opened.path, current_person(), tab)
    names = [each.name or gettext("someone who left") for each in others]
    words = gettext("Also open: %(names)s. The second to save has to choose.", names=", ".join(names))
    return _said({"others": plain(words) if names else ""})


def paste(slug: str) -> Response:
    """Turn what was pasted into our Markdown; nothing of it is stored."""
    open_document(current_library(), slug)
    markdown = markdown_of_pasted(request.form.get("html", ""))
    if markdown is None:
        return _said({"problem": plain(gettext("This is too much to paste at once. Paste it in parts."))}, 413)
    return _said({"markdown": markdown})


def add_word_file(slug: str) -> Response:
    """Save what the form says, with the text of a Word file at its end, and show what differs from the file."""
    opened = open_document(current_library(), slug)
    result = _applied(opened)
    added, problem = _added(opened, result)
    if added:
        before = (form_of(result.data, opened.path).text or "").rstrip()
        text = f"{before}\n\n{added.markdown}" if before else added.markdown
        result = applied(opened.data, opened.path, {**_sent(), TEXT: (text,)})
    try:
        _store(opened, result.data)
    except DraftChanged as changed:
        return _conflict(opened, changed, result.data, added)
    return _editor(open_document(current_library(), slug), result, is_checked=False, added=added, problem=problem)


def give_word_file(slug: str) -> Response:
    """Turn a Word file into our Markdown for a script, and store its pictures; the text is not stored."""
    opened = open_document(current_library(), slug)
    added, problem = _added(opened, _applied(opened))
    if added is None:
        return _said({"problem": problem}, 422)
    return _said({"markdown": added.markdown, "report": render_template("desk/word_report.html", added=added)})


def show_raw(slug: str) -> Response:
    """Show a document as the file that it is, to edit all of it."""
    opened = open_document(current_library(), slug)
    return page("desk/editor_raw.html", indexed=False, opened=opened, text=raw_text(opened.data), here=_here(opened))


def save_raw(slug: str) -> Response:
    """Save a document as the file that was sent."""
    opened = open_document(current_library(), slug)
    # A form without the field is no empty file.
    data = with_raw_text(opened.data, request.form["file"]) if "file" in request.form else opened.data
    try:
        _store(opened, data)
    except DraftChanged as changed:
        return _conflict(opened, changed, data)
    return back_to(_here(opened), TOLD, saved="1")


def give_file(slug: str) -> Response:
    """Send a document as a file."""
    opened = open_document(current_library(), slug)
    response = make_response(opened.data)
    response.headers["Content-Type"] = "text/markdown; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(opened.slug)}.md"
    return keep_private(response)


def _save(slug: str, told: dict[str, str], place: str) -> Response:
    opened = open_document(current_library(), slug)
    result = _applied(opened)
    try:
        _store(opened, result.data)
    except DraftChanged as changed:
        return _conflict(opened, changed, result.data)
    if result.refused:
        return _editor(open_document(current_library(), slug), result, is_checked=False)
    if request.args.get("then") == "publish":
        return redirect_to(f"{_here(opened)}/publish")
    return back_to(_here(opened), place, **told)


def _store(opened: Opened, data: bytes, what: Change = Change.SAVED) -> Draft:
    return save_text(current_library(), opened, data, current_person(), _version(), line("tab"), line("base"), what)


def _added(opened: Opened, result: Applied) -> tuple[Addition | None, str]:
    """Return what the Word file that was sent adds to a document, or else why it adds nothing."""
    form, file = form_of(result.data, opened.path), request.files.get("word")
    name, data = (file.filename or "", file.read()) if file else ("", b"")
    title = next(iter(form.values.get("title", ())), "")
    try:
        return add_word(current_library(), current_person(), opened.path, title, form.text or "", name, data), ""
    except InvalidInput as wrong:
        return None, plain(str(SENTENCES[wrong.problems["file"]]))
    except (ImportRefused, DraftError) as refused:
        return None, str(refused)


def _said(values: dict[str, str], status: int = 200) -> Response:
    """Return an answer for a script."""
    response = jsonify(values)
    response.status_code = status
    return keep_private(response)


def _version() -> int:
    """Return the version of the draft that the form was made from; 0 if there was none."""
    typed = line("version")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else 0


def _applied(opened: Opened) -> Applied:
    return applied(opened.data, opened.path, _sent())


def _sent() -> Values:
    """Return what a form sent, by the names of its controls."""
    return {name: tuple(values) for name, values in request.form.lists()}


def _editor(
    opened: Opened,
    result: Applied | None = None,
    *,
    is_checked: bool,
    added: Addition | None = None,
    problem: str = "",
) -> Response:
    library = current_library()
    form = form_of(opened.data, opened.path)
    vocabulary = current_vocabulary(library)
    checked = check_text(library, opened.data, opened.path) if is_checked else None
    refused = result.refused if result else {}
    typed = {name: each for name, each in _sent().items() if name.partition(".")[0] in refused} if result else {}
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
        here=_here(opened),
        comments=open_comments(library, opened.path),
        me=current_viewer().person_id,
        added=added,
        problem=problem,
        most_word=MOST_WORD - MOST_OTHER,
    )


def _conflict(opened: Opened, changed: DraftChanged, mine: bytes, added: Addition | None = None) -> Response:
    return page(
        "desk/editor_conflict.html",
        status=409,
        indexed=False,
        opened=opened,
        changed=changed,
        own=raw_text(mine),
        other=raw_text(changed.theirs),
        changes=compare(changed.theirs, mine),
        here=_here(opened),
        added=added,
    )


def _here(opened: Opened) -> str:
    return localised(f"{HOME}/{opened.slug}")
