"""What was received to be imported: the files of a folder or of a zip file, each with the place that it asks for.

Nothing that a file is called is used as a path before it is checked, and no link is followed. What cannot be used is
left out, with a sentence.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from library.content.file_kinds import FOLDERS, SINGLE_FILES, kind_of
from library.content.file_names import plain_name
from library.content.folder import is_left_behind
from library.content.header.named_files import LONGEST_NAME
from library.content.mistakes import printable
from library.errors import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_FILES = 50_000
# Files that computers make for themselves: of macOS and of Windows.
_OF_COMPUTERS = frozenset({"__macosx", "thumbs.db", "desktop.ini", "icon\r"})
_DRIVE = re.compile(r"[A-Za-z]:")

LINK = "Put the file itself there. This is a link, and links are not followed."
_ODD = "This is not an ordinary file."
_ABSOLUTE = "This name leads out of the folder, so the file was not read. Do not trust where it comes from."
_NAME = "Rename this. The name is too long, or has characters that nobody can see."
_COMPUTERS = "Your computer made this file for itself. The library does not need it."
_HIDDEN = "A program left this file, or it is hidden. The library does not read it."
_NOT_READ = "The library does not read this file. It reads stories, resources, themes, collections and vocabulary.yaml."
_ZIP_IN_ZIP = "This is a zip file in what you import. Unpack it, and import its files."
_TWICE = "Two files have this name, so neither was read. Rename one."
_TOO_MANY = "Import it in parts. There are more than {count} files."
_NOTHING = (
    "There is nothing to import. A folder or zip file must have a folder stories, resources, themes or collections in "
    "it, or vocabulary.yaml."
)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that was received.

    Attributes:
        path: That it asks for in the content folder, with forward slashes.
        file: Where its bytes are.
        digest: Their SHA-256.
    """

    path: str
    file: Path
    digest: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not imported.

    Attributes:
        path: As it was named, safe to print.
        sentence: Why, and what to do.
    """

    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Received:
    """What was received.

    Attributes:
        files: Sorted by path, each path once.
        left_out: Sorted by path.
    """

    files: tuple[ReceivedFile, ...]
    left_out: tuple[LeftOut, ...]


def is_content_folder(folder: Path) -> bool:
    """Return whether a folder looks like a content folder, or has one folder in it that does."""
    names = _names(folder)
    if _is_root(names):
        return True
    inner = [name for name in names if (folder / name).is_dir() and not is_left_behind(name)]
    return len(inner) == 1 and _is_root(_names(folder / inner[0]))


def read_folder(folder: Path) -> Received:
    """Find the files of a folder that is to be imported, without changing anything.

    Raises:
        ImportRefused: There is nothing to import, too much, or a file cannot be read.
    """
    found: dict[str, Path] = {}
    left_out: list[LeftOut] = []
    try:
        for path in _below(folder):
            name = path.relative_to(folder).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                found[name] = path
            else:
                left_out.append(LeftOut(printable(name), LINK if stat.S_ISLNK(mode) else _ODD))
            if len(found) + len(left_out) > MOST_FILES:
                raise ImportRefused(_TOO_MANY.format(count=MOST_FILES))
        return placed(found, left_out)
    except OSError as error:
        why = f"{error.filename or folder}: {error.strerror or error}"
        raise ImportRefused(f"Check that you can read the folder. {why}.") from error


def placed(found: dict[str, Path], left_out: Sequence[LeftOut]) -> Received:
    """Give files the places that they ask for by their names.

    Args:
        found: Where each is, by its name.
        left_out: What cannot be used anyway.

    Raises:
        ImportRefused: There is nothing to import.
        OSError: A file cannot be read.
    """
    outer = _outer_folder(found)
    sentences = {name: why for name in found if (why := why_unsafe(name) or why_not_read(_inner(name, outer)))}
    paths = {name: plain_name(_inner(name, outer)) for name in found if name not in sentences}
    count: dict[str, int] = {}
    for path in paths.values():
        count[path] = count.get(path, 0) + 1
    sentences |= {name: _TWICE for name, path in paths.items() if count[path] > 1}
    files = [ReceivedFile(path, found[name], digest(found[name])) for name, path in paths.items() if count[path] == 1]
    if not files:
        raise ImportRefused(_NOTHING)
    every = [*left_out, *(LeftOut(printable(name), why) for name, why in sentences.items())]
    return Received(tuple(sorted(files, key=lambda each: each.path)), tuple(sorted(every, key=lambda each: each.path)))


def why_unsafe(name: str) -> str:
    """Return why a name may not be used as a path; empty if it may."""
    steps = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in steps:
        return _ABSOLUTE
    if "\\" in name or not all(step.isprintable() and len(step.encode()) <= LONGEST_NAME for step in steps):
        return _NAME
    return ""


def why_not_read(path: str) -> str:
    """Return why the library does not read a file; empty if it does."""
    steps = path.split("/")
    if any(step.lower() in _OF_COMPUTERS or step == ".DS_Store" or step.startswith("._") for step in steps):
        return _COMPUTERS
    if any(is_left_behind(step) for step in steps):
        return _HIDDEN
    if PurePosixPath(path).suffix.lower() in {".zip", ".7z", ".rar", ".tar", ".gz"}:
        return _ZIP_IN_ZIP
    return "" if kind_of(path) else _NOT_READ


def digest(file: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        OSError: It cannot be read.
    """
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _outer_folder(names: Iterable[str]) -> str:
    """Return the one folder that everything is in, with a slash; empty if the content is not in a folder."""
    used = [name for name in names if not why_unsafe(name) and not _is_litter(name)]
    first = {name.partition("/")[0] for name in used}
    if len(first) != 1 or not all("/" in name for name in used) or _is_root(first):
        return ""
    (outer,) = first
    return f"{outer}/" if _is_root(name.split("/")[1] for name in used) else ""


def _is_litter(name: str) -> bool:
    return any(step.lower() in _OF_COMPUTERS or is_left_behind(step) for step in name.split("/"))


def _inner(name: str, outer: str) -> str:
    return name.removeprefix(outer)


def _is_root(names: Iterable[str]) -> bool:
    return not (FOLDERS | SINGLE_FILES).isdisjoint(names)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _below(folder: Path) -> Iterator[Path]:
    """Yield every file and every link below a folder, in order."""
    for place, folders, names in os.walk(folder, onerror=_stop):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        yield from (Path(place, name) for name in sorted([*names, *links]))


def _stop(error: OSError) -> None:
    raise error
