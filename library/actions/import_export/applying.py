"""Changing many files of the content folder as one, and putting them back.

Everything is prepared first: the new files in a hidden folder of the content folder, so that each only has to be
renamed, and a copy of what they replace in ``LIBRARY_DATA/imports``. Up to here a kill changes nothing. Then one file,
``ready.json``, says that all is there. From then on, the next program that opens the library, imports or publishes
finishes what is left; each step can have been taken before. If someone has changed one of the files meanwhile, their
change stays and everything else is put back. All of it is done under the lock of publishing, so no publish reads half
of an import.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from library.actions.import_export.record import ImportRecord, Imports, Step, new_id
from library.actions.whole_files import digest_now, move_into_place, remove_file
from library.errors import FileChanged, ImportRefused, PublishBusy
from library.storage.builds import publish_lock
from library.storage.file_permissions import is_read_only
from library.storage.whole_file import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.actions.import_export.plan import NewFile
    from library.actions.library import Library
    from library.settings import Settings

STAGING = ".importing"
_STEP = 1 << 20
_CHANGED = "Run the import again. {path} was changed meanwhile, so nothing was imported."
_NOT_WRITTEN = "Check {path}, its permissions and the free disk space. {why}. Nothing was imported."
_UNFINISHED = (
    "Free some disk space, or make {path} writable, then run any library command. The import is not finished: {why}."
)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What ``ready.json`` says.

    Attributes:
        record: The import that is prepared.
        is_put_back: Whether someone has changed one of its files, so that it is being put back.
    """

    record: ImportRecord
    is_put_back: bool = False


def apply_changes(
    library: Library, files: Sequence[NewFile], by: int | None, undoes: ImportRecord | None = None
) -> ImportRecord:
    """Change files of the content folder: all of them or none.

    Args:
        library: Names the content folder.
        files: What to write, in order, at least one; one without ``now`` is deleted.
        by: The id of the person who does it; ``None`` at the terminal.
        undoes: The import that this puts back, if any.

    Returns:
        What is stored of it.

    Raises:
        ImportRefused: A file was changed meanwhile, or cannot be written. Nothing was changed, unless the message says
            so.
        PublishBusy: Another publish or import did not end in time.
    """
    settings = library.settings
    try:
        with publish_lock(settings.data, settings.publish_wait):
            finish_locked(settings)
            return _apply(settings, files, library.now(), by, undoes)
    except OSError as error:
        raise _not_written(settings, error) from error


def finish_import(settings: Settings) -> None:
    """Finish an import that was killed, or tidy up after it, if no other process is importing or publishing.

    It never fails, because it can be done later.
    """
    is_left = Imports(settings).ready.exists() or (settings.content / STAGING).exists()
    if is_left and not is_read_only(settings.data):
        with suppress(OSError, PublishBusy, ImportRefused), publish_lock(settings.data, 0):
            finish_locked(settings)


def finish_locked(settings: Settings) -> None:
    """Finish an import that was killed, or delete what it prepared; the caller holds the publish lock.

    Raises:
        ImportRefused: Someone has changed one of its files; everything was put back.
        OSError: It cannot be finished now.
    """
    imports = Imports(settings)
    if imports.ready.exists():
        ready = msgspec.json.decode(imports.ready.read_bytes(), type=_Ready)
        _carry_out(settings, ready.record, is_put_back=ready.is_put_back)
    _clear(settings)
    imports.remove_unfinished()


def _not_written(settings: Settings, error: OSError) -> ImportRefused:
    path, why = error.filename or settings.content, error.strerror or error
    if Imports(settings).ready.exists():
        return ImportRefused(_UNFINISHED.format(path=path, why=why))
    return ImportRefused(_NOT_WRITTEN.format(path=path, why=why))


def _apply(
    settings: Settings, files: Sequence[NewFile], now: int, by: int | None, undoes: ImportRecord | None
) -> ImportRecord:
    imports = Imports(settings)
    steps = tuple(Step(each.path, each.was, each.now) for each in files)
    folders = undoes.folders if undoes else tuple(_new_folders(settings.content, steps))
    record = ImportRecord(new_id(now), now, by, steps, folders, undoes.id if undoes else "")
    try:
        _prepare(settings, imports, record, files)
        _write_ready(imports, _Ready(record))
    finally:
        if not imports.ready.exists():
            _clear(settings)
            imports.remove_unfinished()
    _carry_out(settings, record)
    return record


def _write_ready(imports: Imports, ready: _Ready) -> None:
    with replacing(imports.ready) as file:
        file.write(msgspec.json.encode(ready))


def _prepare(settings: Settings, imports: Imports, record: ImportRecord, files: Sequence[NewFile]) -> None:
    """Put copies of the new files and of what they replace where they are needed."""
    staging = settings.content / STAGING
    staging.mkdir()
    imports.prepare(record.id)
    for number, (step, file) in enumerate(zip(record.steps, files, strict=True)):
        if digest_now(settings.content / step.path) != step.was:
            raise ImportRefused(_CHANGED.format(path=step.path))
        if step.now:
            _copy(file.file, staging / str(number), step.now, step.path)
        if step.was:
            _copy(settings.content / step.path, imports.old(record.id, number), step.was, step.path)
    os.sync()  # all files at once: one by one takes minutes for thousands


def _copy(source: Path, to: Path, digest: str, path: str) -> None:
    """Copy a file, if it still has its digest."""
    copied = hashlib.sha256()
    with source.open("rb") as old, to.open("xb") as new:
        for piece in iter(partial(old.read, _STEP), b""):
            copied.update(piece)
            new.write(piece)
    if copied.hexdigest() != digest:
        raise ImportRefused(_CHANGED.format(path=path))


def _new_folders(content: Path, steps: Sequence[Step]) -> Iterator[str]:
    folders = {str(folder) for step in steps for folder in PurePosixPath(step.path).parents if folder.name}
    yield from (folder for folder in sorted(folders) if not (content / folder).exists())


def _carry_out(settings: Settings, record: ImportRecord, *, is_put_back: bool = False) -> None:
    """Take every step that was not taken yet, and store that; or put everything back."""
    imports, changed = Imports(settings), ""
    if not imports.is_written(record.id):
        changed = record.steps[0].path if is_put_back else _take_all(settings.content, record)
        if changed:
            _write_ready(imports, _Ready(record, is_put_back=True))
            _put_back(settings, record)
        else:
            if record.undoes:
                _remove_folders(settings.content, record)
            imports.write(record)
    _clear(settings)
    imports.ready.unlink()
    if changed:
        imports.remove_unfinished()
        raise ImportRefused(_CHANGED.format(path=changed))


def _take_all(content: Path, record: ImportRecord) -> str:
    """Take every step that was not taken yet, and return nothing; or the path of a file that someone has changed."""
    for step in record.steps:
        if digest_now(content / step.path) not in {step.was, step.now}:
            return step.path
    for number, step in enumerate(record.steps):
        try:
            _take(content, step, content / STAGING / str(number))
        except FileChanged:
            return step.path
    return ""


def _take(content: Path, step: Step, prepared: Path) -> None:
    path = content / step.path
    if digest_now(path) == step.now:
        return
    if not step.now:
        remove_file(path, step.was)
        return
    if not prepared.exists():
        raise FileChanged(path.name)  # someone has tidied up the content folder
    path.parent.mkdir(parents=True, exist_ok=True)
    move_into_place(prepared, path, step.was)


def _put_back(settings: Settings, record: ImportRecord) -> None:
    """Undo the steps that were taken; what someone else has changed stays."""
    (settings.content / STAGING).mkdir(exist_ok=True)
    for number, step in enumerate(record.steps):
        path, back = settings.content / step.path, settings.content / STAGING / f"back-{number}"
        if step.was == step.now or digest_now(path) != step.now:
            continue
        if not step.was:
            remove_file(path, step.now)
            continue
        shutil.copyfile(Imports(settings).old(record.id, number), back)
        path.parent.mkdir(parents=True, exist_ok=True)
        move_into_place(back, path, step.now)
    if not record.undoes:
        _remove_folders(settings.content, record)


def _remove_folders(content: Path, record: ImportRecord) -> None:
    for folder in reversed(record.folders):
        with suppress(OSError):  # others have put files there
            (content / folder).rmdir()


def _clear(settings: Settings) -> None:
    shutil.rmtree(settings.content / STAGING, ignore_errors=True)
