"""Saving drafts: every acknowledged save is in the history, and nothing of anyone else's is overwritten unseen.

There are two ways to be in conflict: someone else saved the draft, or the file on the disk is no longer what the draft
started from. Both raise ``DraftChanged`` with the other text. The page shows both, and the person chooses by saving
again with the version and the base that it carries. What they do not choose stays in the history.

Someone alone is asked too, if an older tab would show the story to more people than before. A form sends all its
fields, so that would happen unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.whole_files import digest_of
from library.actions.writing.forgetting import unless_withdrawn
from library.content.folder_files import read_bytes
from library.content.mistakes import Mistakes
from library.content.permission import statement_of
from library.content.source import LARGEST_FILE
from library.errors import DraftGone
from library.model.document import Status
from library.model.draft import DraftChanged
from library.model.presence import tab_id
from library.model.revision import Change

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.draft import Draft

_OF_NO_DRAFT = 0


def save(
    library: Library,
    path: str,
    text: bytes,
    version: int,
    by: int,
    tab: str,
    *,
    base: str | None = None,
    what: Change = Change.SAVED,
    reason: str = "",
) -> Draft:
    """Save a draft.

    Args:
        library: Its drafts.
        path: Of the document, relative to the content folder.
        text: All of the file that it would be.
        version: Of the draft that the person changed.
        by: The id of the person.
        tab: A random id of the browser's tab.
        base: SHA-256 of the file that the person saw and decided about, as ``DraftChanged`` gave it.
        what: What the history says.
        reason: For the history, in the person's words.

    Returns:
        The draft as it is now.

    Raises:
        DraftChanged: Someone else saved it meanwhile, or its file has changed. The text is in the history.
        DraftGone: It was withdrawn or deleted meanwhile. Nothing was stored.
        TextTooLong: The text is longer than a file may be.
        WritingFull: There is no space for it.
        RecordsUnavailable: It could not be stored.
    """
    file, tab = file_of(library, path), tab_id(tab)
    now_base = "" if file is None else digest_of(file)
    accepted = now_base if base == now_base or file == text else None
    before = library.drafts.at(path) if library.writing.exists() else None
    if before is not None and version != before.version and _is_wider(text, before.text, path):
        version = _OF_NO_DRAFT
    with unless_withdrawn(library, path):
        try:
            draft = library.drafts.save(
                path, text, version, by, tab, library.now(), what=what, reason=reason, base=accepted
            )
        except DraftGone:
            if file is None or _is_withdrawn(file, path):
                raise
            version = _start_again(library, path, file, version, by)
            version = _OF_NO_DRAFT if _is_wider(text, file, path) else version
            draft = library.drafts.save(path, text, version, by, tab, library.now(), what=what, reason=reason)
    if draft.base != now_base:
        raise DraftChanged(draft, b"" if file is None else file, now_base)
    return draft


def autosave(library: Library, path: str, text: bytes, version: int, by: int, tab: str) -> Draft:
    """Save a draft because someone is writing; see ``save``. In the history, those of ten minutes are one.

    Raises:
        DraftChanged: Someone else saved it meanwhile, or its file has changed. The text is in the history.
        DraftGone: It was withdrawn or deleted meanwhile. Nothing was stored.
        TextTooLong: The text is longer than a file may be.
        WritingFull: There is no space for it.
        RecordsUnavailable: It could not be stored.
    """
    return save(library, path, text, version, by, tab, what=Change.AUTOSAVED)


def file_of(library: Library, path: str) -> bytes | None:
    """Return the bytes of a document's file; ``None`` if there is none that can be read."""
    return read_bytes(library.settings.content, path, LARGEST_FILE, Mistakes(path))


def _start_again(library: Library, path: str, file: bytes, version: int, by: int) -> int:
    """Start a draft from a file in place of one that was published or deleted, while someone was writing.

    Returns:
        The version that the person changed: the new draft, if the file is what they wrote themselves.
    """
    base = digest_of(file)
    written = library.revisions.find(path, base)
    started = library.drafts.start(path, file, base, by, library.now())
    is_alone = written is not None and written.actor == by and started.text == file
    return started.version if is_alone else version


def _is_withdrawn(file: bytes, path: str) -> bool:
    return statement_of(file, path).permission.status is Status.WITHDRAWN


def _is_wider(text: bytes, before: bytes, path: str) -> bool:
    """Return whether a text would show the story to more people, or for more uses, than another."""
    return statement_of(text, path).shows_more_than(statement_of(before, path))
