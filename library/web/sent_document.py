"""What an editor sent of a document: its text as a form has it, and the version that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.writing.editing import save_text
from library.content.form.form import applied
from library.model.revision import Change
from library.web.forms import line, sent_version
from library.web.request_context import current_library, current_person

if TYPE_CHECKING:
    from library.actions.writing.opening import Opened
    from library.content.form.form import Applied
    from library.content.form.shown import Values
    from library.model.draft import Draft


def sent_values() -> Values:
    """Return what a form sent, by the names of its controls."""
    return {name: tuple(values) for name, values in request.form.lists()}


def with_sent_values(opened: Opened) -> Applied:
    """Return a document with what a form sent."""
    return applied(opened.data, opened.path, sent_values())


def save_sent(opened: Opened, data: bytes, what: Change = Change.SAVED) -> Draft:
    """Save a text as the draft of the document that a form was made from.

    Args:
        opened: The document as it is now.
        data: All of its file.
        what: What the history says.

    Raises:
        DraftChanged: Someone else saved it meanwhile, or its file has changed.
        DraftError, RecordsUnavailable: It could not be stored.
    """
    by, version = current_person(), sent_version(otherwise=0)
    return save_text(current_library(), opened, data, by, version, line("tab"), line("base"), what)
