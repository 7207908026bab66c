"""Pinning the links of collections: recording the linked words, so that an edit to them is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.whole_files import digest_of, replace_file
from library.content.document_files import read_document_file
from library.content.editorial.pins import note_places
from library.content.folder import scan
from library.content.folder_files import read_bytes
from library.content.mistakes import Mistakes
from library.content.slugs import COLLECTIONS, slug_of
from library.content.source import LARGEST_FILE
from library.content.vocabulary import read_vocabulary
from library.errors import FileChanged, LibraryError

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
        LibraryError: A file could not be written, or was changed at the same time; it is as it was.
    """
    folder = library.settings.content
    documents = _Documents(folder, read_vocabulary(folder))
    written: list[str] = []
    changed: list[Mistake] = []
    for stamp in scan(folder, (COLLECTIONS,)).documents:
        data = _bytes(folder, stamp.path)
        noted = note_places(data, stamp.path, documents.by_slug, accept=accept_changed)
        changed.extend(noted.changed)
        if noted.data != data:
            _write(folder / stamp.path, stamp.path, noted.data, data)
            written.append(stamp.path)
    return Pinned(tuple(written), tuple(changed))


def _bytes(folder: Path, path: str) -> bytes:
    mistakes = Mistakes(path)
    data = read_bytes(folder, path, LARGEST_FILE, mistakes)
    if data is None:
        raise mistakes.error()
    return data


def _write(file: Path, path: str, data: bytes, read: bytes) -> None:
    try:
        replace_file(file, data, digest_of(read))
    except FileChanged as error:
        raise LibraryError(f"Run this again. {path} was changed at the same time, so it was not written.") from error
    except OSError as error:
        raise LibraryError(f"Check that you can change {path}. It could not be written: {error.strerror}.") from error


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
