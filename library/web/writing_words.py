"""What the pages of writing call things: states of documents, fields of forms, and how a draft differs from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.writing.listing import ListState
from library.content.changes import Effect
from library.model.revision import Change
from library.model.vocabulary import Axis
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
    "label_en": _l("Name in English"),
    "label_cy": _l("Name in Welsh"),
    "label_gd": _l("Name in Gaelic"),
    "also": _l("Other names"),
    "note": _l("Note"),
    "name": _l("People search for"),
    "order": _l("Place in the list"),
    "document_1": _l("Document 1"),
    "document_2": _l("Document 2"),
    "document_3": _l("Document 3"),
    "why_1": _l("Why to start with document 1"),
    "why_2": _l("Why to start with document 2"),
    "why_3": _l("Why to start with document 3"),
}

# The same, where the text is that of a collection or introduction.
EDITORIAL: dict[str, LazyPhrase] = FIELDS | {"text": _l("Text")}

AXES: dict[str, LazyPhrase] = {
    Axis.THEME: _l("Themes"),
    Axis.ROLE: _l("Job roles"),
    Axis.VOICE: _l("Perspectives"),
    Axis.SECTOR: _l("Sectors"),
    Axis.CIRCUMSTANCE: _l("Circumstances"),
    Axis.SETTING: _l("Settings"),
    Axis.NATION: _l("Countries"),
    Axis.OUTCOME: _l("Outcomes"),
    Axis.SHOWS: _l("Focus"),
    Axis.CONTENT_NOTE: _l("Content notes"),
}

EFFECTS: dict[str, LazyPhrase] = {
    Effect.LEFT_OUT: _l("Left out"),
    Effect.CHANGED: _l("Changed"),
    Effect.GUESSED: _l("Guessed"),
}
