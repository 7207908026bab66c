"""What a sender enters beside a file: which fields each purpose has, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.language_tags import usual_tag
from library.content.uploads.named import recording_seconds, seconds_of
from library.errors import UploadRefused
from library.model.upload import Purpose, UploadProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE, ALT, TITLE, DURATION, DECORATES = "language", "alt", "title", "duration", "decorates"
# Of the program itself, beside them: the recording that a transcript belongs to.
SECONDS = "seconds"
LONGEST = 500  # characters

FIELDS: Mapping[Purpose, tuple[str, ...]] = {
    Purpose.TRANSCRIPT: (LANGUAGE,),
    Purpose.MEDIA: (DURATION,),
    Purpose.PICTURE: (ALT, DECORATES),
    Purpose.POSTER: (ALT,),
    Purpose.ATTACHMENT: (TITLE,),
}


def checked_details(purpose: Purpose, entered: Mapping[str, str], text: bytes, path: str) -> dict[str, str]:
    """Return what was entered beside a file, as it is stored.

    Args:
        purpose: What the file is for.
        entered: By field; fields of other purposes are left out.
        text: Of the draft.
        path: Of the document.

    Raises:
        UploadRefused: Something is missing or not understood.
    """
    details = {name: entered.get(name, "")[:LONGEST] for name in FIELDS[purpose]}
    problem = _problem(purpose, details)
    if problem:
        raise UploadRefused(problem)
    if purpose is Purpose.TRANSCRIPT:
        plays = recording_seconds(text, path)
        return {LANGUAGE: usual_tag(details[LANGUAGE]), SECONDS: "" if plays is None else str(plays)}
    return details | ({ALT: ""} if details.get(DECORATES) else {})


def _problem(purpose: Purpose, details: Mapping[str, str]) -> UploadProblem | None:
    if purpose is Purpose.TRANSCRIPT and not usual_tag(details[LANGUAGE]):
        return UploadProblem.NO_LANGUAGE
    if purpose is Purpose.MEDIA and details[DURATION] and seconds_of(details[DURATION]) is None:
        return UploadProblem.NO_DURATION
    if purpose in {Purpose.PICTURE, Purpose.POSTER} and not (details[ALT] or details.get(DECORATES)):
        return UploadProblem.NO_ALT
    return UploadProblem.NO_TITLE if purpose is Purpose.ATTACHMENT and not details[TITLE] else None
