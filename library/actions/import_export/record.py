"""What is stored of imports: which files they changed, and the earlier bytes of these, so that they can be undone.

Everything is in ``LIBRARY_DATA/imports``. An import that was carried out has a folder there with ``record.json`` and,
as long as it can be undone, ``old``. The earlier bytes are story text: they go after 30 days, when an import is undone,
and when their document is withdrawn or deleted.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from library.content.file_kinds import FileKind, kind_of
from library.content.permission import read_statement
from library.model.document import Status
from library.storage.file_permissions import make_private_folder
from library.storage.whole_file import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from library.settings import Settings

DAYS = 30
_DAY = 86_400  # seconds
_RECORD = "record.json"
_OLD = "old"
# What was received and waits for someone to look at its report.
WAITING = "waiting-"


@dataclass(frozen=True, slots=True)
class Step:
    """One file that an import changes.

    Attributes:
        path: In the content folder.
        was: The digest of its bytes before; empty for no file.
        now: The same after.
    """

    path: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """An import, or the undoing of one.

    Attributes:
        id: Names it, and sorts by time.
        made: When, in Unix seconds.
        by: The id of the person who did it; ``None`` at the terminal.
        steps: In the order in which they are taken.
        folders: That it made, the outer ones first; if it undoes an import, those of that.
        undoes: The id of the import that it undoes, or empty.
    """

    id: str
    made: int
    by: int | None
    steps: tuple[Step, ...]
    folders: tuple[str, ...] = ()
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was carried out.

    Attributes:
        record: What it changed.
        is_undone: Whether everything was put back.
        can_be_undone: Whether the earlier bytes are still there.
    """

    record: ImportRecord
    is_undone: bool
    can_be_undone: bool


def new_id(now: int) -> str:
    """Return the id of a new import."""
    return f"{datetime.fromtimestamp(now, UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


class Imports:
    """The imports of a library."""

    def __init__(self, settings: Settings) -> None:
        """Store where they are."""
        self.folder, self._content = settings.data / "imports", settings.content

    @property
    def ready(self) -> Path:
        """Return the file that says that an import is prepared and has to be finished."""
        return self.folder / "ready.json"

    def old(self, import_id: str, number: int) -> Path:
        """Return where the earlier bytes of a file are, by the number of its step."""
        return self.folder / import_id / _OLD / str(number)

    def prepare(self, import_id: str) -> None:
        """Make the folder for the earlier bytes of an import."""
        make_private_folder(self.folder)
        make_private_folder(self.folder / import_id)
        make_private_folder(self.folder / import_id / _OLD)

    def write(self, record: ImportRecord) -> None:
        """Store that an import was carried out."""
        make_private_folder(self.folder / record.id)
        with replacing(self.folder / record.id / _RECORD) as file:
            file.write(msgspec.json.encode(record))

    def is_written(self, import_id: str) -> bool:
        """Return whether an import was carried out."""
        return (self.folder / import_id / _RECORD).exists()

    def past(self) -> tuple[PastImport, ...]:
        """Return the imports that were carried out and not forgotten, the newest first."""
        records = tuple(self._records())
        undone = {each.undoes for each in records}
        imports = (each for each in records if not each.undoes)
        return tuple(PastImport(each, each.id in undone, self._has_old(each, undone)) for each in imports)

    def forget_old(self, import_id: str) -> None:
        """Delete the earlier bytes of an import, which can then not be undone."""
        shutil.rmtree(self.folder / import_id / _OLD, ignore_errors=True)

    def forget_withdrawn(self) -> None:
        """Delete what may hold words that have to leave the disk, because a document was withdrawn or deleted.

        Which documents named a file is no longer known, so all earlier files of documents go; and what waits to be
        imported.
        """
        for record in self._records():
            if any(self._is_withdrawn(step) for step in record.steps if step.was):
                self.forget_old(record.id)
        for waiting in self.folder.glob(f"{WAITING}*"):
            shutil.rmtree(waiting, ignore_errors=True)

    def forget_past(self, now: int) -> None:
        """Delete records and earlier bytes after ``DAYS``, and what has waited for a day."""
        for record in self._records():
            if record.made < now - DAYS * _DAY:
                shutil.rmtree(self.folder / record.id, ignore_errors=True)
        for waiting in self.folder.glob(f"{WAITING}*"):
            with suppress(FileNotFoundError):
                if waiting.stat().st_mtime < now - _DAY:
                    shutil.rmtree(waiting, ignore_errors=True)

    def remove_unfinished(self) -> None:
        """Delete what a killed import has prepared; the caller holds the publish lock."""
        for folder in self.folder.glob("[0-9]*"):
            if not self.is_written(folder.name):
                shutil.rmtree(folder, ignore_errors=True)

    def _records(self) -> Iterator[ImportRecord]:
        for path in sorted(self.folder.glob(f"[0-9]*/{_RECORD}"), reverse=True):
            with suppress(OSError, msgspec.DecodeError):
                yield msgspec.json.decode(path.read_bytes(), type=ImportRecord)

    def _has_old(self, record: ImportRecord, undone: set[str]) -> bool:
        is_there = (self.folder / record.id / _OLD).is_dir()
        return is_there and record.id not in undone

    def _is_withdrawn(self, step: Step) -> bool:
        kind = kind_of(step.path)
        if kind is not FileKind.DOCUMENT:
            return kind is FileKind.COMPANION
        if not (self._content / step.path).exists():
            return True
        return read_statement(self._content, step.path).permission.status is Status.WITHDRAWN
