"""What a backup holds: a tar file of ordinary files, between what it says of itself and a list of their hashes.

The first file, ``backup.json``, says which version of this format it is, so that a file of a newer version is refused
before anything else is read. The last, ``manifest.json``, has the size and SHA-256 of every other file: a backup
without it, or with anything that it does not list, is not whole.
"""

from __future__ import annotations

import json
import os
import tarfile
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import FileIO
from typing import TYPE_CHECKING

import msgspec

from library.actions.progress import Progress, Stage, silent
from library.errors import BackupError, ChangedWhileRead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

# Since the second version, a backup holds the writing.
FORMAT = 2
# A restore prepares the new content in this folder of the content folder.
STAGING = ".restoring"
ABOUT, MANIFEST, SECRET_KEY, CONTENT = "backup.json", "manifest.json", "secret_key", "content"
# The files of drafts, until they are published.
UPLOADS = "uploads"
# The names of the records, by kind of database.
RECORDS = {"sqlite": "records.sqlite", "postgresql": "records.dump"}
# The names of the writing: drafts, histories and comments.
WRITING = {"sqlite": "writing.sqlite", "postgresql": "writing.dump"}

_STEP = 1 << 16
_MEGABYTE = 1_000_000
# What a backup says of itself, and a list of a million files.
_LARGEST_ABOUT, _LARGEST_MANIFEST = 10_000, 500_000_000

Manifest = dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself.

    Attributes:
        format: The version of its format.
        made: When it was begun, in UTC.
        database: ``sqlite`` or ``postgresql``.
        revision: Of the tables of its records.
        files: How many files of the content folder it holds.
        size: Bytes of all files in it.
        writing: The revision of the tables of its writing; empty if it has none, as in the first version.
    """

    format: int
    made: datetime
    database: str
    revision: str
    files: int
    size: int
    writing: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file to put into a backup.

    Attributes:
        name: In the backup, with forward slashes.
        path: On the disk; not a link.
        size: Bytes, when it was listed.
    """

    name: str
    path: Path
    size: int


def pack(about: About, files: Iterable[Packed], progress: Progress = silent) -> Iterator[bytes]:
    """Yield a backup in pieces of at most 64 KB.

    Args:
        about: What it says of itself.
        files: Their names are all different.
        progress: Called with each megabyte.

    Raises:
        ChangedWhileRead: A file changed while it was read.
        OSError: A file cannot be read.
    """
    manifest: Manifest = {}
    yield from _packed(ABOUT, msgspec.json.encode(about), manifest)
    done = 0
    for each in files:
        for piece in _pieces(each, manifest):
            done += len(piece)
            progress(Stage.BACKING_UP, done // _MEGABYTE, about.size // _MEGABYTE)
            yield piece
    # Names need not be UTF-8; json writes those that are not in a way that reads the same again.
    yield from _packed(MANIFEST, json.dumps(manifest).encode(), {})
    yield bytes(2 * tarfile.BLOCKSIZE)


def _packed(name: str, data: bytes, manifest: Manifest) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    manifest[name] = (len(data), sha256(data).hexdigest())
    yield info.tobuf() + data + _padding(len(data))


def _pieces(packed: Packed, manifest: Manifest) -> Iterator[bytes]:
    digest, read = sha256(), 0
    with _opened(packed.path) as file:
        before = os.fstat(file.fileno())
        info = tarfile.TarInfo(packed.name)
        info.size, info.mode = before.st_size, 0o600
        yield info.tobuf()
        while read < before.st_size and (piece := file.read(min(_STEP, before.st_size - read))):
            digest.update(piece)
            read += len(piece)
            yield piece
        after = os.fstat(file.fileno())
    if read != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ChangedWhileRead(packed.path)
    manifest[packed.name] = (read, digest.hexdigest())
    yield _padding(read)


def _opened(path: Path) -> FileIO:
    try:
        return FileIO(path, opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW))
    except FileNotFoundError as error:  # such as a half-written file of a copy that has ended
        raise ChangedWhileRead(path) from error


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def unpack(
    stream: BinaryIO, broken: BackupError, place: Callable[[About, str], Path | None], progress: Progress = silent
) -> About:
    """Read a whole backup, write its files, and check every one of them.

    Args:
        stream: Decrypted; need not be seekable.
        broken: What to raise if it is not whole.
        place: Returns where to write a file, by what the backup says of itself and the file's name; ``None`` for
            nowhere. There must be nothing yet.
        progress: Called with each megabyte.

    Returns:
        What it says of itself.

    Raises:
        BackupError: It is not whole, a newer version made it, or it holds something that no backup holds.
        OSError: A file cannot be written.
    """
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            return _unpacked(tar, broken, place, progress)
    except tarfile.TarError as error:
        raise broken from error


def _unpacked(
    tar: tarfile.TarFile, broken: BackupError, place: Callable[[About, str], Path | None], progress: Progress
) -> About:
    found: Manifest = {}
    about = _about(_small(tar, tar.next(), ABOUT, _LARGEST_ABOUT, broken, found), broken)
    done = 0
    while (member := tar.next()) is not None and member.name != MANIFEST:
        _refuse_odd(member, found)
        path = place(about, member.name)
        digest, size = sha256(), 0
        for piece in _written(tar, member, path):
            digest.update(piece)
            size += len(piece)
            done += len(piece)
            progress(Stage.UNPACKING, done // _MEGABYTE, about.size // _MEGABYTE)
        found[member.name] = (size, digest.hexdigest())
    _compare(found, _small(tar, member, MANIFEST, _LARGEST_MANIFEST, broken, {}), broken)
    return about


def _small(
    tar: tarfile.TarFile, member: tarfile.TarInfo | None, name: str, most: int, broken: BackupError, found: Manifest
) -> bytes:
    """Return a file that belongs to the format, and note what it is."""
    file = tar.extractfile(member) if member is not None and member.name == name and member.size <= most else None
    if file is None:
        raise broken
    data = file.read()
    found[name] = (len(data), sha256(data).hexdigest())
    return data


def _about(data: bytes, broken: BackupError) -> About:
    try:
        number = msgspec.json.decode(data, type=dict[str, msgspec.Raw]).get("format", b"")
        if int(msgspec.json.decode(number, type=int)) > FORMAT:
            raise BackupError("Install the newest version of the library. A newer version than this made the backup.")
        about = msgspec.json.decode(data, type=About)
    except msgspec.DecodeError as error:
        raise broken from error
    if about.database not in RECORDS:
        raise broken
    return about


def _refuse_odd(member: tarfile.TarInfo, found: Mapping[str, object]) -> None:
    """Refuse links, devices, and names that are not below the backup, are there twice, or mean nothing here."""
    parts = member.name.split("/")
    own = {SECRET_KEY, *RECORDS.values(), *WRITING.values()}
    known = member.name in own or (parts[0] in {CONTENT, UPLOADS} and len(parts) > 1)
    plain = all(part not in {"", ".", ".."} for part in parts) and parts[1:2] != [STAGING]
    if not (member.isreg() and known and plain and "\0" not in member.name) or member.name in found:
        raise BackupError(
            f"Do not use this backup. It holds {member.name!r}, which no backup of this library holds. "
            "Nothing was restored."
        )


def _written(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path | None) -> Iterator[bytes]:
    """Write a file, if it has a place, and yield what was written."""
    file = tar.extractfile(member)
    if file is None:
        return
    if path is None:
        yield from iter(lambda: file.read(_STEP), b"")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as writing:
        for piece in iter(lambda: file.read(_STEP), b""):
            writing.write(piece)
            yield piece


def _compare(found: Manifest, listed: bytes, broken: BackupError) -> None:
    try:
        expected = {name: (size, digest) for name, (size, digest) in json.loads(listed).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise broken from error
    if expected != found:
        raise broken
