"""Comments on passages, for coordinators who edit a document together.

A comment has the lasting link of its passage (``model/lasting_link.py``), so it stays beside the words when they move.
If they changed too much, it is above the text, with the words that it was made for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from library.actions.writing.forgetting import unless_withdrawn
from library.actions.writing.opening import open_document
from library.actions.writing.written_text import names_of, written_text
from library.errors import InvalidInput, NotFound, WritingFull
from library.model.comment import MOST_COMMENT
from library.model.lasting_link import found_by, link_to, parse_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.actions.library import Library
    from library.actions.writing.opening import Opened
    from library.actions.writing.written_text import WrittenText
    from library.model.comment import Comment
    from library.model.passage import Passage

# The field of the form.
TEXT = "text"


class CommentProblem(StrEnum):
    """Why a comment cannot be stored."""

    EMPTY = "empty-comment"
    TOO_LONG = "long-comment"
    TOO_MANY = "many-comments"


@dataclass(frozen=True, slots=True)
class NamedComment:
    """A comment with the name of its author, as it is now.

    Attributes:
        comment: As it is stored.
        person: The name; empty if they have no account now.
    """

    comment: Comment
    person: str


@dataclass(frozen=True, slots=True)
class CommentedPassage:
    """A passage, and the open comments on it.

    Attributes:
        passage: Of the text as it is now.
        comments: Oldest first; may be empty.
    """

    passage: Passage
    comments: tuple[NamedComment, ...]


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """A document with the comments on it.

    Attributes:
        text: As it is now.
        passages: In order; empty if the text cannot be shown.
        on_all: Open comments on the whole document.
        lost: Open comments whose passage has changed too much, or was removed.
        resolved: Those that are done with, newest first.
    """

    text: WrittenText
    passages: tuple[CommentedPassage, ...]
    on_all: tuple[NamedComment, ...]
    lost: tuple[NamedComment, ...]
    resolved: tuple[NamedComment, ...]

    @property
    def count(self) -> int:
        """Return how many comments are open."""
        return len(self.on_all) + len(self.lost) + sum(len(each.comments) for each in self.passages)


def comments_page(library: Library, slug: str) -> CommentsPage:
    """Return a document with the comments on it.

    Args:
        library: The opened library.
        slug: Of the document.

    Raises:
        NotFound: There is no such document.
    """
    opened = open_document(library, slug)
    text = written_text(opened.data, opened.path)
    passages = text.body.passages if text.body else ()
    every = _named(library, library.comments.of(opened.path))
    placed: dict[str, list[NamedComment]] = {}
    for each in every:
        if each.comment.resolved_at is None:
            placed.setdefault(_place(each.comment, passages), []).append(each)
    return CommentsPage(
        text,
        tuple(CommentedPassage(each, tuple(placed.get(each.anchor, ()))) for each in passages),
        tuple(placed.get(_ON_ALL, ())),
        tuple(placed.get(_LOST, ())),
        tuple(each for each in reversed(every) if each.comment.resolved_at is not None),
    )


def open_comments(library: Library, path: str) -> int:
    """Return how many open comments a document has.

    Args:
        library: The opened library.
        path: Of the document, relative to the content folder.
    """
    return library.comments.open_on().get(path, 0)


def add_comment(library: Library, slug: str, person_id: int, anchor: str, text: str) -> None:
    """Store a comment on a passage.

    Args:
        library: The opened library.
        slug: Of the document.
        person_id: Who writes it.
        anchor: Of the passage in the text as it is now; empty for the whole document.
        text: Plain text.

    Raises:
        NotFound: There is no such document, or it has no such passage.
        InvalidInput: There is no text, too much of it, or the document has as many comments as it can have.
        DraftGone: The document was withdrawn meanwhile; nothing was stored.
        RecordsUnavailable: It could not be stored.
    """
    opened = open_document(library, slug)
    mark, words = _marked(opened, anchor) if anchor else ("", "")
    if not text or len(text) > MOST_COMMENT:
        raise InvalidInput({TEXT: CommentProblem.TOO_LONG if text else CommentProblem.EMPTY})
    try:
        with unless_withdrawn(library, opened.path):
            library.comments.add(opened.path, text, person_id, library.now(), anchor=mark, words=words)
    except WritingFull as full:
        raise InvalidInput({TEXT: CommentProblem.TOO_MANY}) from full


def resolve_comment(library: Library, slug: str, comment_id: int, person_id: int | None) -> None:
    """Record that a comment is done with, or open it again.

    Args:
        library: The opened library.
        slug: Of the document.
        comment_id: Of the comment.
        person_id: Who says so; ``None`` to open it again.

    Raises:
        NotFound: The document has no such comment.
        RecordsUnavailable: Nothing was changed.
    """
    at = None if person_id is None else library.now()
    if not library.comments.resolve(open_document(library, slug).path, comment_id, person_id, at):
        raise NotFound


def delete_comment(library: Library, slug: str, comment_id: int) -> None:
    """Delete a comment.

    Args:
        library: The opened library.
        slug: Of the document.
        comment_id: Of the comment.

    Raises:
        NotFound: The document has no such comment.
        RecordsUnavailable: Nothing was changed.
    """
    if not library.comments.delete(open_document(library, slug).path, comment_id):
        raise NotFound


# Places of comments that are beside no passage; no anchor of a passage is like these.
_ON_ALL, _LOST = "", "?"


def _place(comment: Comment, passages: Sequence[Passage]) -> str:
    """Return the anchor of the passage that a comment is on now, or one of the other places."""
    if not comment.anchor:
        return _ON_ALL
    link = parse_link(comment.anchor)
    return (found_by(link, passages) if link else None) or _LOST


def _marked(opened: Opened, anchor: str) -> tuple[str, str]:
    """Return a passage's lasting link and its words."""
    body = written_text(opened.data, opened.path).body
    passages = body.passages if body else ()
    link = link_to(anchor, passages)
    if link is None:
        raise NotFound
    return str(link), next(each.text for each in passages if each.anchor == anchor)


def _named(library: Library, comments: Iterable[Comment]) -> tuple[NamedComment, ...]:
    every = tuple(comments)
    names = names_of(library, (each.by for each in every))
    return tuple(NamedComment(each, names.get(each.by, "")) for each in every)
