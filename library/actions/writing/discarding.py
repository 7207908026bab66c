"""Discarding a draft: of a published document only what is not published; of any other, everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.uploading.placing import forget_uploads
from library.actions.writing.addresses import path_of
from library.actions.writing.forgetting import forget
from library.content.titles import title_or_path
from library.errors import NotFound

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.draft import Draft


@dataclass(frozen=True, slots=True)
class Discardable:
    """A draft that can be discarded.

    Attributes:
        draft: As it is now.
        title: Or its path.
        has_file: Whether there is a file, which stays; otherwise nothing is left.
    """

    draft: Draft
    title: str
    has_file: bool


def discardable(library: Library, slug: str) -> Discardable:
    """Return the draft of a document.

    Raises:
        NotFound: There is none.
    """
    draft = library.drafts.at(path_of(library, slug))
    if draft is None:
        raise NotFound
    has_file = (library.settings.content / draft.path).exists()
    return Discardable(draft, title_or_path(draft.text, draft.path), has_file)


def discard(library: Library, slug: str, version: int) -> None:
    """Delete a draft and its uploads. Without a file, its history and comments leave the disk too.

    Args:
        library: Holds the draft.
        slug: Of the document.
        version: Of the draft that the person saw.

    Raises:
        NotFound: There is no draft.
        DraftChanged: Someone has saved it since; nothing was deleted.
        RecordsUnavailable: Nothing was deleted.
    """
    found = discardable(library, slug)
    library.drafts.drop(found.draft.path, version)
    if found.has_file:
        forget_uploads(library, found.draft.path)
    else:
        forget(library, found.draft.path)
