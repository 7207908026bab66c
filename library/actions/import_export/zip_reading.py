"""Unpacking a zip file that was received, within limits, so that each of its files is safe to look at.

A small zip file can unpack to any size, so files are read up to limits and no size that the zip file claims is
believed. Files are unpacked under numbers, so no name in it is used as a path.
"""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from library.actions.import_export.received import LINK, MOST_FILES, LeftOut, Received, placed
from library.actions.progress import Progress, Stage, silent
from library.actions.uploading.receiving import SPARE
from library.content.mistakes import printable
from library.content.zip_list import TooManyFiles, open_zip
from library.errors import ImportRefused

# Of all files, unpacked: a library of films.
MOST_BYTES = 20_000_000_000
# Text is packed about 4 times, and no file that someone made more than this.
MOST_RATIO = 300
_SMALL = 1_000_000
_STEP = 1 << 20
_UTF8 = 0x800  # the flag of a name in UTF-8
_ENCRYPTED = 0x1

_NOT_ZIP = "This is not a zip file, or it is damaged. Ask for it again, or make it again from the folder."
_LOCKED = "This file is locked with a password. Make the zip file again without one."
_DAMAGED = "This file is damaged in the zip file. Make the zip file again."
_BOMB = "This file unpacks to far more than it is in the zip file. It was not read. Do not trust where it comes from."
_TOO_MANY = "Import it in parts. There are more than {count} files in the zip file."
_TOO_LARGE = "Import it in parts. The zip file unpacks to more than {size} GB."
_NO_ROOM = "Free some space on the disk of the server, or import it in parts. The zip file cannot be unpacked there."
_TWICE = "Two files in the zip file have this name, so neither was read. Rename one."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError)


@dataclass(slots=True)
class _Unpacked:
    """What was unpacked so far: where each file is, by its name, what was left out, and how many bytes there are."""

    files: dict[str, Path] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    size: int = 0

    def leave_out(self, name: str, sentence: str) -> None:
        self.left_out.append(LeftOut(printable(name), sentence))


class _Bomb(Exception):
    """A file unpacks to far more than it is in the zip file."""


def unpack_zip(source: Path | IO[bytes], into: Path, progress: Progress = silent) -> Received:
    """Unpack a zip file.

    Args:
        source: The zip file, or its bytes.
        into: An empty folder for its files.
        progress: Called as work proceeds.

    Raises:
        ImportRefused: It is no zip file, has too many or too large files, does not fit on the disk, or has nothing to
            import.
        OSError: The zip file cannot be opened, or its files cannot be written.
    """
    try:
        with (
            source.open("rb") if isinstance(source, Path) else nullcontext(source) as file,
            open_zip(file, MOST_FILES) as opened,
        ):
            return _unpack(opened, into, progress)
    except TooManyFiles as error:
        raise ImportRefused(_TOO_MANY.format(count=MOST_FILES)) from error
    except _BROKEN as error:
        raise ImportRefused(_NOT_ZIP) from error


def _unpack(opened: zipfile.ZipFile, into: Path, progress: Progress) -> Received:
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise ImportRefused(_TOO_MANY.format(count=MOST_FILES))
    _check_room(into, sum(min(entry.file_size, _most(entry)) for entry in entries))
    unpacked = _Unpacked()
    names = [_name(entry) for entry in entries]
    twice = {name for name, count in Counter(names).items() if count > 1}
    for number, (entry, name) in enumerate(zip(entries, names, strict=True)):
        progress(Stage.UNPACKING_FILES, number + 1, len(entries))
        why = _TWICE if name in twice else _why_refused(entry)
        if why:
            unpacked.leave_out(name, why)
        else:
            _take(opened, entry, into / str(number), name, unpacked)
    return placed(unpacked.files, unpacked.left_out)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a file, which macOS writes in UTF-8 without saying so, and Windows with backslashes."""
    name = entry.filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return name.replace("\\", "/")


def _why_refused(entry: zipfile.ZipInfo) -> str:
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        return LINK
    return _LOCKED if entry.flag_bits & _ENCRYPTED else ""


def _take(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, to: Path, name: str, unpacked: _Unpacked) -> None:
    """Unpack one file, if it can be read."""
    try:
        _copy(opened, entry, to, unpacked)
    except _Bomb:
        unpacked.leave_out(name, _BOMB)
    except _BROKEN:
        unpacked.leave_out(name, _DAMAGED)
    else:
        unpacked.files[name] = to
        return
    to.unlink(missing_ok=True)


def _copy(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, to: Path, unpacked: _Unpacked) -> None:
    most, size = _most(entry), 0
    with opened.open(entry) as source, to.open("xb") as target:
        while piece := source.read(_STEP):
            size += len(piece)
            unpacked.size += len(piece)
            if size > most:
                raise _Bomb
            if unpacked.size > MOST_BYTES:
                raise ImportRefused(_TOO_LARGE.format(size=MOST_BYTES // 1_000_000_000))
            _check_room(to.parent, len(piece))
            target.write(piece)


def _most(entry: zipfile.ZipInfo) -> int:
    """Return how many bytes a file may have when it is unpacked."""
    return max(_SMALL, entry.compress_size * MOST_RATIO)


def _check_room(folder: Path, size: int) -> None:
    """Refuse bytes for which there is no room on the disk besides what a withdrawal needs."""
    if shutil.disk_usage(folder).free < size + SPARE:
        raise ImportRefused(_NO_ROOM)
