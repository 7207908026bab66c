"""Pinning the links of collections: recording the linked words, so that an edit to them is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.whole_files import replace_file
from library.content.document_files import read_document_file
from library.content.editorial.pins import note_places
from library.content.folder import scan
from library.content.slugs import COLLECTIONS, slug_of
from library.content.vocabulary import read_vocabulary
from library.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from library.actions.library import Library
    from library.errors import Mistake
    from library.model.document import Document
    from library.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Pinned:
    """What ``pin_links`` did.

    Attributes:
        written: Collections that were rewritten; sorted paths relative to the content folder.
        changed: Places whose words have changed, left as they were.
    """

    written: tuple[str, ...]
    changed: tuple[Mistake, ...]


def pin_links(library: Library, *, accept_changed: bool = False) -> Pinned:
    """Record in every collection the words of the passages that it links to.

    If words have moved within their document, the link follows them. A file is written only if something in it
    changes, and always whole.

    Args:
        library: Names the content folder.
        accept_changed: Whether to accept the new words of a place whose words have changed.

    Raises:
        ContentError: Mistakes in the vocabulary, in the header of a collection, or in a document it links to.
        LibraryError: A file could not be written; it is as it was.
    """
    folder = library.settings.content
    documents = _Documents(folder, read_vocabulary(folder))
    written: list[str] = []
    changed: list[Mistake] = []
    for stamp in scan(folder, (COLLECTIONS,)).documents:
        noted = note_places(folder, stamp.path, documents.by_slug, accept=accept_changed)
        changed.extend(noted.changed)
        if noted.differs:
            try:
                replace_file(folder / stamp.path, noted.text.encode())
            except OSError as error:
                raise LibraryError(
                    f"Check that you can change {stamp.path}. It could not be written: {error.strerror}."
                ) from error
            written.append(stamp.path)
    return Pinned(tuple(written), tuple(changed))


class _Documents:
    """Reads each linked document once."""

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        self._folder = folder
        self._vocabulary = vocabulary
        self._paths: Mapping[str, str] = {slug_of(stamp.path): stamp.path for stamp in scan(folder).documents}
        self._read: dict[str, Document] = {}

    def by_slug(self, slug: str) -> Document | None:
        """Return a document, or ``None`` if there is none."""
        if slug not in self._paths:
            return None
        if slug not in self._read:
            self._read[slug] = read_document_file(self._folder, self._paths[slug], self._vocabulary)
        return self._read[slug]
