"""The files that a backup holds of the content folder and of drafts: all of them, hidden ones too.

A link to a file in the content folder is backed up as that file. Other links, and what is not an ordinary file, are
left out and reported: ``library publish`` does not read them, and one of them must not stop the backup of the rest.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from library.actions.backup.archive import CONTENT, STAGING, UPLOADS, Packed
from library.actions.import_export.applying import STAGING as IMPORTING
from library.content.mistakes import printable
from library.errors import BackupError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = "Put the file or folder itself there: this is a link, and what it leads to was not backed up."
_ODD = "Remove this, or make it an ordinary file: it was not backed up."


@dataclass(frozen=True, slots=True)
class ContentFiles:
    """What there is to back up.

    Attributes:
        files: Sorted by name.
        left_out: A sentence for each thing that is not backed up, with its path.
    """

    files: tuple[Packed, ...]
    left_out: tuple[str, ...]


def list_content(folder: Path) -> ContentFiles:
    """List the files of a content folder.

    Raises:
        BackupError: The folder is missing, or a folder in it cannot be read.
    """
    if not folder.is_dir():
        raise BackupError(f"Check LIBRARY_CONTENT. There is no folder {folder}.")
    found = list(_found(Path(os.path.realpath(folder))))
    files = sorted((each for each in found if isinstance(each, Packed)), key=lambda each: each.name)
    return ContentFiles(tuple(files), tuple(each for each in found if isinstance(each, str)))


def list_uploads(folder: Path) -> tuple[Packed, ...]:
    """List the files of drafts that were received whole; there may be no folder yet.

    Raises:
        BackupError: A folder cannot be read.
    """
    paths = (Path(place) / name for place, _, names in os.walk(folder, onerror=_unreadable_but_there) for name in names)
    files = ((path, path.lstat()) for path in sorted(paths))
    return tuple(
        Packed(f"{UPLOADS}/{path.relative_to(folder).as_posix()}", path, status.st_size)
        for path, status in files
        if stat.S_ISREG(status.st_mode)
    )


def _found(root: Path) -> Iterator[Packed | str]:
    for place, folders, names in os.walk(root, onerror=_unreadable):
        here = Path(place)
        if here == root:
            folders[:] = [name for name in folders if name not in {STAGING, IMPORTING}]
        folders.sort()
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*names, *links]):
            yield _look_at(root, here / name)


def _look_at(root: Path, path: Path) -> Packed | str:
    name = path.relative_to(root).as_posix()
    real = Path(os.path.realpath(path))
    try:
        status = real.lstat()
    except OSError:  # a link to nothing
        return f"{printable(name)}: {_LINK}"
    if stat.S_ISREG(status.st_mode) and real.is_relative_to(root):
        return Packed(f"{CONTENT}/{name}", real, status.st_size)
    return f"{printable(name)}: {_LINK if path.is_symlink() else _ODD}"


def _unreadable_but_there(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        _unreadable(error)


def _unreadable(error: OSError) -> NoReturn:
    raise BackupError(f"Make {error.filename} readable. It could not be backed up: {error.strerror}.") from error
