"""Opening a document to edit it: its draft, or else its file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from library.actions.whole_files import digest_of
from library.actions.writing.addresses import path_of
from library.actions.writing.saving import file_of
from library.content.permission import statement_of
from library.content.slugs import slug_of
from library.content.vocabulary import PATH, read_vocabulary
from library.errors import NotFound
from library.model.document import Status

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.library import Library
    from library.model.draft import Draft
    from library.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it is now.

    Attributes:
        path: Of its file, relative to the content folder.
        data: Its draft if there is one, or else its file.
        draft: ``None`` until someone saves.
        file_digest: Of the file as it is now; empty if there is none.
        status: That the file has; ``None`` if there is no file.
    """

    path: str
    data: bytes
    draft: Draft | None
    file_digest: str
    status: Status | None

    @property
    def slug(self) -> str:
        """Return the last part of its address."""
        return slug_of(self.path)

    @property
    def base(self) -> str:
        """Return the digest of the file that the text began with; empty if there was none."""
        return self.draft.base if self.draft else self.file_digest

    @property
    def version(self) -> int:
        """Return the version of the draft; 0 if there is none."""
        return self.draft.version if self.draft else 0


def open_document(library: Library, slug: str) -> Opened:
    """Return a document to edit; this starts no draft.

    Args:
        library: The opened library.
        slug: The last part of its address.

    Raises:
        NotFound: There is neither a draft nor a file that can be read, or the document was withdrawn.
        RecordsUnavailable: Drafts cannot be read.
    """
    return open_at(library, path_of(library, slug))


def open_at(library: Library, path: str) -> Opened:
    """Return the document with a path to edit, as ``open_document`` does.

    Raises:
        NotFound: There is neither a draft nor a file that can be read, or the document was withdrawn.
        RecordsUnavailable: Drafts cannot be read.
    """
    opened = document_at(library, path)
    if opened.status is Status.WITHDRAWN:
        raise NotFound
    return opened


def document_at(library: Library, path: str) -> Opened:
    """Return a document as it is now, withdrawn or not.

    Raises:
        NotFound: There is neither a draft nor a file that can be read.
        RecordsUnavailable: Drafts cannot be read.
    """
    draft, file = library.drafts.at(path), file_of(library, path)
    if draft is None and file is None:
        raise NotFound
    data = draft.text if draft else file or b""
    if file is None:
        return Opened(path, data, draft, "", None)
    return Opened(path, data, draft, digest_of(file), statement_of(file, path).permission.status)


def start_draft(library: Library, opened: Opened, by: int) -> Draft:
    """Return the draft of a document; if there is none, start it from its file.

    Args:
        library: Stores the draft.
        opened: The document as it is now.
        by: The id of the person.

    Raises:
        DraftError: It could not be stored, with the reason.
        RecordsUnavailable: It could not be stored.
    """
    return opened.draft or library.drafts.start(opened.path, opened.data, opened.file_digest, by, library.now())


def current_vocabulary(library: Library) -> Vocabulary:
    """Return the vocabulary as its file is now: a term can be used before it is published.

    Raises:
        ContentError: The file has mistakes.
    """
    content = library.settings.content
    try:
        stat = (content / PATH).stat()
    except OSError:
        return read_vocabulary(content)
    return _vocabulary(content, stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(maxsize=2)
def _vocabulary(content: Path, *_stamp: int) -> Vocabulary:
    """Return the vocabulary of a folder; it takes 60 ms to read, and a preview is made with every pause in typing."""
    return read_vocabulary(content)
