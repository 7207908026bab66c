"""The words for files that are not taken, and for what each file is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.upload import Purpose, UploadProblem
from library.web.formatting import size
from library.web.phrases import lazy_gettext as _l

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.errors import UploadRefused
    from library.web.phrases import LazyPhrase

# `%(size)s` is that of the file, `%(limit)s` the most that it may have.
SENTENCES: Mapping[str, LazyPhrase] = {
    UploadProblem.NO_FILE: _l("Choose a file that is not empty."),
    UploadProblem.TOO_LARGE: _l("This file is too large. It has %(size)s. The limit is %(limit)s."),
    UploadProblem.UPLOADS_FULL: _l(
        "There is no room for this file. It has %(size)s. All uploads together can have %(limit)s. "
        "Publish documents or delete uploads that nothing uses."
    ),
    UploadProblem.DISK_FULL: _l(
        "The disk of the server is full, so nothing was saved. Ask the people who run the site to free some space."
    ),
    UploadProblem.READ_ONLY: _l("The site is read-only now, so nothing was saved. Try again later."),
    UploadProblem.DISK_FAILED: _l(
        "The server could not save the file. Tell the people who run the site: its disk may be faulty."
    ),
    UploadProblem.VIRUS: _l("The virus scanner found something in this file, so it was deleted."),
    UploadProblem.NO_SCANNER: _l(
        "The virus scanner does not answer, so files cannot be taken now. Tell the people who run the site."
    ),
    UploadProblem.BUSY: _l("Other files are being checked. Try again in a minute."),
    UploadProblem.UNFINISHED: _l(
        "Too many of your files are arriving at once. Try again when some of them have arrived."
    ),
    UploadProblem.INCOMPLETE: _l("Part of this file has not arrived yet."),
    UploadProblem.NO_LANGUAGE: _l("Enter the language of the transcript, such as en, cy, gd or pl."),
    UploadProblem.NO_ALT: _l("Say what the picture shows, for people who cannot see it."),
    UploadProblem.NO_TITLE: _l("Enter a title, which is the link that readers choose."),
    UploadProblem.NO_DURATION: _l("Enter how long it plays in minutes and seconds, such as 3:20."),
    UploadProblem.NO_MEDIA: _l("Upload the film or sound first. A poster belongs to one."),
    UploadProblem.IN_USE: _l("The document uses this file. Take it out of the document first."),
    UploadProblem.CHANGED: _l("Others are saving this document. The file is below: name it in the document yourself."),
    UploadProblem.AS_TEXT: _l("The header of this document has mistakes. Correct them first, then upload the file."),
}

STATUSES: Mapping[str, int] = {
    UploadProblem.TOO_LARGE: 413,
    UploadProblem.UPLOADS_FULL: 507,
    UploadProblem.DISK_FULL: 507,
    UploadProblem.READ_ONLY: 503,
    UploadProblem.DISK_FAILED: 503,
    UploadProblem.NO_SCANNER: 503,
    UploadProblem.BUSY: 503,
    UploadProblem.UNFINISHED: 503,
    UploadProblem.INCOMPLETE: 409,
    UploadProblem.NO_MEDIA: 409,
    UploadProblem.IN_USE: 409,
    UploadProblem.CHANGED: 409,
    UploadProblem.AS_TEXT: 409,
}
UNUSABLE = 422

PURPOSES: Mapping[Purpose, LazyPhrase] = {
    Purpose.MEDIA: _l("Video or recording"),
    Purpose.TRANSCRIPT: _l("Transcript"),
    Purpose.POSTER: _l("Still picture"),
    Purpose.PICTURE: _l("Picture in the text"),
    Purpose.ATTACHMENT: _l("Attachment"),
}


def status_of(refused: UploadRefused) -> int:
    """Return the status of the answer to a file that is not taken."""
    return STATUSES.get(refused.problem, UNUSABLE)


def sentence_about(refused: UploadRefused) -> str:
    """Return why a file is not taken and what to do; what is in the file is said in English."""
    if refused.sentence:
        return refused.sentence
    return SENTENCES[refused.problem] % {"size": size(refused.size), "limit": size(refused.limit)}
