"""The addresses of drafts: which are free, and changing one until the document is published.

A slug is unique over stories and resources, over drafts, and over the earlier slugs of documents, which lead to their
new pages.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from itertools import chain, count
from typing import TYPE_CHECKING

from library.content.folder import scan
from library.content.header.schema import KIND
from library.content.mistakes import Mistakes
from library.content.slugs import SHELVES, is_slug, proposed_slug, slug_of
from library.content.source import part
from library.content.titles import texts_in
from library.errors import InvalidInput, NotFound, NothingPublished
from library.model.document import Kind
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.draft import Draft

# The field of a form that holds a slug.
ADDRESS = "slug"


class AddressProblem(StrEnum):
    """Why a slug cannot be used."""

    NO_SLUG = "no-slug"
    TAKEN = "slug-taken"


def path_of(library: Library, slug: str) -> str:
    """Return the path of the draft or file with a slug, relative to the content folder.

    Raises:
        NotFound: There is neither.
    """
    if is_slug(slug):
        paths = [f"{shelf}/{slug}.md" for shelf in SHELVES]
        drafts = (path for path in paths if library.drafts.at(path))
        files = (path for path in paths if (library.settings.content / path).is_file())
        for path in (*drafts, *files):
            return path
    raise NotFound


def wanted_slug(title: str) -> str:
    """Return the slug that a title is given if nothing has it."""
    return proposed_slug(title) or "untitled"


def free_slug(library: Library, title: str) -> str:
    """Return a slug for a title that nothing has yet."""
    taken, wanted = _taken(library), wanted_slug(title)
    every = chain((wanted,), (f"{wanted}-{number}" for number in count(2)))
    return next(slug for slug in every if slug not in taken and not _is_former(library, slug))


def check_free(library: Library, slug: str) -> None:
    """Check that a slug can be that of a new draft.

    Raises:
        InvalidInput: It is no slug, or something has it.
    """
    if not is_slug(slug):
        raise InvalidInput({ADDRESS: AddressProblem.NO_SLUG})
    if slug in _taken(library) or _is_former(library, slug):
        raise InvalidInput({ADDRESS: AddressProblem.TAKEN})


def new_draft(library: Library, slug: str) -> Draft:
    """Return a draft that has never been published, so that its address can be changed.

    Raises:
        NotFound: There is no such draft, or its document has a file.
    """
    draft = library.drafts.at(path_of(library, slug))
    if draft is None or (library.settings.content / draft.path).exists():
        raise NotFound
    return draft


def change_address(library: Library, slug: str, new_slug: str) -> str:
    """Give a draft that has never been published another address, on the shelf of its kind.

    Args:
        library: Holds the draft.
        slug: Of the draft.
        new_slug: May be the same, to move the draft to the shelf of a changed kind.

    Returns:
        The path of the draft now.

    Raises:
        NotFound: There is no such draft, or its file is published.
        InvalidInput: The new slug cannot be used; nothing was changed.
    """
    draft = new_draft(library, slug)
    if new_slug != slug:
        check_free(library, new_slug)
    path = f"{_shelf(draft)}/{new_slug}.md"
    if path != draft.path:
        library.drafts.move(draft.path, path)
        library.uploads.move(draft.path, path)
    return path


def _shelf(draft: Draft) -> str:
    """Return the shelf of a draft's kind; the one where it is if that cannot be read."""
    named = texts_in(part(draft.text, Mistakes(draft.path)), draft.path).get(KIND.name)
    return next((kind.shelf for kind in Kind if kind == named), draft.path.partition("/")[0])


def _taken(library: Library) -> set[str]:
    paths = [stamp.path for stamp in scan(library.settings.content).documents]
    paths += [draft.path for draft in library.drafts.all()]
    return {slug_of(path) for path in paths}


def _is_former(library: Library, slug: str) -> bool:
    """Return whether links to a slug lead to another document, or to one that was withdrawn."""
    with suppress(NothingPublished):
        view = library.view(ANYBODY)
        return slug in view.snapshot.by_slug or view.catalogue.now_at(slug) is not None
    return False
