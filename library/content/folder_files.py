"""Reading files of the content folder: ordinary files only, and none outside it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from library.content.companions import UnusableFile, missing
from library.content.file_names import path_on_disk
from library.content.mistakes import Mistakes
from library.content.source import LARGEST_FILE, cannot_open, of_size, part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedIOBase

    from library.content.source import Source


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The companions of the documents in a content folder."""

    folder: Path

    def find(self, path: str) -> str:
        """Return the path by which the file system knows a file; see ``Companions``."""
        path = path_on_disk(self.folder, path)
        wrong = self._not_ordinary(path)
        if wrong:
            raise UnusableFile(wrong)
        return path

    def open(self, path: str) -> BufferedIOBase:
        """Open a file to read its bytes; see ``Companions``."""
        return (self.folder / path).open("rb")

    def _not_ordinary(self, path: str) -> str | None:
        """Return why a path is not an ordinary file reached without a link, or ``None``."""
        below = self.folder
        for step in PurePosixPath(path).parts:
            below /= step
            try:
                mode = below.lstat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                raise missing(below.as_posix(), _names_beside(below)) from None
            if stat.S_ISLNK(mode):
                return "is a link. Put the file itself here."
        return None if stat.S_ISREG(mode) else "is a folder. Write the name of a file."


def _names_beside(path: Path) -> Iterator[str]:
    try:
        yield from (file.name for file in path.parent.iterdir())
    except OSError:
        return


def read_source(folder: Path, path: str, mistakes: Mistakes) -> Source | None:
    """Read a file and split it, or report why not and return ``None``.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes.
        mistakes: Where mistakes go.
    """
    data = read_bytes(folder, path, LARGEST_FILE, mistakes)
    return None if data is None else part(data, mistakes)


def sources_in(folder: Path) -> Callable[[str], Source | None]:
    """Return a function that reads a file of a content folder, to find lines in it; ``None`` if it cannot be read."""
    return lambda path: read_source(folder, path, Mistakes(path))


def read_bytes(folder: Path, path: str, largest: int, mistakes: Mistakes) -> bytes | None:
    """Read a whole file of at most ``largest`` bytes, or report why not and return ``None``."""
    data = read_start(folder, path, largest + 1, mistakes)
    return None if data is None else of_size(data, largest, mistakes)


def read_start(folder: Path, path: str, size: int, mistakes: Mistakes) -> bytes | None:
    """Read the first bytes of a file in the content folder, or report why not and return ``None``.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes.
        size: How many bytes at most.
        mistakes: Where mistakes go.
    """
    try:
        real = Path(os.path.realpath(folder / path, strict=True))
        if not _is_ordinary(real, folder):
            mistakes.add(1, "Put the file itself here. This is not an ordinary file in the content folder.")
            return None
        with real.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError) as error:
        mistakes.add(1, cannot_open(error))
        return None


def _is_ordinary(real: Path, folder: Path) -> bool:
    # Checked before opening, because opening a named pipe would wait for ever.
    return stat.S_ISREG(real.stat().st_mode) and real.is_relative_to(os.path.realpath(folder))
