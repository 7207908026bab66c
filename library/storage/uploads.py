"""Uploaded files, until their document is published: private, in a folder for each document.

``uploads/documents/stories/spare-key/`` holds the files that were received whole, checked and named; a report beside a
file is hidden. ``uploads/parts/`` holds those that are still arriving (``upload_parts``). There is no table: a folder
has a name or not, in one step, so two processes cannot give the same.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from library.errors import NotFound
from library.model.upload import UploadedFile
from library.storage.file_permissions import make_private_folders
from library.storage.whole_file import replacing, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PATH = re.compile(r"(?P<shelf>[a-z]+)/(?P<slug>[a-z0-9-]{1,100})\.md")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+")
LONGEST_NAME = 200


class Uploads:
    """The files of each document that were received whole."""

    def __init__(self, folder: Path) -> None:
        """Store the path of the folder; the first file creates it."""
        self._top = folder
        self._folder = folder / "documents"

    def of(self, path: str) -> tuple[UploadedFile, ...]:
        """Return the files of a document, by name.

        Args:
            path: Of the document, such as ``stories/spare-key.md``.
        """
        return tuple(UploadedFile(file.name, file.stat().st_size) for file in sorted(_files(self._of(path))))

    def paths(self, path: str) -> dict[str, Path]:
        """Map the path that each file of a document will have in the content folder to where it is now."""
        shelf = path.partition("/")[0]
        return {f"{shelf}/{file.name}": file for file in _files(self._of(path))}

    def find(self, path: str, name: str) -> Path:
        """Return where a file is.

        Raises:
            NotFound: There is none with this name.
        """
        file = self._of(path) / name if _is_name(name) else None
        if file is None or not file.is_file():
            raise NotFound
        return file

    def keep(self, path: str, received: Path, names: Iterable[str], report: bytes = b"") -> str:
        """Give a received file its place and a name that no other file of its document has.

        Args:
            path: Of the document.
            received: The file, in the same file system; it is gone at the end.
            names: To choose from, the best first.
            report: What to store beside it; may be empty.

        Returns:
            Its name.

        Raises:
            OSError: It cannot be stored; it is still where it was.
        """
        folder = self._of(path)
        make_private_folders(folder, self._top)
        name = next(name for name in names if _link(received, folder / name))
        if report:
            with replacing(_report(folder, name)) as file:
                file.write(report)
        sync_folder(folder)
        received.unlink()
        return name

    def add(self, path: str, name: str, data: bytes) -> None:
        """Store a file of ours under its name, in place of any that is there.

        Args:
            path: Of its document.
            name: Of the file.
            data: Its bytes.

        Raises:
            OSError: It cannot be stored; nothing was changed.
        """
        folder = self._of(path)
        make_private_folders(folder, self._top)
        with replacing(folder / name) as file:
            file.write(data)

    def report(self, path: str, name: str) -> bytes:
        """Return what was stored beside a file; empty if nothing was."""
        file = _report(self._of(path), self.find(path, name).name)
        return file.read_bytes() if file.is_file() else b""

    def delete(self, path: str, name: str) -> None:
        """Delete a file.

        Raises:
            NotFound: There is none with this name.
        """
        file = self.find(path, name)
        _report(file.parent, name).unlink(missing_ok=True)
        file.unlink(missing_ok=True)

    def forget(self, path: str) -> None:
        """Delete all files of a document, whatever its path; those of any other path have none."""
        with suppress(NotFound):
            shutil.rmtree(self._of(path), ignore_errors=True)

    def move(self, path: str, new_path: str) -> None:
        """Let the files of a document belong to another path, which has none."""
        if self._of(path).is_dir():
            make_private_folders(self._of(new_path).parent, self._top)
            self._of(path).rename(self._of(new_path))

    def size(self) -> int:
        """Return the bytes of all files."""
        return sum(file.stat().st_size for file in self._folder.glob("*/*/*") if file.is_file())

    def left_alone(self, before: float) -> Iterator[str]:
        """Yield the documents whose files did not change after a time in Unix seconds."""
        for folder in self._folder.glob("*/*"):
            if folder.stat().st_mtime < before:
                yield f"{folder.parent.name}/{folder.name}.md"

    def _of(self, path: str) -> Path:
        found = _PATH.fullmatch(path)
        if found is None:
            raise NotFound
        return self._folder / found["shelf"] / found["slug"]


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.glob("*") if _is_name(file.name)) if folder.is_dir() else iter(())


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and _NAME.fullmatch(name) is not None


def _report(folder: Path, name: str) -> Path:
    return folder / f".{name}.report"


def _link(file: Path, name: Path) -> bool:
    """Give a file another name; return whether that was free."""
    try:
        os.link(file, name)
    except FileExistsError:
        return False
    return True
