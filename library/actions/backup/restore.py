"""Restoring a backup: everything is unpacked and checked before anything is replaced (``swap`` says how).

A library that holds anything is replaced only if that is plainly asked for. Then it is backed up first, with the same
key, and what was decided since the backup still holds (``later_decisions``). The site is not published: what it shows
does not change until ``library publish``, which applies every narrowing first.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from library.actions.backup.archive import CONTENT, RECORDS, SECRET_KEY, WRITING, About, unpack
from library.actions.backup.encryption import damaged, decrypted
from library.actions.backup.later_decisions import LaterDecisions, apply_later_decisions
from library.actions.backup.make import backup_unlocked, not_written, one_at_a_time
from library.actions.backup.swap import Places, names_in, places_of, swap
from library.actions.progress import Progress, silent
from library.content.folder import scan
from library.content.permission import read_statement
from library.errors import BackupError, LibraryError, RecordsUnavailable
from library.model.document import Status
from library.storage.builds import publish_lock
from library.storage.published_rows import published_rows
from library.storage.records_copy import Forgotten, are_in_use, check_copy, holds_anything, kind_of
from library.storage.writing_database import WRITING as WRITING_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.backup.key import BackupKey
    from library.actions.library import Library


# To the microsecond, so that a second restore does not replace what the first one saved.
_BEFORE = "before-restore-{0:%Y%m%d-%H%M%S-%f}.backup"
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class RestoreOptions:
    """What a restore may replace.

    Attributes:
        replace: Whether a library that holds anything may be replaced.
        back_up: Whether that is backed up first.
        with_deleted: Whether to restore documents that the library no longer has.
    """

    replace: bool = False
    back_up: bool = True
    with_deleted: bool = False


@dataclass(frozen=True, slots=True)
class RestoredBackup:
    """A backup that was restored.

    Attributes:
        about: What the backup says of itself.
        was_empty: Whether there was no library before, so that nobody knows what was decided since the backup.
        before: The backup of what was there before; ``None`` if there is none.
        decisions: What was not restored.
        key_is_set: Whether ``LIBRARY_SECRET_KEY`` names another key than the backup, which is used in its place.
    """

    about: About
    was_empty: bool
    before: Path | None = None
    decisions: LaterDecisions = field(default_factory=LaterDecisions)
    key_is_set: bool = False


def check_backup(path: Path, key: BackupKey, progress: Progress = silent) -> About:
    """Read a whole backup and check every file in it, without changing anything.

    Args:
        path: The file.
        key: Opens it.
        progress: Called as work proceeds.

    Returns:
        What it says of itself.

    Raises:
        BackupError: It cannot be opened, is damaged, or is of a newer version.
    """
    with decrypted(path, key) as stream:
        return unpack(stream, damaged(path), lambda _about, _name: None, progress)


def restore_backup(
    library: Library, path: Path, key: BackupKey, options: RestoreOptions, progress: Progress = silent
) -> RestoredBackup:
    """Restore a backup.

    Args:
        library: Where to.
        path: The file.
        key: Opens it.
        options: What may be replaced.
        progress: Called as work proceeds.

    Raises:
        BackupError: It cannot be restored. Nothing was changed, unless the message says so.
        LibraryError: What is there cannot be read or replaced.
    """
    settings = library.settings
    places = places_of(settings)
    with one_at_a_time(settings), publish_lock(settings.data, settings.publish_wait):
        is_empty = _is_empty(library)
        if not (is_empty or options.replace):
            raise BackupError(
                f"Restore into an empty library, or add --replace. There is one in {settings.content} and "
                f"{settings.data}. With --replace, it is backed up first."
            )
        try:
            settings.content.mkdir(parents=True, exist_ok=True)
            places.clear()
            places.make()
            about = _stage(library, path, key, places, progress)
            decisions, before = LaterDecisions(), None
            if not is_empty:
                decisions = apply_later_decisions(
                    settings.content,
                    places.new,
                    published_rows(library.settings.data),
                    with_deleted=options.with_deleted,
                )
                before = _back_up(library, key, progress) if options.back_up else None
            key_is_set = settings.secret_key not in {"", (places.own / SECRET_KEY).read_text("utf-8")}
            forgotten = Forgotten() if is_empty else _forgotten(library, places, decisions, options)
            swap(places, library.database, library.writing, about.made, forgotten)
        except OSError as error:
            raise not_written(error, settings.data) from error
        finally:
            if not places.ready.exists():
                places.clear()
    return RestoredBackup(about, is_empty, before, decisions, key_is_set)


def _is_empty(library: Library) -> bool:
    """Return whether there is no content, nothing published and nothing in the records or the writing."""
    settings = library.settings
    has_content = settings.content.is_dir() and names_in(settings.content)
    has_rows = are_in_use(library.database) or are_in_use(library.writing)
    return not (has_content or has_rows or (settings.data / "current").exists())


def _stage(library: Library, path: Path, key: BackupKey, places: Places, progress: Progress) -> About:
    """Unpack a backup beside what is there, and check every file in it."""
    kind, content = kind_of(library.database), library.settings.content
    mounted = next((path for path in content.iterdir() if path.is_mount()), None)
    if mounted:
        raise BackupError(f"Unmount {mounted}, then restore again. Nothing was changed.")

    def place(about: About, name: str) -> Path:
        if about.database != kind:
            raise BackupError(
                f"Set LIBRARY_DATABASE_URL to a {_DATABASES[about.database]} database for this backup, "
                f"which holds records of that kind. Nothing was changed."
            )
        return places.new / name.removeprefix(f"{CONTENT}/") if name.startswith(f"{CONTENT}/") else places.own / name

    with decrypted(path, key) as stream:
        about = unpack(stream, damaged(path), place, progress)
    if not all((places.own / name).is_file() for name in (RECORDS[kind], SECRET_KEY)):
        raise damaged(path)
    check_copy(kind, about.revision, places.own / RECORDS[kind])
    if about.writing:
        if not (places.own / WRITING[kind]).is_file():
            raise damaged(path)
        check_copy(kind, about.writing, places.own / WRITING[kind], WRITING_TABLES)
        places.uploads.mkdir(exist_ok=True)
    return about


def _forgotten(library: Library, places: Places, decisions: LaterDecisions, options: RestoreOptions) -> Forgotten:
    """Return what the backup has of drafts and histories that must not come back; delete such files of drafts."""
    content = library.settings.content
    withdrawn = (stamp.path for stamp in scan(content).documents if _is_withdrawn(content, stamp.path))
    paths = {*decisions.kept, *decisions.left_out, *decisions.deleted, *withdrawn}
    is_known = False
    with suppress(RecordsUnavailable):
        is_known = holds_anything(library.writing)
    forgotten = Forgotten(tuple(sorted(paths)), is_known and not options.with_deleted)
    _forget_uploads(places, forgotten)
    return forgotten


def _forget_uploads(places: Places, forgotten: Forgotten) -> None:
    """Delete from what is prepared the files of drafts that do not come back."""
    for file in sorted(places.uploads.glob("*/*/*")):
        name = file.relative_to(places.uploads)
        is_known = not forgotten.only_known or (places.uploads_now / name).exists()
        if not is_known or f"{name.parent.as_posix()}.md" in forgotten.paths:
            file.unlink()


def _is_withdrawn(content: Path, path: str) -> bool:
    return read_statement(content, path).permission.status is Status.WITHDRAWN


def _back_up(library: Library, key: BackupKey, progress: Progress) -> Path:
    """Back up what is there before it is replaced."""
    path = library.settings.data / _BEFORE.format(datetime.now(UTC))
    try:
        return backup_unlocked(library, path, key, progress).path
    except LibraryError as error:
        raise BackupError(
            f"{error} What is there now could not be backed up. To replace it without a backup, add --no-backup."
        ) from error
