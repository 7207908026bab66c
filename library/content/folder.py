"""Which files there are: names and stamps, without opening any of them."""

from __future__ import annotations

import os
import re
import stat as modes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from library.content.mistakes import printable
from library.content.slugs import SHELVES, slug_of, wrong_name
from library.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Hidden files, and what editors and word processors leave beside a file while or after it is open.
_LEFT_BEHIND = re.compile(r"\..*|.*~|#.*#|~\$.*|.*\.(?:bak|orig|rej|swp|swo|tmp)", re.IGNORECASE | re.DOTALL)
# Meant as a document, under a name that is none: Notepad adds .txt, some systems write capitals.
_NEARLY_DOCUMENT = re.compile(r".*\.(?:md|markdown|mdown|mkd|md\.txt)", re.IGNORECASE | re.DOTALL)

_WRONG_PLACE = "A page stands directly in {shelf}/, not in a folder below. Move this file up."
_LEAVES = "This is a link that leads out of the content folder, or nowhere. Put the file itself here."
_NO_FILE = "This has the name of a document but is not a file. Rename it."


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells cheaply whether a file has changed.

    Attributes:
        path: Relative to the content folder, with forward slashes.
        size: Bytes.
        mtime_ns: When it was last written, in nanoseconds.
    """

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The documents of a content folder.

    Attributes:
        documents: Sorted by path. Two of one slug are both here, with a mistake.
        mistakes: Sorted; files that nobody would find under the name or in the place they have.
    """

    documents: tuple[Stamp, ...]
    mistakes: tuple[Mistake, ...]


def scan(folder: Path, shelves: Iterable[str] = SHELVES) -> Scan:
    """Find the documents of a content folder, or its other pages.

    A missing folder is empty. Folders below ``stories/`` and ``resources/`` may hold media; a Markdown file there is a
    mistake, so that no story is left out in silence.

    Args:
        folder: The content folder.
        shelves: Folders to look in.
    """
    root = os.path.realpath(folder)
    documents: list[Stamp] = []
    mistakes: list[Mistake] = []
    for shelf in shelves:
        for found in _on_shelf(root, shelf):
            if isinstance(found, Stamp):
                documents.append(found)
            else:
                mistakes.append(found)
    documents.sort(key=lambda document: document.path)
    return Scan(tuple(documents), tuple(sorted([*mistakes, *_clashes(documents)])))


def stamp(folder: Path, path: str) -> Stamp | None:
    """Return the stamp of any file in a content folder.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes.

    Returns:
        The stamp, or ``None`` where there is no such file.
    """
    try:
        status = (folder / path).stat()
    except (OSError, ValueError):
        return None
    return Stamp(path, status.st_size, status.st_mtime_ns) if modes.S_ISREG(status.st_mode) else None


def _on_shelf(root: str, shelf: str) -> Iterator[Stamp | Mistake]:
    try:
        if not _inside(root, f"{root}/{shelf}"):
            yield Mistake(shelf, 1, _LEAVES)
            return
        with os.scandir(f"{root}/{shelf}") as entries:
            for entry in entries:
                yield from _look_at(root, shelf, entry)
    except FileNotFoundError:
        return
    except OSError as error:
        yield Mistake(shelf, 1, f"This folder cannot be read: {error.strerror}.")


def _look_at(root: str, shelf: str, entry: os.DirEntry[str]) -> Iterator[Stamp | Mistake]:
    path = f"{shelf}/{entry.name}"
    if _LEFT_BEHIND.fullmatch(entry.name):
        return
    if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(".md"):
        yield from _below(root, path)
    elif _NEARLY_DOCUMENT.fullmatch(entry.name):
        wrong = wrong_name(path) or _not_ordinary(root, entry)
        status = entry.stat() if not wrong else None
        yield Stamp(path, status.st_size, status.st_mtime_ns) if status else Mistake(printable(path), 1, wrong or "")


def _not_ordinary(root: str, entry: os.DirEntry[str]) -> str | None:
    if entry.is_symlink() and not _inside(root, entry.path):
        return _LEAVES
    return None if entry.is_file() else _NO_FILE


def _inside(root: str, path: str) -> bool:
    return os.path.realpath(path).startswith(f"{root}/")


def _below(root: str, path: str) -> Iterator[Mistake]:
    """Report Markdown files in a folder of media."""
    for place, folders, names in os.walk(f"{root}/{path}"):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if _NEARLY_DOCUMENT.fullmatch(name) and not _LEFT_BEHIND.fullmatch(name):
                relative = PurePosixPath(Path(place, name).relative_to(root).as_posix())
                yield Mistake(printable(str(relative)), 1, _WRONG_PLACE.format(shelf=relative.parts[0]))


def _clashes(documents: Iterable[Stamp]) -> Iterator[Mistake]:
    """Report, at the second of two files of one name, both of them."""
    first: dict[str, str] = {}
    for document in documents:
        other = first.setdefault(slug_of(document.path), document.path)
        if other != document.path:
            sentence = f"{other} has the same name, and a name belongs to one document. Rename one of the two."
            yield Mistake(document.path, 1, sentence)
