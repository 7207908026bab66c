"""A comment on a passage of a document, for those who edit it, and someone who has a document open."""

from __future__ import annotations

from dataclasses import dataclass

# Characters of a comment, and of the passage that it repeats.
MOST_COMMENT = 2_000
MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a passage, or on a whole document.

    Attributes:
        id: Never used again.
        path: Of the document, relative to the content folder.
        anchor: A lasting link to the passage (``model/lasting_link.py``); empty for the whole document.
        words: The beginning of the passage when the comment was made; may be empty.
        text: At most ``MOST_COMMENT`` characters.
        by: The id of a person.
        at: In Unix seconds.
        resolved_at: When it was done with, in Unix seconds; ``None`` if it is open.
        resolved_by: Who said so.
    """

    id: int
    path: str
    anchor: str
    words: str
    text: str
    by: int | None
    at: int
    resolved_at: int | None = None
    resolved_by: int | None = None
