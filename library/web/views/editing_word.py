"""A Word file that becomes more text of a document."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import render_template, request

from library.actions.writing.adding_word import add_word
from library.actions.writing.opening import open_document
from library.content.form.form import TEXT, applied, form_of
from library.errors import DraftError, ImportRefused, InvalidInput
from library.model.draft import DraftChanged
from library.web.phrases import plain
from library.web.posted_form import SENTENCES
from library.web.request_context import current_library, current_person
from library.web.script_answer import script_answer
from library.web.sent_document import save_sent, sent_values, with_sent_values
from library.web.views.editing import conflict_answer, editor_answer

if TYPE_CHECKING:
    from flask import Response

    from library.actions.writing.opening import Opened
    from library.content.drafts.addition import Addition
    from library.content.form.form import Applied


def add_word_file(slug: str) -> Response:
    """Save what the form says, with the text of a Word file at its end, and show what differs from the file."""
    opened = open_document(current_library(), slug)
    result = with_sent_values(opened)
    added, problem = _added(opened, result)
    if added:
        before = (form_of(result.data, opened.path).text or "").rstrip()
        text = f"{before}\n\n{added.markdown}" if before else added.markdown
        result = applied(opened.data, opened.path, {**sent_values(), TEXT: (text,)})
    try:
        save_sent(opened, result.data)
    except DraftChanged as changed:
        return conflict_answer(opened, changed, result.data, added)
    return editor_answer(open_document(current_library(), slug), result, is_checked=False, added=added, problem=problem)


def give_word_file(slug: str) -> Response:
    """Turn a Word file into our Markdown for a script, and store its pictures; the text is not stored."""
    opened = open_document(current_library(), slug)
    added, problem = _added(opened, with_sent_values(opened))
    if added is None:
        return script_answer(422, problem=problem)
    return script_answer(200, markdown=added.markdown, report=render_template("desk/word_report.html", added=added))


def _added(opened: Opened, result: Applied) -> tuple[Addition | None, str]:
    """Return what the Word file that was sent adds to a document, or else why it adds nothing."""
    form, file = form_of(result.data, opened.path), request.files.get("word")
    name, data = (file.filename or "", file.stream) if file else ("", BytesIO())
    title = next(iter(form.values.get("title", ())), "")
    try:
        return add_word(current_library(), current_person(), opened.path, title, form.text or "", name, data), ""
    except InvalidInput as wrong:
        return None, plain(str(SENTENCES[wrong.problems["file"]]))
    except (ImportRefused, DraftError) as refused:
        return None, str(refused)
