"""One hash of everything that a document is made of, to detect changes."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from library.content.file_names import plain_name
from library.content.header.named_files import served_digest
from library.content.mistakes import Mistakes
from library.content.pictures import UnusablePicture
from library.content.source import LARGEST_FILE, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def fingerprint(data: bytes, files: Iterable[tuple[str, str]]) -> str:
    """Hash a file and every file it names, with the names, so that no two documents can share a hash by accident.

    Args:
        data: The whole Markdown file.
        files: Name and SHA-256 of each file that its header names, in the order of ``Document.files``.
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
    beside = PurePosixPath(document).parent
    try:
        named = [(_named(path, beside), served_digest(folder, path)) for path in files]
    except (OSError, ValueError, UnusablePicture):
        return ""
    return "" if data is None else fingerprint(data, named)


def _named(path: str, beside: PurePosixPath) -> str:
    return plain_name(str(PurePosixPath(path).relative_to(beside)))
