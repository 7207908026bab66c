"""Files that are arriving in parts: what has arrived is on the disk, so a connection that breaks loses nothing.

Each has two files in ``uploads/parts/``: what its sender said of it, and the bytes so far. Bytes are only added at the
end, by one request at a time (a lock on the file), so after a kill they are a beginning of the file that was sent.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from library.errors import NotFound, UploadRefused, WrongOffset
from library.model.upload import Part, Purpose, UploadProblem
from library.storage.file_lock import LockHeld, hold_lock
from library.storage.file_permissions import FILE, make_private_folders
from library.storage.whole_file import remove_unfinished, replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

_ID = re.compile(r"[0-9a-f]{32}")
# Unfinished files of one person.
MOST_PARTS = 20
# One person's unfinished files may have this part of the space for all uploads; a single file may have more.
SHARE = 4
# Seconds after which a file of which nothing arrives makes room for another of the same person.
STALLED = 600
WAIT = 10  # seconds for another process that starts an upload


class UploadParts:
    """The files that are still arriving, of all documents."""

    def __init__(self, folder: Path, most: int, others: Callable[[], int]) -> None:
        """Store where they are; the first one creates the folder.

        Args:
            folder: Of all uploads.
            most: Bytes that all uploads together may have; 0 for no limit.
            others: Returns the bytes of those that have arrived.
        """
        self._folder = folder / "parts"
        self._lock = folder / "lock"
        self._most = most
        self._others = others

    def start(self, path: str, purpose: Purpose, size: int, details: dict[str, str], by: int) -> Part:
        """Make room for a file.

        If its sender has too many unfinished files, those that stalled are deleted, the oldest first.

        Args:
            path: Of the document.
            purpose: What the file is for.
            size: The bytes that will arrive, at most.
            details: What its sender entered beside it, by field.
            by: The id of its sender.

        Raises:
            UploadRefused: There is no room for it, or too many files of its sender are arriving.
            OSError: It cannot be stored.
        """
        make_private_folders(self._folder, self._folder.parent)
        part = Part(secrets.token_hex(16), path, purpose, size, 0, details, by)
        try:
            with hold_lock(self._lock, WAIT):
                self._make_room(size, by)
                os.close(os.open(self._bytes(part.id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE))
                with replacing(self._about(part.id)) as file:
                    file.write(msgspec.json.encode(part))
        except LockHeld as error:
            raise UploadRefused(UploadProblem.BUSY) from error
        return part

    def find(self, part_id: str) -> Part:
        """Return a file as it has arrived so far.

        Raises:
            NotFound: There is none with this id.
        """
        if not _ID.fullmatch(part_id):
            raise NotFound
        try:
            part = msgspec.json.decode(self._about(part_id).read_bytes(), type=Part)
            size = self._bytes(part_id).stat().st_size
        except (OSError, msgspec.MsgspecError) as error:
            raise NotFound from error
        return replace(part, offset=size)

    def append(self, part_id: str, offset: int, pieces: Iterable[bytes]) -> Part:
        """Add bytes to a file. If they stop arriving, those that have arrived stay.

        Args:
            part_id: Of the file.
            offset: Where they belong; this must be how many have arrived.
            pieces: The bytes.

        Raises:
            NotFound: There is no such file.
            WrongOffset: They do not follow what has arrived, or are more than were announced.
            UploadRefused: Another request adds to this file.
            OSError: They cannot be stored; the file is as it was.
        """
        part = self.find(part_id)
        with self._alone(part_id) as file:
            start = at = os.lseek(file, 0, os.SEEK_END)
            if offset != start:
                raise WrongOffset(start)
            try:
                for piece in pieces:
                    if at + len(piece) > part.size:
                        os.ftruncate(file, start)
                        raise WrongOffset(start)
                    at += _write(file, piece, start)
            finally:
                os.fsync(file)
        return replace(part, offset=at)

    def received(self, part: Part) -> Path:
        """Return where the bytes of a file are."""
        return self._bytes(part.id)

    def rewrite(self, part: Part, data: bytes) -> None:
        """Replace the bytes of a file by what is stored instead.

        Raises:
            OSError: They cannot be stored; the file is as it was.
        """
        with replacing(self._bytes(part.id)) as file:
            file.write(data)

    def delete(self, part_id: str) -> None:
        """Delete what has arrived of a file."""
        if _ID.fullmatch(part_id):
            self._about(part_id).unlink(missing_ok=True)
            self._bytes(part_id).unlink(missing_ok=True)

    def forget(self, path: str) -> None:
        """Delete what has arrived of the files of a document."""
        for about in self._folder.glob("*.json"):
            with suppress(NotFound):
                if self.find(about.stem).path == path:
                    self.delete(about.stem)

    def clean(self, before: float) -> None:
        """Delete the files of which nothing arrived after a time in Unix seconds, and what killed processes left."""
        remove_unfinished(self._folder, "*")
        for file in self._folder.glob("*"):
            if file.stat().st_mtime < before and not self._is_arriving(file.stem, before):
                file.unlink(missing_ok=True)

    def _is_arriving(self, part_id: str, before: float) -> bool:
        return any(
            each.exists() and each.stat().st_mtime >= before for each in (self._bytes(part_id), self._about(part_id))
        )

    def _make_room(self, size: int, by: int) -> None:
        """Delete as many stalled files of a person as have to make room for another; none if that would not do."""
        every = tuple(self._unfinished())
        own = [(last, part) for last, part in every if part.by == by]
        own.sort(key=lambda each: each[0])
        others = self._others() + sum(part.size for _, part in every if part.by != by)
        count, refused = 0, self._refused(size, own, others)
        while refused and count < len(own) and own[count][0] < time.time() - STALLED:
            count += 1
            refused = self._refused(size, own[count:], others)
        if refused:
            raise refused
        for _, part in own[:count]:
            self.delete(part.id)

    def _refused(self, size: int, own: Sequence[tuple[float, Part]], others: int) -> UploadRefused | None:
        """Return why there is no room for a file beside a person's own unfinished ones and all else."""
        share, announced = self._most // SHARE, sum(part.size for _, part in own)
        if self._most and others + announced + size > self._most:
            return UploadRefused(UploadProblem.UPLOADS_FULL, size=size, limit=self._most)
        if len(own) >= MOST_PARTS or (self._most and own and announced + size > share):
            return UploadRefused(UploadProblem.UNFINISHED)
        return None

    def _unfinished(self) -> Iterator[tuple[float, Part]]:
        """Yield each file that has not arrived whole, with when something of it last arrived."""
        for about in self._folder.glob("*.json"):
            with suppress(NotFound, FileNotFoundError):  # it has just ended
                yield self._bytes(about.stem).stat().st_mtime, self.find(about.stem)

    @contextmanager
    def _alone(self, part_id: str) -> Iterator[int]:
        """Open the bytes of a file for one request at a time."""
        try:
            file = os.open(self._bytes(part_id), os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise NotFound from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield file
        except BlockingIOError as error:
            raise UploadRefused(UploadProblem.BUSY) from error
        finally:
            os.close(file)

    def _about(self, part_id: str) -> Path:
        return self._folder / f"{part_id}.json"

    def _bytes(self, part_id: str) -> Path:
        return self._folder / f"{part_id}.bytes"


def _write(file: int, piece: bytes, start: int) -> int:
    """Add bytes at the end of a file and return how many; if the disk takes less, take all back to ``start``."""
    rest = memoryview(piece)
    try:
        while rest:
            rest = rest[os.write(file, rest) :]
    except OSError:
        os.ftruncate(file, start)
        raise
    return len(piece)
