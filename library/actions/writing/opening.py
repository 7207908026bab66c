"""Opening a document to edit it: its draft, or else its file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from library.actions.whole_files import digest_of
from library.content.folder_files import read_bytes
from library.content.mistakes import Mistakes
from library.content.permission import statement_of
from library.content.slugs import SHELVES, is_slug
from library.content.source import LARGEST_FILE
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
        slug: The last part of its address.
        data: Its draft if there is one, or else its file.
        draft: ``None`` until someone saves.
        file_digest: Of the file as it is now; empty if there is none.
    """

    path: str
    slug: str
    data: bytes
    draft: Draft | None
    file_digest: str

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
    if not is_slug(slug):
        raise NotFound
    for shelf in SHELVES:
        path = f"{shelf}/{slug}.md"
        file = read_bytes(library.settings.content, path, LARGEST_FILE, Mistakes(path))
        draft = library.drafts.at(path)
        if file is not None and statement_of(file, path).permission.status is Status.WITHDRAWN:
            raise NotFound
        if draft is not None or file is not None:
            data = draft.text if draft is not None else file or b""
            return Opened(path, slug, data, draft, "" if file is None else digest_of(file))
    raise NotFound


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
