"""Making a backup while the site runs.

A backup holds what cannot be made again: the content folder, the records, the writing (drafts, histories and comments),
the files of drafts, and the secret key, without which links and authenticator apps no longer work. It does not hold
what ``library publish`` makes from the content folder (catalogue, index, ``files/``, ``texts/``), nor the searches that
found nothing, which may be deleted at any time. It is written beside its place, encrypted as it is written, and gets
its name when all of it is on the disk; so an interrupted backup leaves the previous one. Both databases are first
copied to a private folder in ``LIBRARY_DATA``, because only a whole copy is one moment of them. Nothing waits for a
backup: neither readers nor a publish.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from library.actions.backup.archive import FORMAT, RECORDS, SECRET_KEY, WRITING, About, Packed, pack
from library.actions.backup.content_files import list_content, list_uploads
from library.actions.backup.encryption import encrypt, is_backup
from library.actions.backup.last import note_backup
from library.actions.backup.swap import places_of
from library.actions.progress import Progress, silent
from library.errors import BackupError, ChangedWhileRead
from library.storage.file_lock import LockHeld, hold_lock
from library.storage.file_permissions import make_private_folder, private_files
from library.storage.records_copy import copy_database, kind_of
from library.storage.signing_key import secret_key
from library.storage.whole_file import remove_unfinished, replacing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.backup.key import BackupKey
    from library.actions.library import Library
    from library.settings import Settings

# Someone may save a file at the moment when it is read, but hardly three times.
_TRIES = 3
# In LIBRARY_DATA; hidden, so that nobody puts backups there.
_WORK = ".backing-up"
# In a folder, backups have names that sort by time.
_NAME, _NAME_PATTERN = "commonplace-{0:%Y%m%d-%H%M%S}.backup", "commonplace-*.backup"


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was made.

    Attributes:
        path: The file.
        size: Its size in bytes.
        files: How many files of the content folder it holds.
        left_out: A sentence for each thing in the content folder that it does not hold, with its path.
    """

    path: Path
    size: int
    files: int
    left_out: tuple[str, ...]


def make_backup(library: Library, target: Path, key: BackupKey, progress: Progress = silent) -> MadeBackup:
    """Make a backup.

    Args:
        library: The library; its site may run.
        target: The file to write; or an existing folder, in which it gets a name with date and time.
        key: Encrypts it.
        progress: Called as work proceeds.

    Raises:
        BackupError: It cannot be made. An earlier backup of the same name is as it was.
        LibraryError: The records or the secret key cannot be read.
    """
    made = datetime.now(UTC)
    with one_at_a_time(library.settings):
        done = backup_unlocked(library, target, key, progress)
        note_backup(library.settings.data, library.database, made)
    return done


@contextmanager
def one_at_a_time(settings: Settings) -> Iterator[None]:
    """Let no other backup or restore of this library run meanwhile; files made meanwhile are private.

    Raises:
        BackupError: One is running, the data folder cannot be written, or it is in the content folder.
    """
    data = settings.data
    if data.resolve().is_relative_to(settings.content.resolve()):
        raise BackupError("Move LIBRARY_DATA out of LIBRARY_CONTENT. A backup holds all of the content folder.")
    try:
        make_private_folder(data)
        with private_files(), hold_lock(data / "backup.lock"):
            yield
    except LockHeld as error:
        raise BackupError("Try again later. Another backup or restore of this library is running.") from error
    except OSError as error:
        raise not_written(error, data) from error


def not_written(error: OSError, path: Path) -> BackupError:
    """Return the error for a place that cannot be written, or a file that cannot be read."""
    is_beside = str(error.filename or "").startswith(str(path.parent / f".{path.name}"))
    name = path if is_beside else error.filename or path
    return BackupError(
        f"Check {name}, its permissions and the free disk space. {error.strerror or error}. Nothing was changed."
    )


def backup_unlocked(library: Library, target: Path, key: BackupKey, progress: Progress = silent) -> MadeBackup:
    """Make a backup, as ``make_backup``; the caller sees to it that only one runs."""
    made = datetime.now(UTC)
    path = target / _NAME.format(made) if target.is_dir() else target
    _check_place(library, path)
    try:
        remove_unfinished(path.parent, _NAME_PATTERN if target.is_dir() else escape(path.name))
        with _working_folder(library.settings.data / _WORK) as folder:
            for _ in range(_TRIES - 1):
                with suppress(ChangedWhileRead):
                    return _write(library, path, key, made, folder, progress)
            return _write(library, path, key, made, folder, progress)
    except OSError as error:
        raise not_written(error, path) from error


def _check_place(library: Library, path: Path) -> None:
    """Refuse a place in the content folder, which would be backed up with it, and any other file's place."""
    if not path.parent.is_dir():
        raise BackupError(f"Make the folder {path.parent} first. It is not there.")
    if path.resolve().is_relative_to(library.settings.content.resolve()):
        raise BackupError(f"Choose a place outside LIBRARY_CONTENT. {path} would be part of the next backup.")
    if path.exists() and not is_backup(path):
        raise BackupError(f"Choose another name. {path} is there already and is not a backup.")


@contextmanager
def _working_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty private folder, and delete it; it may be left from a backup that was killed."""
    shutil.rmtree(folder, ignore_errors=True)
    make_private_folder(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(
    library: Library, path: Path, key: BackupKey, made: datetime, folder: Path, progress: Progress
) -> MadeBackup:
    kind = kind_of(library.database)
    names = (RECORDS[kind], WRITING[kind], SECRET_KEY)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    revision = copy_database(library.database, folder / RECORDS[kind])
    writing = copy_database(library.writing, folder / WRITING[kind])
    (folder / SECRET_KEY).write_text(secret_key(library.settings), "utf-8")
    own = [Packed(name, folder / name, (folder / name).stat().st_size) for name in names]
    content = list_content(library.settings.content)
    files = [*own, *list_uploads(places_of(library.settings).uploads_now), *content.files]
    about = About(FORMAT, made, kind, revision, len(content.files), sum(each.size for each in files), writing)
    with replacing(path) as file:
        encrypt(pack(about, files, progress), file, key)
    return MadeBackup(path, path.stat().st_size, len(content.files), content.left_out)
