"""A revision: the text of a document at one moment, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Characters of a reason.
MOST_REASON = 200


class Source(StrEnum):
    """Where a text comes from."""

    SITE = "site"
    FILE = "file"


class Change(StrEnum):
    """What happened when a revision was made."""

    SAVED = "saved"
    # By itself, while someone wrote.
    AUTOSAVED = "autosaved"
    # Someone else had saved meanwhile, so this text did not become the draft.
    CONFLICT = "conflict"
    PUBLISHED = "published"
    # In the file, changed outside the site.
    FOUND = "found"
    # An earlier text became the draft again.
    RESTORED = "restored"
    # A withdrawn document was published again.
    REPUBLISHED = "republished"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class RevisionSummary:
    """What a list shows of a revision.

    Attributes:
        id: Never used again.
        path: Of the document, relative to the content folder.
        digest: SHA-256 of the text, in hexadecimal.
        at: When it was made, in Unix seconds.
        actor: The id of the person; ``None`` if it was someone at the terminal or outside the site.
        source: Where the text comes from.
        what: What happened.
        reason: In the person's words, at most ``MOST_REASON`` characters; may be empty.
        length: Of the text, in bytes.
    """

    id: int
    path: str
    digest: str
    at: int
    actor: int | None
    source: Source
    what: Change
    reason: str
    length: int


@dataclass(frozen=True, slots=True)
class Revision(RevisionSummary):
    """A revision with its text.

    Attributes:
        text: The file that it would be, as bytes.
    """

    text: bytes = b""
