"""Zip files whose list of files is bounded before it is in memory.

``zipfile`` makes an object of each entry in the list at the end of a zip file before anyone can count them. How many
files the zip file claims is not believed. The list is read as one piece, and each entry in it begins with the same
mark.
"""

from __future__ import annotations

from typing import IO
from zipfile import ZipFile

# Files in a Word or PowerPoint file.
MOST_PARTS = 5_000

_ENTRY = b"PK\x01\x02"
# Bytes of an entry with a long name.
_MOST_ENTRY = 400


class TooManyFiles(ValueError):
    """The list of a zip file is longer than it may be."""


def open_zip(file: IO[bytes], most: int) -> ZipFile:
    """Open a zip file to read it.

    Args:
        file: The zip file; whoever opened it closes it.
        most: How many files it may have, about: folders have entries too, so twice as many entries pass.

    Raises:
        TooManyFiles: Its list is longer; nothing was made of it.
        BadZipFile: It is no zip file, or damaged.
        OSError: It cannot be read, or is damaged.
        ValueError: It is damaged.
        NotImplementedError: It is of a kind that cannot be read.
    """
    bounded = _Bounded(file, most)
    opened = ZipFile(bounded)
    bounded.is_listed = True
    return opened


class _Bounded:
    """A file that refuses to give out a list that is too long."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._most = most
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self.is_listed = False

    def read(self, size: int = -1) -> bytes:
        if self.is_listed:
            return self._file.read(size)
        if size > self._most * _MOST_ENTRY or (data := self._file.read(size)).count(_ENTRY) > 2 * self._most:
            raise TooManyFiles
        return data
