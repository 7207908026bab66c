"""What the pages of writing call things: states of documents, fields of forms, and what an import does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.import_export.plan import Outcome
from library.actions.jobs.publishing import PublishFailure
from library.actions.writing.hidden import Cause
from library.actions.writing.listing import ListState
from library.content.changes import Effect
from library.errors import (
    ContentNotWritten,
    FileChanged,
    LibraryError,
    NotPublishedYet,
    PublishBusy,
    PublishError,
    SecondReaderNeeded,
)
from library.model.draft import DraftChanged, Unpublished
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

# Who sees a document, or why not, by the words of ``actions/tally.py``.
_SEEN: dict[str, LazyPhrase] = {
    "": _l("Nobody sees it: it has never been published."),
    "public": _l("Everyone sees it."),
    "for members": _l("Members of the network see it, and coordinators."),
    "for coordinators": _l("Coordinators see it, and nobody else."),
    "due later": _l("Nobody sees it before its first day."),
    "hidden as fictional": _l("Nobody sees it: this site shows no fictional documents."),
    "in draft": _l("Nobody sees it: it is a draft."),
    "in review": _l("Nobody sees it: it is in review."),
    "past their last day": _l("Nobody sees it: its last day has passed."),
    "withdrawn": _l("Nobody sees it: it is withdrawn."),
}

# The same of a translation that its original hides.
_HIDDEN_WITH_ORIGINAL: dict[str, LazyPhrase] = {
    "due later": _l("Nobody sees it before the first day of its original."),
    "in draft": _l("Nobody sees it: its original is a draft."),
    "in review": _l("Nobody sees it: its original is in review."),
    "past their last day": _l("Nobody sees it: the last day of its original has passed."),
    "withdrawn": _l("Nobody sees it: its original is withdrawn."),
}
_HIDDEN_BY: dict[str, LazyPhrase] = {
    Cause.NO_ORIGINAL: _l("Nobody sees it: its original is not in the library."),
    Cause.REFUSED: _l("Nobody sees it: its original does not permit this translation."),
}


def seen(word: str, cause: str) -> LazyPhrase:
    """Return who sees a document, or why nobody does.

    Args:
        word: Of ``SHOWN`` or ``NOT_SHOWN`` (``actions/tally.py``), or empty.
        cause: A value of ``Cause``.
    """
    if cause == Cause.ORIGINAL:
        return _HIDDEN_WITH_ORIGINAL.get(word, _SEEN[word])
    return _HIDDEN_BY.get(cause, _SEEN[word])


UNPUBLISHED: dict[str, LazyPhrase] = {
    Unpublished.MISTAKES: _l("It was not published at the time that was set: it has mistakes now."),
    Unpublished.CONFLICT: _l("It was not published at the time that was set: its file had been changed."),
    Unpublished.CHANGED: _l("It was not published at the time that was set: it had been changed since."),
    Unpublished.SAME_PERSON: _l("It was not published at the time that was set: a second pair of eyes is needed."),
    Unpublished.NO_COORDINATOR: _l(
        "It was not published at the time that was set: whoever set it is no longer a coordinator."
    ),
}

DONE: dict[str, LazyPhrase] = {
    "published": _l("Published."),
    "scheduled": _l("The time is set. You can cancel it until then."),
    "unscheduled": _l("The time is cancelled. Nothing is published by itself."),
    "in-review": _l("Sent to review. Colleagues see it on the desk."),
    "in-work": _l("Back to draft."),
    "withdrawn": _l("Withdrawn. Nobody can see it, and its words are deleted from the site."),
    "restored": _l("Shown to readers again."),
}


_BUSY = _l("The text is in its file, but another publish is running. Try again in a minute.")
_NOT_PUBLISHED = _l("The text is in its file, but could not be published. Tell the people who run this site.")
_FULL = _l("The disk is full, so the file cannot be written. Tell the people who run this site.")
_READ_ONLY = _l("The site may not write its content folder. Tell the people who run this site.")
_CHANGED = _l("Someone has changed this meanwhile. Read it again before you publish it.")
_NOT_DONE: dict[type[LibraryError], LazyPhrase] = {
    DraftChanged: _CHANGED,
    FileChanged: _CHANGED,
    PublishError: _l(
        "A file that this names could not be put in its place. Its name may be taken, or the disk is full."
    ),
    SecondReaderNeeded: _l("You wrote the newest version, so a colleague has to publish it."),
}


def not_done(error: LibraryError) -> LazyPhrase:
    """Return why something was not published or withdrawn, and what to do."""
    if isinstance(error, NotPublishedYet):
        return _BUSY if isinstance(error.__cause__, PublishBusy) else _NOT_PUBLISHED
    if isinstance(error, ContentNotWritten):
        return _FULL if error.is_full else _READ_ONLY
    return _NOT_DONE.get(type(error), _l("Something has to be corrected first."))


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


# Why a publish in the background was given up.
_PUBLISH_FAILURES: dict[str, LazyPhrase] = {
    PublishFailure.BUSY: _l("Another publish was running for hours. Try again."),
    PublishFailure.MISTAKES: _l("A file that has changed has a mistake. The command “library check” says which."),
    PublishFailure.REMOVALS: _l("It would remove over half of all documents. Tell the people who run this site."),
    PublishFailure.DISK: _l("The site cannot write to its disk. Tell the people who run this site."),
}


def publish_failure(failure: str) -> LazyPhrase:
    """Return why a publish in the background was given up, and what to do."""
    return _PUBLISH_FAILURES.get(failure, _l("The site has a problem. Tell the people who run this site."))


def is_waiting(error: LibraryError) -> bool:
    """Return whether the site finishes by itself what could not be done now."""
    return isinstance(error, NotPublishedYet)


OUTCOMES: dict[str, LazyPhrase] = {
    Outcome.NEW: _l("New"),
    Outcome.CHANGED: _l("Changed"),
    Outcome.SAME: _l("The same as here"),
    Outcome.CONFLICT: _l("In conflict, so left out"),
    Outcome.UNUSED: _l("Not used by any document, so left out"),
    Outcome.LEFT_OUT: _l("Left out"),
}
