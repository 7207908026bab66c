"""Where the words of a lasting link were: the passage as readers last had it, for coordinators only."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from library.actions.writing.written_text import written_text
from library.errors import RecordsUnavailable
from library.model.lasting_link import found_by, parse_link
from library.model.revision import Change
from library.model.viewer import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import Library
    from library.model.lasting_link import LastingLink
    from library.model.passage import Passage
    from library.model.revision import Revision
    from library.model.viewer import Viewer

# A revision takes a few milliseconds to read, and this page is for one person.
MOST_READ = 60
# What readers had, so what a link of theirs can be made for.
_READ_BY_OTHERS = {Change.PUBLISHED, Change.REPUBLISHED, Change.FOUND, Change.IMPORTED}


@dataclass(frozen=True, slots=True)
class FormerPassage:
    """A passage as it was.

    Attributes:
        passage: In that revision.
        revision_id: The newest one that has its words.
        at: When that was made, in Unix seconds.
    """

    passage: Passage
    revision_id: int
    at: int


def former_passage(library: Library, viewer: Viewer, path: str, place: str) -> FormerPassage | None:
    """Find the words of a lasting link in the history of its document.

    Args:
        library: The opened library.
        viewer: Who asks; only coordinators get an answer.
        path: Of the document, relative to the content folder.
        place: The last part of the link's address.

    Returns:
        The passage; ``None`` if the newest revisions that readers had do not have it, or the history cannot be read.
    """
    link = parse_link(place)
    if link is None or not viewer.is_at_least(Role.COORDINATOR) or not library.writing.exists():
        return None
    with suppress(RecordsUnavailable):
        found = (_in_revision(revision, link) for revision in islice(_read_by_others(library, path), MOST_READ))
        return next(filter(None, found), None)
    return None


def _read_by_others(library: Library, path: str) -> Iterator[Revision]:
    for summary in library.revisions.of(path):
        revision = library.revisions.read(summary.id) if summary.what in _READ_BY_OTHERS else None
        if revision is not None:
            yield revision


def _in_revision(revision: Revision, link: LastingLink) -> FormerPassage | None:
    body = written_text(revision.text, revision.path).body
    passages = body.passages if body else ()
    anchor = found_by(link, passages)
    passage = next((each for each in passages if each.anchor == anchor), None)
    return FormerPassage(passage, revision.id, revision.at) if passage else None
