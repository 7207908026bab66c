"""What the scripts of the editor ask for: saving while someone writes, who else has it open, and pasting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.writing.open_documents import leave, note_open
from library.actions.writing.opening import open_document
from library.actions.writing.pasting import paste as paste_html
from library.errors import DraftError, ExportFailed
from library.model.draft import DraftChanged
from library.model.revision import Change
from library.web.editor_page import field_label
from library.web.formatting import time_of_day
from library.web.forms import line
from library.web.phrases import gettext, plain
from library.web.request_context import current_library, current_person
from library.web.script_answer import script_answer
from library.web.sent_document import save_sent, with_sent_values

if TYPE_CHECKING:
    from flask import Response


def autosave(slug: str) -> Response:
    """Save what a script sends while someone writes; the answer says when, or why not."""
    opened = open_document(current_library(), slug)
    result = with_sent_values(opened)
    try:
        draft = save_sent(opened, result.data, Change.AUTOSAVED)
    except DraftChanged:
        return script_answer(409, problem="conflict")
    except DraftError as error:
        return script_answer(422, problem=plain(gettext("This could not be saved: %(reason)s", reason=str(error))))
    said = gettext("Saved at %(time)s", time=time_of_day(draft.changed_at))
    if result.refused:
        names = ", ".join(map(field_label, result.refused))
        said = gettext("Saved at %(time)s, but not: %(fields)s", time=time_of_day(draft.changed_at), fields=names)
    return script_answer(200, version=str(draft.version), base=draft.base, saved=plain(said))


def note_presence(slug: str) -> Response:
    """Note that a tab has a document open, or that it was closed; the answer says who else has."""
    library, tab = current_library(), line("tab")
    opened = open_document(library, slug)
    if line("closed"):
        leave(library, opened.path, current_person(), tab)
        return script_answer(200)
    others = note_open(library, opened.path, current_person(), tab)
    names = [each.name or gettext("someone who left") for each in others]
    words = gettext("Also open: %(names)s. The second to save has to choose.", names=", ".join(names))
    return script_answer(200, others=plain(words) if names else "")


def paste(slug: str) -> Response:
    """Turn what was pasted into our Markdown; nothing of it is stored."""
    open_document(current_library(), slug)
    try:
        markdown = paste_html(current_library(), current_person(), request.form.get("html", ""))
    except ExportFailed:
        busy = gettext("Pasted without its format, because the site is busy. Delete it and paste it again in a minute.")
        return script_answer(503, problem=plain(busy))
    if markdown is None:
        return script_answer(413, problem=plain(gettext("This is too much to paste at once. Paste it in parts.")))
    return script_answer(200, markdown=markdown)
