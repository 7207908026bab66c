"""The history of a document or another file: what it was, what changed, and going back to an earlier text.

Revisions are the words of stories, as drafts are: only coordinators read them, and the audit log names the document
alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.actions.people.listing import PAGE, pages_of
from library.actions.whole_files import digest_of
from library.actions.writing.changed_words import changes_of
from library.actions.writing.forgetting import unless_withdrawn
from library.actions.writing.opening import open_document, start_draft
from library.actions.writing.written_text import names_of, written_text
from library.content.document_difference import compare
from library.content.titles import title_in
from library.errors import NotFound
from library.model.audit import Action, AuditLine, by
from library.model.revision import Change
from library.storage.audit import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.library import Library
    from library.actions.writing.changed_words import ChangedWords
    from library.actions.writing.opening import Opened
    from library.actions.writing.written_text import WrittenText
    from library.content.document_difference import DocumentDifference
    from library.model.revision import Revision, RevisionSummary


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A revision with the name of the person, as it is now.

    Attributes:
        revision: Without its text.
        person: The name; empty if nobody signed in made it, or they have no account now.
        is_now: Whether the document has this text now, as its draft, or as its file if there is no draft.
        changes: Since the version before; ``None`` if there is none, or in a list of very long texts.
    """

    revision: RevisionSummary
    person: str
    is_now: bool
    changes: ChangedWords | None = None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of a history.

    Attributes:
        title: As the text has it now; may be empty.
        lines: Newest first; may be empty.
        total: How many there are on all pages.
        page: Counted from 1.
        pages: At least 1.
    """

    title: str
    lines: tuple[HistoryLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """A document as it was.

    Attributes:
        line: Which revision it is.
        text: As it was.
        before: How the revision before it became this one; ``None`` if there is none.
        to_now: How this one became the text of now.
        earlier: The id of the revision before, or ``None``.
        later: The id of the next revision, or ``None``.
    """

    line: HistoryLine
    text: WrittenText
    before: DocumentDifference | None
    to_now: DocumentDifference
    earlier: int | None
    later: int | None


def history_page(library: Library, opened: Opened, page: int) -> HistoryPage:
    """Return one page of the history of a document, or of another file.

    Args:
        library: The opened library.
        opened: The document as it is now.
        page: Counted from 1.

    Raises:
        NotFound: There is no such page.
    """
    every = library.revisions.of(opened.path)
    pages = pages_of(len(every), page)
    start, end = (page - 1) * PAGE, page * PAGE
    changes = changes_of(library, every[start : end + 1])
    lines = tuple(
        replace(line, changes=changes.get(line.revision.id)) for line in _lines(library, every[start:end], opened.data)
    )
    return HistoryPage(title_in(opened.data, opened.path), lines, len(every), page, pages)


def revision_page(library: Library, opened: Opened, revision_id: int) -> RevisionPage:
    """Return a document or another file as it was in a revision, and what changed before and since.

    Args:
        library: The opened library.
        opened: The document as it is now.
        revision_id: Of the revision.

    Raises:
        NotFound: The document has no such revision.
    """
    found = find_revision(library, opened, revision_id)
    now, ids = opened.data, [each.id for each in library.revisions.of(found.path)]
    earlier = max((each for each in ids if each < found.id), default=None)
    before = None if earlier is None else library.revisions.read(earlier)
    return RevisionPage(
        _lines(library, [found], now)[0],
        written_text(found.text, found.path),
        compare(before.text, found.text) if before else None,
        compare(found.text, now),
        earlier,
        min((each for each in ids if each > found.id), default=None),
    )


def find_revision(library: Library, opened: Opened, revision_id: int) -> Revision:
    """Return a revision of a document, or of another file.

    Args:
        library: The opened library.
        opened: The document as it is now.
        revision_id: Of the revision.

    Raises:
        NotFound: The document has no such revision.
    """
    found = library.revisions.read(revision_id)
    if found is None or found.path != opened.path:
        raise NotFound
    return found


def restore_revision(library: Library, slug: str, revision_id: int, person_id: int) -> None:
    """Make the text of a revision that of the draft; nothing is published. What was there stays in the history.

    Args:
        library: The opened library.
        slug: Of the document.
        revision_id: Of the revision.
        person_id: Who asks for it.

    Raises:
        NotFound: The document has no such revision.
        DraftChanged: Someone saved the draft at the same moment; nothing was changed.
        DraftError, RecordsUnavailable: The draft could not be stored.
    """
    opened, now = open_document(library, slug), library.now()
    found, draft = find_revision(library, opened, revision_id), start_draft(library, opened, person_id)
    with unless_withdrawn(library, draft.path):
        library.drafts.save(draft.path, found.text, draft.version, person_id, "", now, what=Change.RESTORED)


def delete_history(library: Library, slug: str, person_id: int) -> None:
    """Delete all revisions of a document, and record that; its file and its draft stay.

    Args:
        library: The opened library.
        slug: Of the document.
        person_id: Who asks for it.

    Raises:
        NotFound: There is no such document.
        RecordsUnavailable: It could not be recorded or deleted.
    """
    path = open_document(library, slug).path
    with library.database.writing() as connection:
        record(connection, AuditLine(library.now(), by(person_id), Action.HISTORY_DELETED, slug))
    library.revisions.forget(path)


def _lines(library: Library, revisions: Iterable[RevisionSummary], now: bytes) -> tuple[HistoryLine, ...]:
    every, digest = tuple(revisions), digest_of(now)
    names = names_of(library, (each.actor for each in every))
    return tuple(HistoryLine(each, names.get(each.actor, ""), each.digest == digest) for each in every)
