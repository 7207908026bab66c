"""Copies of the files that documents serve, stored by content.

A file is copied when its document is published. So what is served is what was checked, whatever happens to the content
folder, and no request ever names a path.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

from library.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from library.model.document import StoredFile


class FileStore:
    """A folder of files named by the SHA-256 of their content."""

    def __init__(self, folder: Path) -> None:
        """Store the path of the folder; the first ``keep`` creates it."""
        self._folder = folder

    def path(self, file: StoredFile) -> Path:
        """Return the path of a file's copy."""
        return self._folder / file.sha256[:2] / file.sha256

    def keep(self, file: StoredFile, chunks: Iterable[bytes]) -> None:
        """Store the copy of a file to serve, unless a complete one exists.

        Args:
            file: The file.
            chunks: Its bytes; read only if needed.

        Raises:
            PublishError: It changed since it was checked.
        """
        copy = self.path(file)
        if _size(copy) == file.size:
            return
        copy.parent.mkdir(parents=True, exist_ok=True)
        beside = copy.with_name(f"{copy.name}.{os.getpid()}.new")
        try:
            if _write(chunks, beside) != file.sha256:
                raise PublishError(f"Publish again. {file.path} changed while it was being published.")
            beside.replace(copy)
        except OSError as error:
            raise PublishError(
                f"Check {file.path} and your disk space. The file could not be copied: {error.strerror}."
            ) from error
        finally:
            beside.unlink(missing_ok=True)

    def delete_all_but(self, wanted: Collection[str]) -> int:
        """Delete every file that is not wanted, and the remains of interrupted copies.

        Args:
            wanted: SHA-256 of the files to keep.

        Returns:
            How many were deleted.
        """
        unwanted = [path for path in self._folder.glob("??/*") if path.name not in wanted]
        for path in unwanted:
            path.unlink(missing_ok=True)
        return len(unwanted)


def _size(path: Path) -> int:
    """Return the size of a file in bytes, -1 if there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def _write(chunks: Iterable[bytes], target: Path) -> str:
    """Write a file and return the SHA-256 of what was written."""
    digest = sha256()
    with target.open("wb") as writing:
        for some in chunks:
            digest.update(some)
            writing.write(some)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()
