"""Files that a header or a text names: they must be in the document's folder or below, and of the right type."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from library.content.companions import UnusableFile
from library.content.file_names import plain_name
from library.content.file_types import AUDIO, HEAD, PICTURE, VIDEO, FileType, advice, type_of
from library.content.mistakes import quoted
from library.content.pictures import MOST_BYTES, UnusablePicture, drawn, drawn_for_text
from library.model.document import StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedIOBase

    from library.content.companions import Companions
    from library.content.header.entry import Entry
    from library.content.pictures import DrawnPicture

    TypeOf = Callable[[bytes, str], FileType | None]

LONGEST_NAME = 200
CHUNK = 1 << 20  # bytes

# How phones store a place in MP4 and M4A: Android, Apple, 3GPP and XMP.
_PLACE_WORDS = (b"\xa9xyz", b"com.apple.quicktime.location.ISO6709", b"loci", b"GPSLatitude")
_PLACE = re.compile(rb"\xa9xyz.{4}[+-]\d\d|com\.apple\.quicktime\.location\.ISO6709|loci\x00{4}|GPSLatitude", re.DOTALL)
LONGEST_PLACE = 64  # bytes that contain any of them
_TELLS_WHERE = (
    "contains the place where it was recorded. Export a copy without the location from a video editor and use that."
)

_ELSEWHERE = re.compile(r"/|[A-Za-z]:|.*\\|.*://|(?:.*/)?\.{1,2}(?:/|\Z)|.*//", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A shape that reads the name of a file of one of these types, relative to the document's own folder."""

    types: tuple[FileType, ...]
    told_by: TypeOf = type_of

    def __call__(self, entry: Entry) -> StoredFile | None:
        """Read the name, and the file."""
        name = _name(entry)
        if name is None or entry.reading.mistakes.full:
            return None
        with _reporting(entry, name):
            return _stored(entry.reading.companions, name, _found(entry, name), self.types, self.told_by)
        return None


@contextmanager
def _reporting(entry: Entry, name: str) -> Iterator[None]:
    """Report a file that cannot be used, and continue."""
    try:
        yield
    except (UnusableFile, UnusablePicture) as wrong:
        entry.wrong(f"{quoted(name)} {wrong}")
    except OSError as error:
        entry.wrong(f"Check that you can open {quoted(name)}: {error.strerror or error}.")


def _found(entry: Entry, name: str) -> str:
    """Return the path of a file that is named as seen from its document."""
    reading = entry.reading
    return reading.companions.find(str(PurePosixPath(reading.mistakes.path).parent / name))


def _name(entry: Entry) -> str | None:
    """Return the name as the author sees it, if it can only be in the document's folder or below."""
    scalar = entry.scalar()
    if scalar is None:
        return None
    name = plain_name(scalar.text)
    if _ELSEWHERE.match(name):
        entry.wrong(f"Put the file beside this document and write only its name. {quoted(name)} is in another folder.")
    elif not name.isprintable() or len(name.encode()) > LONGEST_NAME:
        entry.wrong(f"Rename the file. {quoted(name)} is too long or contains invisible characters.")
    elif any(folder.startswith(".") for folder in name.split("/")):
        entry.wrong(f"Rename {quoted(name)}. A name that starts with a dot is hidden.")
    else:
        return name
    return None


def named_picture(entry: Entry) -> tuple[tuple[StoredFile, DrawnPicture], ...]:
    """Read a picture that a text shows, named as a header names files, in each size in which it is served.

    Args:
        entry: The name, relative to the document's own folder.

    Returns:
        The sizes, the largest first; empty if a mistake was reported.
    """
    name = _name(entry)
    if name is None or entry.reading.mistakes.full:
        return ()
    with _reporting(entry, name):
        path = _found(entry, name)
        with _opened(entry.reading.companions, name, path, PICTURE) as (file, _):
            data = file.read(MOST_BYTES + 1)
        return tuple((_in_text(path, name, each, data), each) for each in drawn_for_text(data))
    return ()


def _in_text(path: str, name: str, drawn: DrawnPicture, data: bytes) -> StoredFile:
    """Return one size of a picture, such as ``door-720.jpg``."""
    file, ending = PurePosixPath(name), drawn.file_type.endings[0]
    return StoredFile(
        name=str(file.with_name(f"{file.stem}-{drawn.width}{ending}")),
        path=path,
        size=len(drawn.data),
        sha256=hashlib.sha256(drawn.data).hexdigest(),
        media_type=drawn.file_type.media_type,
        source=hashlib.sha256(data).hexdigest(),
        width=drawn.width,
    )


@contextmanager
def _opened(
    companions: Companions, name: str, path: str, types: tuple[FileType, ...], told_by: TypeOf = type_of
) -> Iterator[tuple[BufferedIOBase, FileType]]:
    """Yield a file, at its start, and its type.

    Raises:
        UnusableFile: It is not one of these types.
        OSError: It cannot be read.
    """
    with companions.open(path) as file:
        head = file.read(HEAD)
        ending = PurePosixPath(name).suffix.lower()
        file_type = told_by(head, ending)
        if file_type not in types or ending not in file_type.endings:
            raise UnusableFile(wrong_type(head, file_type, types))
        file.seek(0)
        yield file, file_type


def _stored(companions: Companions, name: str, path: str, types: tuple[FileType, ...], told_by: TypeOf) -> StoredFile:
    with _opened(companions, name, path, types, told_by) as (file, file_type):
        if file_type in PICTURE:
            return _picture(name, path, file)
        digest, tells_where = _digest(file)
        if tells_where and file_type in (*VIDEO, *AUDIO):
            raise UnusableFile(_TELLS_WHERE)
        return StoredFile(name, path, file.tell(), digest, file_type.media_type)


def _digest(file: BinaryIO | BufferedIOBase) -> tuple[str, bool]:
    """Return a file's SHA-256, and whether it contains the place where it was recorded.

    It is read in chunks, because a video may not fit into memory.
    """
    digest, before, tells_where = hashlib.sha256(), b"", False
    for chunk in iter(partial(file.read, CHUNK), b""):
        digest.update(chunk)
        tells_where = tells_where or _holds_place(before + chunk)
        before = chunk[-LONGEST_PLACE:]
    return digest.hexdigest(), tells_where


def _holds_place(data: bytes) -> bool:
    # Searching for a word first is ten times as fast as the regular expression alone.
    return any(word in data for word in _PLACE_WORDS) and bool(_PLACE.search(data))


def _picture(name: str, path: str, file: BufferedIOBase) -> StoredFile:
    """Return a picture as it is served; its size, digest and type are those of the new file."""
    data = file.read(MOST_BYTES + 1)
    new, served_as = drawn(data)
    served, source = (hashlib.sha256(each).hexdigest() for each in (new, data))
    return StoredFile(name, path, len(new), served, served_as.media_type, source)


def source_digest(companions: Companions, path: str) -> str:
    """Return the SHA-256 of an author's file as it is now.

    Raises:
        OSError: It cannot be read.
    """
    with companions.open(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_bytes(companions: Companions, file: StoredFile) -> Iterator[bytes]:
    """Yield the bytes to serve for a file: its own, or for a picture those of its new copy.

    Args:
        companions: Where it is.
        file: As it was read. If it has changed since, the bytes have another digest.

    Raises:
        OSError: It cannot be read.
    """
    with companions.open(file.path) as opened:
        if not file.media_type.startswith("image/"):
            yield from iter(partial(opened.read, CHUNK), b"")
            return
        data = opened.read(MOST_BYTES + 1)
        with suppress(UnusablePicture):
            if not file.width:
                yield drawn(data)[0]
                return
            yield from (each.data for each in drawn_for_text(data) if each.width == file.width)


def check_place(file: BinaryIO) -> None:
    """Check that a recording does not contain the place where it was made.

    Raises:
        UnusableFile: It does.
    """
    if _digest(file)[1]:
        raise UnusableFile(_TELLS_WHERE)


def wrong_type(head: bytes, found: FileType | None, wanted: tuple[FileType, ...]) -> str:
    """Return why a file is not of a wanted type, and what to do; completes a sentence that begins with its name.

    Args:
        head: Its first bytes.
        found: Its type by its content, or ``None``.
        wanted: The types to choose from.
    """
    if not head:
        return "is empty. Copy the file again."
    if found in wanted and found is not None:
        return f"is {found.label}. Rename it so that it ends in {' or '.join(found.endings)}."
    inside = f" It is {found.label}." if found else ""
    better = advice(head)
    choice = ", ".join(file_type.label for file_type in wanted)
    return f"cannot be used here.{inside} {better or f'Choose from: {choice}.'}"
