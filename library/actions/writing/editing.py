"""Saving what an editor sent: the first time, a draft is started from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.writing import saving
from library.actions.writing.opening import start_draft

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.writing.opening import Opened
    from library.model.draft import Draft
    from library.model.revision import Change


def save_text(
    library: Library, opened: Opened, text: bytes, by: int, version: int, tab: str, base: str, what: Change
) -> Draft:
    """Save the text of a document as its draft.

    Args:
        library: Its drafts.
        opened: The document as it is now.
        text: All of the file that it would be.
        by: The id of the person.
        version: Of the draft that they changed; 0 if there was none when they began.
        tab: A random id of the browser's tab.
        base: The digest of the file that they began with or decided about; empty if there was none.
        what: ``SAVED`` or ``AUTOSAVED``.

    Returns:
        The draft as it is now.

    Raises:
        DraftChanged: Someone else saved it meanwhile, or its file has changed. The text is in the history.
        DraftError: It could not be stored, with the reason.
        RecordsUnavailable: It could not be stored.
    """
    if not version:
        draft = start_draft(library, opened, by)
        # Who began with the file began with the first version of its draft.
        version = draft.first_version if draft.base == base else 0
    return saving.save(library, opened.path, text, version, by, tab, base=base, what=what)
