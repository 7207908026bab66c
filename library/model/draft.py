"""A draft: the text of a document while it is being written in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from library.errors import LibraryError

# Versions of two drafts never meet: each has room for a million saves.
SAVES = 1 << 20


class DraftState(StrEnum):
    """How far a draft is."""

    DRAFT = "draft"
    IN_REVIEW = "in review"


class Unpublished(StrEnum):
    """Why a draft was not published at the time that was set."""

    NONE = ""
    MISTAKES = "mistakes"
    CONFLICT = "conflict"
    CHANGED = "changed"
    SAME_PERSON = "same person"
    NO_COORDINATOR = "no coordinator"


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """What a list shows of a draft.

    Attributes:
        path: Of its document, relative to the content folder: ``stories/the-spare-key.md``.
        base: SHA-256 of the file that it started from, in hexadecimal; empty if there was none.
        version: Larger after each save. A draft never has a version of an earlier one with the same path.
        state: How far it is.
        started_by: The id of a person; ``None`` if nobody signed in did.
        started_at: In Unix seconds.
        changed_by: Who saved it last.
        changed_at: When, in Unix seconds.
        publish_at: When it will be published, in Unix seconds; ``None`` if that is not decided.
        publish_by: Who decided that.
        publish_version: The version that they decided to publish.
        failure: Why it was not published at an earlier time.
    """

    path: str
    base: str
    version: int
    state: DraftState
    started_by: int | None
    started_at: int
    changed_by: int | None
    changed_at: int
    publish_at: int | None = None
    publish_by: int | None = None
    publish_version: int | None = None
    failure: Unpublished = Unpublished.NONE

    @property
    def first_version(self) -> int:
        """Return the version that the draft had when it was started."""
        return self.version - self.version % SAVES


@dataclass(frozen=True, slots=True)
class Draft(DraftSummary):
    """A draft with its text.

    Attributes:
        text: The file that it would be, as bytes.
    """

    text: bytes = b""


class DraftChanged(LibraryError):
    """Someone else saved the draft meanwhile, or the file has changed. What was sent is in the history.

    Attributes:
        current: The draft as it is now.
        theirs: The other text: that of ``current``, or of the file.
        by: Who saved the other text; ``None`` if it is the file.
        base: The digest of the file to send with the choice; empty if there is no file.
    """

    def __init__(self, current: Draft, file: bytes | None = None, base: str | None = None) -> None:
        """Store both sides; without a file, the other side is the draft."""
        self.current = current
        self.theirs = current.text if file is None else file
        self.by = current.changed_by if file is None else None
        self.base = current.base if base is None else base
        super().__init__("Compare both texts and choose. The draft was changed meanwhile.")
