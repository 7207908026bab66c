"""Why readers do not see a document: because of its own file, or of the document that it translates."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from library.actions.tally import NOT_SHOWN, seen_alone
from library.actions.writing.addresses import path_of
from library.content.permission import read_statement, statement_of
from library.content.slugs import slug_of
from library.errors import NotFound
from library.model.permission import UNKNOWN, with_originals

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.permission import Statement


class Cause(StrEnum):
    """What hides a document."""

    # Its own file; or nothing, because someone sees it.
    OWN = ""
    # Its original is hidden for the same reason.
    ORIGINAL = "original"
    NO_ORIGINAL = "no original"
    # The original is shown, but not translated, or not with this name.
    REFUSED = "refused"


def cause_of(library: Library, text: bytes, path: str, seen: str) -> Cause:
    """Return what hides a document.

    Args:
        library: Names the content folder.
        text: Of the document.
        path: Of its file, relative to the content folder.
        seen: Who sees it: a word of ``SHOWN`` or ``NOT_SHOWN`` (``tally``), or empty.
    """
    own = statement_of(text, path)
    if seen not in NOT_SHOWN or seen_alone(library, own) == seen:
        return Cause.OWN
    statements = {slug_of(path): own}

    def said(slug: str) -> Statement:
        return statements.setdefault(slug, _of_file(library, slug))

    originals = [*with_originals(slug_of(path), said)][1:]
    if UNKNOWN in originals:
        return Cause.NO_ORIGINAL
    is_same = any(seen_alone(library, each) == seen for each in originals)
    return Cause.ORIGINAL if is_same else Cause.REFUSED


def _of_file(library: Library, slug: str) -> Statement:
    try:
        return read_statement(library.settings.content, path_of(library, slug))
    except NotFound:
        return UNKNOWN
