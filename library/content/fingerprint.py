"""One hash of everything that a document is made of, to detect changes."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from library.content.folder_files import FolderFiles, read_bytes
from library.content.header.named_files import source_digest
from library.content.mistakes import Mistakes
from library.content.source import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from library.model.document import StoredFile


def fingerprint_of(data: bytes, path: str, files: Iterable[StoredFile]) -> str:
    """Hash a file and every file that it names, as their author has them.

    Args:
        data: The whole Markdown file.
        path: Of it, relative to the content folder.
        files: Those that it names, in the order of ``Document.files``.
    """
    return fingerprint(data, ((_beside(path, file.path), file.source or file.sha256) for file in files))


def fingerprint(data: bytes, files: Iterable[tuple[str, str]]) -> str:
    """Hash a file and every file it names, with the names, so that no two documents can share a hash by accident.

    Args:
        data: The whole Markdown file.
        files: Name and SHA-256 of each file that it names, in the order of ``Document.files``.
    """
    digest = hashlib.sha256(data)
    for name, sha256 in files:
        digest.update(f"\n{name}\n{sha256}".encode())
    return digest.hexdigest()


def fingerprint_now(folder: Path, paths: Sequence[str]) -> str:
    """Hash the files that a document was made of, as they are now.

    Args:
        folder: The content folder.
        paths: The Markdown file, then the files that it named, relative to the folder.

    Returns:
        The fingerprint; empty if one of them cannot be read.
    """
    document, *files = paths
    data = read_bytes(folder, document, LARGEST_FILE, Mistakes(document))
    try:
        named = [(_beside(document, path), source_digest(FolderFiles(folder), path)) for path in files]
    except (OSError, ValueError):
        return ""
    return "" if data is None else fingerprint(data, named)


def _beside(document: str, path: str) -> str:
    return str(PurePosixPath(path).relative_to(PurePosixPath(document).parent))
