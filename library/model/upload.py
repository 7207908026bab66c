"""Files that coordinators send to the site for a document, before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What a file is for; also a part of an address."""

    TRANSCRIPT = "transcript"
    MEDIA = "media"
    PICTURE = "picture"
    POSTER = "poster"
    ATTACHMENT = "attachment"


class UploadProblem(StrEnum):
    """Why a file was not taken. Nothing of it remains, unless the sentence for it says so."""

    NO_FILE = "no-file"
    TOO_LARGE = "too-large"
    CONTENT = "content"  # what is in it; the error has a sentence
    UPLOADS_FULL = "uploads-full"
    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    DISK_FAILED = "disk-failed"
    VIRUS = "virus"
    NO_SCANNER = "no-scanner"
    BUSY = "busy"  # try again
    UNFINISHED = "unfinished"  # too many files of one person are arriving
    INCOMPLETE = "incomplete"  # a part of it is still missing
    NO_LANGUAGE = "no-language"
    NO_ALT = "no-alt"
    NO_TITLE = "no-title"
    NO_DURATION = "no-duration"
    NO_MEDIA = "no-media"  # a poster needs a film first
    IN_USE = "in-use"
    CHANGED = "changed"  # someone else saved the draft at the same moment
    AS_TEXT = "as-text"  # the header has mistakes, so it cannot be changed here


@dataclass(frozen=True, slots=True)
class Part:
    """A file that is arriving in parts.

    Attributes:
        id: Random, 32 hexadecimal digits.
        path: Of the document, such as ``stories/spare-key.md``.
        purpose: What the file is for.
        size: Bytes, as the sender said.
        offset: Bytes that have arrived.
        details: What its sender entered beside it, by field.
        by: The id of its sender.
    """

    id: str
    path: str
    purpose: Purpose
    size: int
    offset: int
    details: dict[str, str]
    by: int


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that was received whole, checked and named.

    Attributes:
        name: Ours; beside the document once it is published.
        size: Bytes.
    """

    name: str
    size: int
