"""Writing files for people: always whole. Whoever reads one sees the old state or the new one.

A file is written beside its place, under a name that readers of the content folder ignore. It is on the disk before it
gets its name. Programs outside the library write these files too, so a file that was read and changed is replaced only
if it is still what was read. Two processes of the library take turns for that (a lock on the folder).
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import secrets
import stat
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from library.content.file_kinds import FOLDERS
from library.errors import FileChanged
from library.storage.whole_file import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = 1 << 20  # bytes
_LONGEST = 100  # characters of a file's name in that of the file beside it
_BESIDE = re.compile(rf"\..{{1,{_LONGEST}}}\.[0-9a-f]{{16}}", re.DOTALL)
# Seconds after which a file beside its place that nobody writes is one that a killed process left.
ABANDONED = 600


def digest_of(data: bytes) -> str:
    """Return the SHA-256 by which ``replace_file`` knows the state of a file."""
    return hashlib.sha256(data).hexdigest()


def create_file(path: Path, data: bytes) -> None:
    """Write a new file in one step; if the process is killed, there is no file or all of it.

    Raises:
        FileExistsError: There is one already; it stays as it is.
        OSError: It cannot be written.
    """
    with _written_beside(path, (data,)) as beside, _alone_in(path.parent):
        _name_new(beside, path)


def copy_file(path: Path, source: Path) -> None:
    """Write a new file with the bytes of another, of any size, as ``create_file`` does.

    Raises:
        FileExistsError: There is one already; it stays as it is.
        OSError: It cannot be read or written.
    """
    with source.open("rb") as opened:
        pieces = iter(partial(opened.read, _PIECE), b"")
        with _written_beside(path, pieces) as beside, _alone_in(path.parent):
            _name_new(beside, path)


def replace_file(path: Path, data: bytes, was: str) -> None:
    """Replace a file in one step, with the same permissions, if nobody has changed it meanwhile.

    Args:
        path: The file; if it is a link, what it leads to is replaced.
        data: The new bytes.
        was: ``digest_of`` the bytes that were read.

    Raises:
        FileChanged: It has other bytes now, or is gone; it stays as it is.
        OSError: It cannot be written.
    """
    real = Path(os.path.realpath(path))
    with _written_beside(real, (data,)) as beside, _alone_in(real.parent):
        if digest_now(real) != was:
            raise FileChanged(path.name)
        beside.chmod(real.stat().st_mode)
        beside.replace(real)
        sync_folder(real.parent)


def move_into_place(prepared: Path, path: Path, was: str) -> None:
    """Give a prepared file the place of another in one step, if nobody has changed that meanwhile.

    Args:
        prepared: On the same disk, and all of it written.
        path: Its place, in a folder that is there.
        was: ``digest_of`` the file that is there; empty for none.

    Raises:
        FileChanged: Something else is there now; it stays as it is.
        OSError: It cannot be moved.
    """
    with _alone_in(path.parent):
        if digest_now(path) != was:
            raise FileChanged(path.name)
        if was:
            prepared.chmod(path.stat().st_mode)
        prepared.replace(path)
        sync_folder(path.parent)


def remove_file(path: Path, was: str) -> None:
    """Delete a file, if nobody has changed it.

    Raises:
        FileChanged: It has other bytes than ``was`` says; it stays as it is.
        OSError: It cannot be deleted.
    """
    with _alone_in(path.parent):
        if digest_now(path) != was:
            raise FileChanged(path.name)
        path.unlink()
        sync_folder(path.parent)


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one step, in place of any that is there.

    Raises:
        OSError: It cannot be written.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a terminal or a pipe, such as /dev/stdout
        return
    real = Path(os.path.realpath(path))
    with _written_beside(real, (data,)) as beside:
        if real.exists():
            beside.chmod(real.stat().st_mode)
        beside.replace(real)
        sync_folder(real.parent)


def remove_abandoned(content: Path) -> None:
    """Delete what killed processes left beside files of the content folder; it can hold words of a story.

    Only files with exactly our names are deleted, which nobody writes and nothing has changed for a while. What cannot
    be deleted is left to the next call.
    """
    for folder in (content, *(content / each for each in FOLDERS)):
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if _BESIDE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    _remove_if_abandoned(Path(entry.path))


def _remove_if_abandoned(file: Path) -> None:
    with suppress(OSError), file.open("rb") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(opened.fileno()).st_mtime < time.time() - ABANDONED:
            file.unlink()


def _name_new(beside: Path, path: Path) -> None:
    # Whoever can write in the folder can edit the file, whatever mask this process has.
    beside.chmod(stat.S_IMODE(path.parent.stat().st_mode) & 0o666)
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as that of a memory stick
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        beside.rename(path)
    sync_folder(path.parent)


def digest_now(path: Path) -> str:
    """Return the digest of a file as it is now; empty if there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let one process of the library at a time name files in a folder."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


@contextmanager
def _written_beside(path: Path, pieces: Iterable[bytes]) -> Iterator[Path]:
    """Yield a file beside a path; it is gone at the end, unless it got another name."""
    beside = path.with_name(f".{path.name[:_LONGEST]}.{secrets.token_hex(8)}")
    try:
        with beside.open("xb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # until it has its name; see ``remove_abandoned``
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
            yield beside
    finally:
        beside.unlink(missing_ok=True)
