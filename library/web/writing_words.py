"""What the pages of writing call things: states of documents, fields of forms, and how a draft differs from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.writing.listing import ListState
from library.content.changes import Effect
from library.model.revision import Change
from library.web.phrases import lazy_gettext as _l

if TYPE_CHECKING:
    from library.web.phrases import LazyPhrase

STATES: dict[str, LazyPhrase] = {
    ListState.DRAFT: _l("Draft"),
    ListState.IN_REVIEW: _l("In review"),
    ListState.SCHEDULED: _l("Scheduled"),
    ListState.PUBLISHED: _l("Published"),
    ListState.WITHDRAWN: _l("Withdrawn"),
}

# What happened in a revision.
REVISIONS: dict[str, LazyPhrase] = {
    Change.SAVED: _l("Saved"),
    Change.AUTOSAVED: _l("Saved automatically"),
    Change.CONFLICT: _l("Saved beside a newer text of someone else"),
    Change.PUBLISHED: _l("Published"),
    Change.FOUND: _l("Found in the file, written outside this site"),
    Change.RESTORED: _l("Earlier text restored"),
    Change.REPUBLISHED: _l("Published again after it was withdrawn"),
    Change.IMPORTED: _l("Imported"),
}

FIELDS: dict[str, LazyPhrase] = {
    "title": _l("Title"),
    "kind": _l("What it is"),
    "language": _l("Language"),
    "address": _l("Web address"),
    "summary": _l("Summary"),
    "organisation": _l("Organisation"),
    "file": _l("Word file"),
    "slug": _l("Address"),
    "text": _l("Comment"),
}

EFFECTS: dict[str, LazyPhrase] = {
    Effect.LEFT_OUT: _l("Left out"),
    Effect.CHANGED: _l("Changed"),
    Effect.GUESSED: _l("Guessed"),
}
