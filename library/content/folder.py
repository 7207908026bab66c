"""Listing files: names and stamps, without opening any of them."""

from __future__ import annotations

import os
import re
import stat as modes
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from library.content.mistakes import printable
from library.content.slugs import SHELVES, is_slug, slug_of, wrong_name
from library.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Hidden files, and temporary files that editors and word processors leave.
_LEFT_BEHIND = re.compile(r"\..*|.*~|#.*#|~\$.*|.*\.(?:bak|orig|rej|swp|swo|tmp)", re.IGNORECASE | re.DOTALL)
# Probably a document with a wrong name: Notepad adds .txt, some systems write capitals.
_NEARLY_DOCUMENT = re.compile(r".*\.(?:md|markdown|mdown|mkd|md\.txt)", re.IGNORECASE | re.DOTALL)

_WRONG_PLACE = "Move this file up into the {shelf} folder."
_LEAVES = "Put the file itself here. This is a link to something outside the content folder, or to nothing."
_NO_FILE = "Rename this. It has the name of a document but is not a file."


# A folder of media has a few hundred files.
MOST = 100_000

# A file written this shortly before it was checked can be written again without a change of time: FAT counts in steps
# of 2 s, network file systems in whole seconds, and no file system has a clock finer than a few milliseconds.
COARSEST_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A cheap check of whether a file has changed.

    Attributes:
        path: Relative to the content folder, with forward slashes.
        size: Bytes.
        mtime_ns: When it was last written, in nanoseconds; anyone can set it to any time.
        ctime_ns: When its content, name or times were last changed, in nanoseconds; only the system sets it.
        inode: The number of the file in its file system.
        is_settled: Whether its times were far enough in the past for any later change to show in them.
    """

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    is_settled: bool

    def proves(self, now: Stamp | None) -> bool:
        """Return whether a file with this stamp now is certainly unchanged."""
        return self.is_settled and self.looks_like(now)

    def looks_like(self, now: Stamp | None) -> bool:
        """Return whether a file has the same size, times and inode now; with coarse times, it may have changed."""
        return (
            now is not None
            and self.ctime_ns == now.ctime_ns
            and self.mtime_ns == now.mtime_ns
            and self.inode == now.inode
            and self.size == now.size
            and self.path == now.path
        )


@dataclass(frozen=True, slots=True)
class Scan:
    """The documents of a content folder.

    Attributes:
        documents: Sorted by path. Two with the same slug are both here, with a mistake.
        mistakes: Sorted; files that are ignored because of their name or folder.
        began_ns: When it began, in nanoseconds since 1970.
        misnamed: Sorted paths of files that can be read but have a wrong name, which is among the mistakes.
    """

    documents: tuple[Stamp, ...]
    mistakes: tuple[Mistake, ...]
    began_ns: int = field(default=0, compare=False)
    misnamed: tuple[str, ...] = field(default=(), compare=False)


def is_left_behind(name: str) -> bool:
    """Return whether a file is hidden or is one that a program left, by its name."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def looks_like_document(name: str) -> bool:
    """Return whether a file is a document by its name, which may be slightly wrong."""
    return _NEARLY_DOCUMENT.fullmatch(name) is not None


def scan(folder: Path, shelves: Iterable[str] = SHELVES) -> Scan:
    """Find the documents of a content folder, or its other pages.

    A missing folder is empty. Folders below ``stories/`` and ``resources/`` can hold media; a Markdown file there is a
    mistake, so that no story is left out silently.

    Args:
        folder: The content folder.
        shelves: Folders to look in.
    """
    root, now = os.path.realpath(folder), time.time_ns()
    documents: list[Stamp] = []
    mistakes: list[Mistake] = []
    for shelf in shelves:
        for found in _on_shelf(root, shelf, now):
            if isinstance(found, Stamp):
                documents.append(found)
            else:
                mistakes.append(found)
    documents.sort(key=lambda document: document.path)
    misnamed = tuple(sorted(mistake.path for mistake in mistakes if _is_misnamed(root, mistake.path)))
    return Scan(tuple(documents), tuple(sorted([*mistakes, *_clashes(documents)])), now, misnamed)


def companions(folder: Path) -> Iterator[str]:
    """Yield the path of each file beside or below the documents that is none itself, in order; at most ``MOST``.

    Args:
        folder: The content folder.
    """
    root = os.path.realpath(folder)
    every = (path for shelf in SHELVES if _inside(root, f"{root}/{shelf}") for path in _files(root, shelf))
    yield from islice(every, MOST)


def _files(root: str, shelf: str) -> Iterator[str]:
    for place, folders, names in os.walk(f"{root}/{shelf}"):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not _LEFT_BEHIND.fullmatch(name) and not _NEARLY_DOCUMENT.fullmatch(name):
                yield printable(Path(place, name).relative_to(root).as_posix())


def _is_misnamed(root: str, path: str) -> bool:
    """Return whether a file directly in its folder can be read although its name is wrong."""
    shelf, _, name = path.partition("/")
    return bool(name) and "/" not in name and wrong_name(path) is not None and Path(root, shelf, name).is_file()


def stamp(folder: Path, path: str, now: int) -> Stamp | None:
    """Return the stamp of any file in a content folder.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes.
        now: A time before the file is read, in nanoseconds since 1970.

    Returns:
        The stamp, or ``None`` if there is no such file.
    """
    try:
        status = (folder / path).stat()
    except (OSError, ValueError):
        return None
    return _stamp(path, status, now) if modes.S_ISREG(status.st_mode) else None


def _stamp(path: str, status: os.stat_result, now: int) -> Stamp:
    settled = max(status.st_mtime_ns, status.st_ctime_ns) < now - COARSEST_NS
    return Stamp(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, settled)


def _on_shelf(root: str, shelf: str, now: int) -> Iterator[Stamp | Mistake]:
    try:
        if not _inside(root, f"{root}/{shelf}"):
            yield Mistake(shelf, 1, _LEAVES)
            return
        with os.scandir(f"{root}/{shelf}") as entries:
            for entry in entries:
                is_plain = _is_well_named_file(entry)
                yield from _stamped(shelf, entry, now) if is_plain else _look_at(root, shelf, entry, now)
    except FileNotFoundError:
        return
    except OSError as error:
        yield Mistake(shelf, 1, f"This folder cannot be read: {error.strerror}.")


def _is_well_named_file(entry: os.DirEntry[str]) -> bool:
    """Return whether this is a document beyond doubt, as nearly all are."""
    name = entry.name
    return name.endswith(".md") and is_slug(name[:-3]) and entry.is_file(follow_symlinks=False)


def _stamped(shelf: str, entry: os.DirEntry[str], now: int) -> tuple[Stamp, ...]:
    """Return the stamp of a file; empty if it has been deleted since its folder was listed."""
    try:
        status = entry.stat()
    except FileNotFoundError:
        return ()
    return (_stamp(f"{shelf}/{entry.name}", status, now),)


def _look_at(root: str, shelf: str, entry: os.DirEntry[str], now: int) -> Iterator[Stamp | Mistake]:
    path = f"{shelf}/{entry.name}"
    if _LEFT_BEHIND.fullmatch(entry.name):
        return
    if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(".md"):
        yield from _below(root, path)
    elif _NEARLY_DOCUMENT.fullmatch(entry.name):
        if wrong := wrong_name(path) or _not_ordinary(root, entry):
            yield Mistake(printable(path), 1, wrong)
        else:
            yield from _stamped(shelf, entry, now)


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
    """Report two files with the same name, at the second of them."""
    first: dict[str, str] = {}
    for document in documents:
        other = first.setdefault(slug_of(document.path), document.path)
        if other != document.path:
            sentence = f"Rename one of the two files: {other} has the same name. Each document needs its own."
            yield Mistake(document.path, 1, sentence)
