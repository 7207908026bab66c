"""Sending a draft to review, and back: a mark for colleagues. Who may publish is in ``publishing``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.writing.publishing import draft_at
from library.model.draft import DraftState

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.draft import Draft


def set_in_review(library: Library, path: str, *, in_review: bool) -> Draft:
    """Send a draft to review, or back to work.

    Args:
        library: Its drafts.
        path: Of the document.
        in_review: Whether someone else is to read it now.

    Raises:
        DraftGone: There is no draft.
        RecordsUnavailable: Nothing was changed.
    """
    draft_at(library, path)
    return library.drafts.set_state(path, DraftState.IN_REVIEW if in_review else DraftState.DRAFT)
