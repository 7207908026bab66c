"""What was read of an attachment: its words by page, its sections, or why they could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Why readers cannot search an attachment, or only some of it."""

    SCANNED = "scanned"
    LOCKED = "locked"
    DAMAGED = "damaged"
    SLOW = "slow"
    LARGE = "large"
    LONG = "long"


class Unseen(StrEnum):
    """What a Word file holds that its pages do not show, but that everyone gets who downloads it."""

    COMMENTS = "comments"
    CHANGES = "tracked changes"
    HIDDEN = "hidden text"
    NAMES = "the name of its author"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A paragraph of an attachment, or several short ones of the same page.

    Attributes:
        page: Counted from 1; of a file without pages, the paragraph, counted from 1.
        text: Plain text, white space folded, never empty.
    """

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section that a PDF lists among its bookmarks.

    Attributes:
        title: As its page has it.
        page: Where it begins, counted from 1.
    """

    title: str
    page: int


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """What was read of an attachment.

    Attributes:
        fragments: In reading order; may be empty.
        sections: In the same order; may be empty.
        pages: How many pages it has; 0 if it has none.
        read: How many of them were read.
        problem: Why readers cannot search it, or only some of it; ``None`` if they can.
        unseen: What it holds that its pages do not show, in the order of ``Unseen``; may be empty.
    """

    fragments: tuple[Fragment, ...] = ()
    sections: tuple[Section, ...] = ()
    pages: int = 0
    read: int = 0
    problem: Problem | None = None
    unseen: tuple[Unseen, ...] = ()
