"""Putting what a restore has prepared in the place of what is there: all of it, even if interrupted.

A restore prepares everything in two folders: ``LIBRARY_DATA/.restoring`` has both databases and the secret key, and a
hidden folder in the content folder has the new content, so that each file only has to be renamed. Up to here a kill
changes nothing. Then one file, ``ready``, says that all is there and checked. From then on the new state counts: the
next program that opens the library first finishes what is left, under the lock of publishing. Each step can be done
again: each database in one transaction, the key in one rename, the content folder by folder. Serving processes see none
of the steps between, because they read the records and the catalogue but not the content folder. At the end ``ready``
becomes ``done``, and the old content is deleted.

The content folder is not renamed itself: it may be a mounted disk, a link, or in a folder that cannot be written.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from library.actions.backup.archive import RECORDS, SECRET_KEY, STAGING, UPLOADS, WRITING
from library.actions.backup.last import note_restore
from library.errors import BackupError, LibraryError, PublishBusy
from library.storage.builds import publish_lock
from library.storage.file_permissions import is_read_only, make_private_folder, private_files
from library.storage.records_copy import Forgotten, kind_of, replace_database
from library.storage.whole_file import replacing, sync_folder

if TYPE_CHECKING:
    from library.settings import Settings
    from library.storage.records_database import RecordsDatabase
    from library.storage.writing_database import WritingDatabase


@dataclass(frozen=True, slots=True)
class Places:
    """Where a restore prepares things.

    Attributes:
        data: ``LIBRARY_DATA``.
        content: ``LIBRARY_CONTENT``.
    """

    data: Path
    content: Path

    @property
    def own(self) -> Path:
        """Return the folder for both databases, the key and the note of how far the restore is."""
        return self.data / ".restoring"

    @property
    def new(self) -> Path:
        """Return the folder of the new content."""
        return self.content / STAGING / "new"

    @property
    def old(self) -> Path:
        """Return the folder that the old content goes to, to be deleted."""
        return self.content / STAGING / "old"

    @property
    def uploads(self) -> Path:
        """Return the folder of the files of drafts in the backup."""
        return self.own / UPLOADS

    @property
    def uploads_now(self) -> Path:
        """Return the folder of the files of drafts, which may not be there."""
        return self.data / "uploads/documents"

    @property
    def ready(self) -> Path:
        """Return the file that says that all is prepared."""
        return self.own / "ready"

    @property
    def done(self) -> Path:
        """Return the file that says that only old content is left to delete."""
        return self.own / "done"

    def clear(self) -> None:
        """Delete everything that was prepared, and old content; whatever says how far it is goes last."""
        if (self.content / STAGING).exists():
            shutil.rmtree(self.content / STAGING)
        shutil.rmtree(self.own, ignore_errors=True)

    def make(self) -> None:
        """Make the folders, empty."""
        make_private_folder(self.own)
        self.new.mkdir(parents=True)
        self.old.mkdir()


@dataclass(frozen=True, slots=True)
class _Ready:
    """What ``ready`` says: what to put where. Names are bytes, because a name on the disk need not be UTF-8.

    Attributes:
        content: The content folder.
        old: The names in it that go.
        new: The names that come.
        made: When the backup was made, in UTC.
        forgotten: Paths of documents of whose writing nothing comes back.
        only_known: Whether only writing comes back that is there now too.
    """

    content: bytes
    old: tuple[bytes, ...]
    new: tuple[bytes, ...]
    made: datetime
    forgotten: tuple[bytes, ...] = ()
    only_known: bool = False


def places_of(settings: Settings) -> Places:
    """Return where a restore of a library prepares things."""
    return Places(settings.data, settings.content)


def names_in(content: Path) -> tuple[str, ...]:
    """Return the names in a content folder without the folder of a restore, sorted."""
    return tuple(sorted(path.name for path in content.iterdir() if path.name != STAGING))


def swap(
    places: Places, database: RecordsDatabase, writing: WritingDatabase, made: datetime, forgotten: Forgotten
) -> None:
    """Put what is prepared in its place. The caller holds the lock of publishing.

    Args:
        places: Everything is prepared there and checked.
        database: Of the records.
        writing: Of drafts and histories.
        made: When the backup was made, in UTC.
        forgotten: What of the writing does not come back.

    Raises:
        BackupError: The records could not be replaced, then nothing was changed; or the rest could not, then it is
            done when the library is next opened.
        OSError: Nothing was changed.
    """
    old, new = (tuple(map(os.fsencode, names_in(folder))) for folder in (places.content, places.new))
    paths = tuple(map(os.fsencode, forgotten.paths))
    ready = _Ready(os.fsencode(places.content), old, new, made, paths, forgotten.only_known)
    # All prepared files at once: one by one takes minutes for thousands.
    os.sync()
    with replacing(places.ready) as file:
        file.write(msgspec.json.encode(ready))
    try:
        _replace_records(places, database)
    except LibraryError:
        places.ready.unlink()
        raise
    try:
        _finish(places, database, writing, ready)
    except (OSError, BackupError) as error:
        raise _unfinished(str(error)) from error


def finish_restore(settings: Settings, database: RecordsDatabase, writing: WritingDatabase) -> None:
    """Finish a restore that was interrupted, or delete what an interrupted one prepared.

    Raises:
        LibraryError: It must be finished and cannot be; the library cannot be used before.
    """
    places = places_of(settings)
    if not places.own.exists():
        return
    is_ready = places.ready.exists()
    if is_read_only(settings.data):
        if is_ready:
            raise _unfinished(f"make {settings.data} writable")
        return
    try:
        with private_files(), publish_lock(settings.data, settings.publish_wait if is_ready else 0):
            _finish_locked(places, database, writing)
    except PublishBusy:
        if is_ready:
            raise
    except OSError as error:
        raise _unfinished(str(error)) from error


def _finish_locked(places: Places, database: RecordsDatabase, writing: WritingDatabase) -> None:
    if places.ready.exists():
        ready = msgspec.json.decode(places.ready.read_bytes(), type=_Ready)
        if ready.content != os.fsencode(places.content):
            raise _unfinished(f"LIBRARY_CONTENT must be {os.fsdecode(ready.content)} until then")
        _replace_records(places, database)
        _finish(places, database, writing, ready)
    else:
        places.clear()


def _unfinished(why: str) -> BackupError:
    return BackupError(f"An interrupted restore has to be finished first: {why}. Then run any library command.")


def _replace_records(places: Places, database: RecordsDatabase) -> None:
    replace_database(database, places.own / RECORDS[kind_of(database)])


def _replace_writing(places: Places, writing: WritingDatabase, ready: _Ready) -> None:
    """Put the writing in its place; a backup of the first version has none, and what is there stays."""
    copy = places.own / WRITING[kind_of(writing)]
    if copy.exists():
        replace_database(writing, copy, Forgotten(tuple(map(os.fsdecode, ready.forgotten)), ready.only_known))


def _replace_uploads(places: Places) -> None:
    """Put the files of drafts in their place."""
    if places.uploads.exists():
        shutil.rmtree(places.uploads_now, ignore_errors=True)
        make_private_folder(places.uploads_now.parent)
        places.uploads.rename(places.uploads_now)
        sync_folder(places.uploads_now.parent)


def _finish(places: Places, database: RecordsDatabase, writing: WritingDatabase, ready: _Ready) -> None:
    """Do what is left after the records; every step can have been done before."""
    _replace_writing(places, writing, ready)
    _replace_uploads(places)
    with replacing(places.data / SECRET_KEY) as file:
        file.write((places.own / SECRET_KEY).read_bytes())
    for name in map(os.fsdecode, ready.old):
        if os.path.lexists(places.content / name) and not os.path.lexists(places.old / name):
            (places.content / name).rename(places.old / name)
    for name in map(os.fsdecode, ready.new):
        if os.path.lexists(places.new / name):
            (places.new / name).rename(places.content / name)
    for folder in (places.content, places.old, places.new):
        sync_folder(folder)
    note_restore(places.data, database, ready.made)
    places.ready.replace(places.done)
    sync_folder(places.own)
    places.clear()
