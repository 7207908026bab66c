"""Publishing drafts: checked, written to their files, published alone, recorded.

Readers see the earlier versions until the publish. If it fails after the files were written, the drafts stay and doing
the same again finishes it: a file that has the text of its draft already is no conflict. Killed at any moment, this
leaves drafts or published documents.

Several that belong together are published together: all of them or none.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.actions.publish_audit import publish_and_record
from library.actions.uploading.placing import forget_uploads, place
from library.actions.whole_files import create_file, digest_of, replace_file
from library.actions.writing.checking import check_texts
from library.actions.writing.forgetting import forget_if_withdrawn
from library.actions.writing.saving import file_of
from library.content.header.editing import edit_header
from library.content.header.schema import PUBLISHED, STATUS
from library.content.permission import statement_of
from library.errors import (
    ContentError,
    ContentNotWritten,
    DraftGone,
    FileChanged,
    LibraryError,
    NotPublishedYet,
    SecondReaderNeeded,
)
from library.model.audit import SITE, by
from library.model.document import Status
from library.model.draft import DraftChanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from library.actions.library import Library
    from library.content.header.yaml_writer import Value
    from library.errors import Advice
    from library.model.draft import Draft, DraftSummary


@dataclass(frozen=True, slots=True)
class PublishedDrafts:
    """What was published.

    Attributes:
        paths: Of the documents, relative to the content folder.
        advice: On them; stops nothing.
        taken_down: Sentences about other documents that are no longer shown, because their files permit less now.
    """

    paths: tuple[str, ...]
    advice: tuple[Advice, ...]
    taken_down: tuple[str, ...]


def publish_drafts(
    library: Library,
    paths: Iterable[str],
    person: int,
    *,
    versions: Mapping[str, int] | None = None,
    reason: str = "",
) -> PublishedDrafts:
    """Publish one draft, or several that belong together.

    Args:
        library: Its drafts and its content folder.
        paths: Of the documents.
        person: The id of the person who publishes.
        versions: That the person read, by path; whatever is there of a path that is not among them.
        reason: For the history, in the person's words.

    Raises:
        ContentError: Every mistake in them, and the advice; nothing was changed.
        DraftChanged: A draft has another version, or a file has changed since its draft began.
        DraftGone: There is no such draft.
        SecondReaderNeeded: Someone else has to publish what a person wrote last.
        ContentNotWritten: A file could not be written; nothing was changed.
        NotPublishedYet: The files were written, but not published; the drafts are still there.
    """
    drafts = [ready(library, draft_at(library, path)) for path in paths]
    for draft in drafts:
        if (versions or {}).get(draft.path, draft.version) != draft.version:
            raise DraftChanged(draft)
    for draft in drafts:
        require_second_reader(library, draft, person)
    checked = check_texts(library, {draft.path: draft.text for draft in drafts})
    for draft in drafts:
        place(library, draft.path, draft.text)
    _write_all(library, drafts)
    notes = publish_written(library, [draft.path for draft in drafts], person)
    library.drafts.published(drafts, person, library.now(), reason)
    for draft in drafts:
        forget_uploads(library, draft.path)
    forget_if_withdrawn(library, *(draft.path for draft in drafts))
    return PublishedDrafts(tuple(draft.path for draft in drafts), checked.advice, notes)


def ready(library: Library, draft: Draft) -> Draft:
    """Return a draft with the text that its file will have: published, and with a date if it is new to readers.

    A withdrawn document stays withdrawn: showing it again is a decision of its own. A header that cannot be changed for
    certain stays as it is; checking the text says why.
    """
    now = statement_of(draft.text, draft.path).permission
    changes: dict[str, Value | None] = {}
    if now.status in {Status.DRAFT, Status.IN_REVIEW}:
        changes[STATUS.name] = Status.PUBLISHED.value
    is_new = not draft.base and now.status is Status.PUBLISHED
    if (is_new or changes) and now.published is None:
        changes[PUBLISHED.name] = library.today()
    with suppress(ContentError):
        return replace(draft, text=edit_header(draft.text, draft.path, changes))
    return draft


def draft_at(library: Library, path: str) -> Draft:
    """Return the draft of a document.

    Raises:
        DraftGone: There is none.
    """
    draft = library.drafts.at(path) if library.writing.exists() else None
    if draft is None:
        raise DraftGone(path)
    return draft


def require_second_reader(library: Library, draft: DraftSummary, person: int) -> None:
    """Require that nobody publishes what they wrote last, if the site asks for a second pair of eyes.

    Raises:
        SecondReaderNeeded: This person may not publish it.
    """
    if library.settings.second_reviewer and draft.changed_by == person:
        raise SecondReaderNeeded


def publish_written(library: Library, paths: Sequence[str], person: int | None) -> tuple[str, ...]:
    """Publish files that were just written.

    Returns:
        Sentences about documents that are no longer shown.

    Raises:
        NotPublishedYet: It failed.
    """
    said: list[str] = []
    try:
        actor = SITE if person is None else by(person)
        publish_and_record(library, actor, only=paths, written=paths, tell=said.append)
    except LibraryError as error:
        raise NotPublishedYet(error) from error
    return tuple(said)


def write_text(library: Library, path: str, data: bytes, before: bytes | None) -> None:
    """Write the file of a document in place of what was read.

    Raises:
        FileChanged: Someone changed it meanwhile.
        ContentNotWritten: The disk is full, or the content folder cannot be written.
    """
    place = library.settings.content / path
    try:
        if before is None:
            place.parent.mkdir(exist_ok=True)
            create_file(place, data)
        elif before != data:
            replace_file(place, data, digest_of(before))
    except FileExistsError as error:
        raise FileChanged(place.name) from error
    except OSError as error:
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise ContentNotWritten(path, error.strerror or str(error), is_full=is_full) from error


def _write_all(library: Library, drafts: Iterable[Draft]) -> None:
    """Write the files of drafts, or none of them."""
    written: list[tuple[Draft, bytes | None]] = []
    befores = [(draft, _expected_file(library, draft)) for draft in drafts]
    try:
        for draft, before in befores:
            write_text(library, draft.path, draft.text, before)
            written.append((draft, before))
    except FileChanged as error:
        _put_back(library, written)
        draft, file = befores[len(written)][0], file_of(library, befores[len(written)][0].path)
        raise DraftChanged(draft, file or b"", digest_of(file) if file else "") from error
    except ContentNotWritten:
        _put_back(library, written)
        raise


def _expected_file(library: Library, draft: Draft) -> bytes | None:
    """Return the file of a draft, which is as the draft began, or has the draft's text already.

    Raises:
        DraftChanged: It is otherwise.
    """
    file = file_of(library, draft.path)
    digest = "" if file is None else digest_of(file)
    if digest != draft.base and file != draft.text:
        raise DraftChanged(draft, file or b"", digest)
    return file


def _put_back(library: Library, written: Iterable[tuple[Draft, bytes | None]]) -> None:
    """Put files back as they were, unless someone has changed them since."""
    for draft, before in written:
        with suppress(OSError, FileChanged):
            place = library.settings.content / draft.path
            if before is not None:
                replace_file(place, before, digest_of(draft.text))
            elif file_of(library, draft.path) == draft.text:
                place.unlink()
