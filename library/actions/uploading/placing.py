"""Where the uploads of a document are until it is published, where a publish puts them, and when they are deleted."""

from __future__ import annotations

import errno
import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from library.actions.whole_files import copy_file
from library.content.companions import HeldCompanions
from library.content.folder_files import FolderFiles
from library.content.uploads.named import mentions
from library.errors import ContentNotWritten

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.library import Library
    from library.content.companions import Companions


def companions_of(library: Library, path: str) -> Companions:
    """Return where the files of a draft are: its uploads first, then those beside its document.

    Args:
        library: Holds both.
        path: Of the document, such as ``stories/spare-key.md``.
    """
    return HeldCompanions(library.uploads.paths(path), FolderFiles(library.settings.content))


def place(library: Library, path: str, text: bytes) -> tuple[str, ...]:
    """Copy the uploads that a text names to where its document will be. Call this before the document is written.

    If this is interrupted, some of the files are there and readers get none of them, because no document names them.

    Args:
        library: Holds the uploads.
        path: Of the document.
        text: The whole Markdown file that is about to be published.

    Returns:
        The paths of the files, relative to the content folder.

    Raises:
        ContentNotWritten: Another file has the name of one of them, or one could not be copied.
    """
    wanted = {name: file for name, file in library.uploads.paths(path).items() if mentions(text, file.name)}
    for name, file in wanted.items():
        _copy(file, library.settings.content / name, name)
    return tuple(wanted)


def forget_uploads(library: Library, path: str) -> None:
    """Delete the uploads of a document that was published, withdrawn or deleted, or whose draft was."""
    library.uploads.forget(path)


def _copy(file: Path, place: Path, name: str) -> None:
    try:
        with suppress(FileExistsError):
            copy_file(place, file)
            return
        is_same = _digest(place) == _digest(file)
    except OSError as error:
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise ContentNotWritten(name, error.strerror or str(error), is_full=is_full) from error
    if not is_same:
        raise ContentNotWritten(name, "another file has this name", is_full=False)


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
