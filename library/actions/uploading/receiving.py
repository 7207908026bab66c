"""A file arrives for a document: within limits, in one request or in parts, then checked and named by us."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from library.actions.uploading.virus_scan import scan
from library.content.uploads.checked import Checked
from library.content.uploads.checking import check_upload
from library.content.uploads.names import names_for
from library.content.uploads.purposes import LARGEST
from library.errors import ExportFailed, FileBusy, FilesReadOnly, NotFound, UploadRefused
from library.model.upload import Purpose, UploadProblem
from library.storage.file_permissions import is_read_only

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.library import Library
    from library.model.upload import Part

MEGABYTE = 1_000_000
# What an upload leaves free on the disk: a withdrawal needs some of it.
SPARE = 50 * MEGABYTE
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was taken.

    Attributes:
        name: Ours.
        purpose: What it is for.
        checked: What was found in it.
        details: What its sender entered beside it, by field.
    """

    name: str
    purpose: Purpose
    checked: Checked
    details: dict[str, str]


def limit_of(library: Library, purpose: Purpose) -> int:
    """Return how many bytes a file for a purpose may have."""
    settings = library.settings
    megabytes = settings.film_size if purpose is Purpose.MEDIA else settings.upload_size
    return min(megabytes * MEGABYTE, LARGEST.get(purpose, megabytes * MEGABYTE))


def start(library: Library, path: str, purpose: Purpose, size: int, details: dict[str, str], by: int) -> Part:
    """Make room for a file that arrives in parts.

    Args:
        library: Has the limits.
        path: Of its document, such as ``stories/spare-key.md``.
        purpose: What it is for.
        size: Its bytes.
        details: What its sender entered beside it, by field.
        by: The id of its sender.

    Raises:
        UploadRefused: It is empty or too large, there is no room, or too many files of its sender are arriving.
    """
    most = limit_of(library, purpose)
    if size <= 0:
        raise UploadRefused(UploadProblem.NO_FILE)
    if size > most:
        raise UploadRefused(UploadProblem.TOO_LARGE, size=size, limit=most)
    with _disk(library):
        part = library.upload_parts.start(path, purpose, size, details, by)
        if shutil.disk_usage(library.settings.data).free < size + SPARE:
            library.upload_parts.delete(part.id)
            raise UploadRefused(UploadProblem.DISK_FULL)
        return part


def append(library: Library, path: str, part_id: str, offset: int, pieces: Iterable[bytes]) -> Part:
    """Add bytes to a file of a document.

    Raises:
        NotFound: There is no such file.
        WrongOffset: They do not follow what has arrived; the error says where to go on.
        UploadRefused: They cannot be stored; the file is as it was.
    """
    find(library, path, part_id)
    with _disk(library):
        return library.upload_parts.append(part_id, offset, pieces)


def find(library: Library, path: str, part_id: str) -> Part:
    """Return a file of a document as it has arrived so far.

    Raises:
        NotFound: There is none.
    """
    part = library.upload_parts.find(part_id)
    if part.path != path:
        raise NotFound
    return part


def finish(library: Library, path: str, part_id: str) -> Received:
    """Check a file that has arrived, and give it a name.

    A file that is refused for what is in it is deleted at once. One that cannot be checked now stays for a day.

    Raises:
        NotFound: There is no such file.
        UploadRefused: It is not complete, cannot be used, or cannot be checked now.
    """
    part = find(library, path, part_id)
    if part.offset < part.size:
        raise UploadRefused(UploadProblem.INCOMPLETE)
    return take(library, part)


def take(library: Library, part: Part) -> Received:
    """Check a file and give it a name; see ``finish``."""
    try:
        if not part.offset:
            raise UploadRefused(UploadProblem.NO_FILE)
        with _disk(library), _alone(library, part):
            return _taken(library, part)
    except UploadRefused as refused:
        if refused.problem in {UploadProblem.CONTENT, UploadProblem.VIRUS, UploadProblem.NO_FILE}:
            library.upload_parts.delete(part.id)
        raise


def with_details(part: Part, details: dict[str, str]) -> Part:
    """Return a file with what its sender entered beside it, if that was not known when it began to arrive."""
    return replace(part, details=details)


def cancel(library: Library, path: str, part_id: str) -> None:
    """Delete what has arrived of a file.

    Raises:
        NotFound: There is none.
    """
    library.upload_parts.delete(find(library, path, part_id).id)


def _taken(library: Library, part: Part) -> Received:
    file = library.upload_parts.received(part)
    scan(library.settings.clamd, file)
    seconds = part.details.get("seconds", "")
    checked, data = check_upload(file, part.purpose, float(seconds) if seconds else None)
    if checked.problem:
        raise UploadRefused(UploadProblem.CONTENT, checked.problem)
    if data:
        library.upload_parts.rewrite(part, data)
    language = part.details.get("language", "") if part.purpose is Purpose.TRANSCRIPT else ""
    names = _free_names(library, part.path, names_for(part.path, part.purpose, checked.ending, language))
    received = Received("", part.purpose, checked, part.details)
    name = library.uploads.keep(part.path, file, names, msgspec.json.encode(received))
    library.upload_parts.delete(part.id)
    return replace(received, name=name)


def add_pictures(library: Library, by: int, path: str, pictures: Iterable[tuple[str, bytes]]) -> None:
    """Store pictures that came with a Word file, drawn and named by us, for a document.

    Args:
        library: Stores them.
        by: The id of the person who sent it.
        path: Of the document.
        pictures: The name and content of each.

    Raises:
        UploadRefused: There is no room for all of them; none is stored.
    """
    files = tuple(pictures)
    if not files:
        return
    part = start(library, path, Purpose.MEDIA, sum(len(data) for _, data in files), {}, by)
    stored: list[str] = []
    try:
        with _disk(library):
            for name, data in files:
                library.uploads.add(path, name, data)
                stored.append(name)
    except UploadRefused:
        for name in stored:
            library.uploads.delete(path, name)
        raise
    finally:
        library.upload_parts.delete(part.id)


def report_of(library: Library, path: str, name: str) -> Received | None:
    """Return what was found in an upload, or ``None`` for a picture of a Word file.

    Raises:
        NotFound: There is no such upload.
    """
    report = library.uploads.report(path, name)
    return replace(msgspec.json.decode(report, type=Received), name=name) if report else None


def _free_names(library: Library, path: str, names: Iterable[str]) -> Iterator[str]:
    """Yield those names that no file beside the document has."""
    folder = (library.settings.content / path).parent
    return (name for name in names if not (folder / name).exists())


@contextmanager
def _alone(library: Library, part: Part) -> Iterator[None]:
    """Check one file at a time: each may need much memory."""
    try:
        with library.upload_leases.hold(f"upload {part.id}", waiter=f"upload {part.by}"):
            yield
    except FileBusy as error:
        raise UploadRefused(UploadProblem.BUSY) from error
    except FilesReadOnly as error:
        raise UploadRefused(UploadProblem.READ_ONLY) from error
    except ExportFailed as error:
        raise UploadRefused(UploadProblem.DISK_FULL) from error


@contextmanager
def _disk(library: Library) -> Iterator[None]:
    """Say in the library's own error what the disk refused."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise UploadRefused(UploadProblem.DISK_FULL) from error
        if is_read_only(library.settings.data):
            raise UploadRefused(UploadProblem.READ_ONLY) from error
        raise UploadRefused(UploadProblem.DISK_FAILED) from error
