"""A document uses a file that was uploaded: its draft names it, and the save is in the history like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.uploading.receiving import report_of
from library.actions.writing.forgetting import unless_withdrawn
from library.actions.writing.opening import open_at, start_draft
from library.content.header.editing import edit_header
from library.content.uploads.header_changes import header_changes, picture_line, with_line
from library.content.uploads.named import header_value, mentions
from library.errors import ContentError, DraftError, UploadRefused
from library.model.draft import DraftChanged
from library.model.upload import Purpose, UploadProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from library.actions.library import Library
    from library.actions.uploading.receiving import Received
    from library.model.draft import Draft

# Someone else can save between reading and saving; nobody saves that often.
TRIES = 3


def started_draft(library: Library, path: str, by: int) -> Draft:
    """Return the draft of a document; if there is none, start one from its file.

    Raises:
        NotFound: There is neither, or the document was withdrawn.
    """
    return start_draft(library, open_at(library, path), by)


def text_of(library: Library, path: str) -> bytes:
    """Return the text of a draft, or that of its file if there is no draft.

    Raises:
        NotFound: There is neither, or the document was withdrawn.
    """
    return open_at(library, path).data


def check_can_use(text: bytes, path: str, purpose: Purpose) -> None:
    """Check that a draft can name a file for a purpose, before it is sent.

    Raises:
        UploadRefused: Its header has mistakes and must be corrected as text, or it has no film to put a poster on.
    """
    try:
        edit_header(text, path, {})
    except ContentError as error:
        raise UploadRefused(UploadProblem.AS_TEXT) from error
    if purpose is Purpose.POSTER and not isinstance(header_value(text, path, "media"), dict):
        raise UploadRefused(UploadProblem.NO_MEDIA)


def use(library: Library, path: str, received: Received, by: int) -> Draft:
    """Let the draft of a document name a new file; for a picture of its text, nothing changes yet.

    Args:
        library: Holds the draft.
        path: Of the document.
        received: The file.
        by: The id of the person.

    Raises:
        UploadRefused: The draft cannot be changed now; the file stays, and can be named by hand.
    """

    def named(text: bytes) -> bytes:
        seconds = received.checked.seconds
        changes = header_changes(text, path, received.purpose, received.name, received.details, seconds)
        return edit_header(text, path, changes)

    return _changed(library, path, by, named)


def show_picture(library: Library, path: str, name: str, by: int) -> Draft:
    """Let the text of a draft end with a picture that was uploaded; its author moves the line.

    Raises:
        NotFound: There is no such file.
        UploadRefused: The draft cannot be changed now.
    """
    report = report_of(library, path, name)
    alt = report.details.get("alt", "") if report else ""
    return _changed(library, path, by, lambda text: with_line(text, picture_line(name, alt)))


def delete_unused(library: Library, path: str, name: str) -> None:
    """Delete an upload that the draft does not name.

    Raises:
        NotFound: There is no such file.
        UploadRefused: The draft names it.
    """
    if mentions(text_of(library, path), name):
        raise UploadRefused(UploadProblem.IN_USE)
    library.uploads.delete(path, name)


def _changed(library: Library, path: str, by: int, change: Callable[[bytes], bytes]) -> Draft:
    draft = started_draft(library, path, by)
    for _ in range(TRIES):
        try:
            with unless_withdrawn(library, path):
                return library.drafts.save(path, change(draft.text), draft.version, by, "", library.now())
        except DraftChanged as changed:
            draft = changed.current
        except DraftError as error:
            raise UploadRefused(UploadProblem.CHANGED) from error
        except ContentError as error:
            raise UploadRefused(UploadProblem.AS_TEXT) from error
    raise UploadRefused(UploadProblem.CHANGED)
