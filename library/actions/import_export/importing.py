"""Importing a folder or a zip file: looked at first, then all of it or nothing, and undone as a whole."""

from __future__ import annotations

import secrets
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from library.actions.import_export.applying import apply_changes
from library.actions.import_export.plan import NewFile, plan_import
from library.actions.import_export.received import read_folder
from library.actions.import_export.record import DAYS, WAITING, Imports
from library.actions.import_export.result import check_after
from library.actions.import_export.zip_reading import unpack_zip
from library.actions.progress import Progress, silent
from library.actions.whole_files import digest_now
from library.errors import ContentError, ImportRefused, RecordsUnavailable
from library.model.audit import Action, AuditLine
from library.storage.audit import record as record_line
from library.storage.file_permissions import make_private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.import_export.plan import Choices, Plan
    from library.actions.import_export.received import Received
    from library.actions.import_export.record import ImportRecord, PastImport
    from library.actions.library import Library
    from library.model.audit import Actor

_NO_CONTENT = "Check LIBRARY_CONTENT. There is no folder {path}."
_NOT_PREPARED = "Check {path}, its permissions and the free disk space. {why}. Nothing was imported."
_NOTHING = "There is nothing to import. Everything is there already, or is left out."
_NO_SUCH = "There is no import {id}. Imports that can be undone: {ids}."
_IS_UNDONE = "The import {id} was undone before."
_IS_OVER = (
    "The import {id} cannot be undone, because the earlier files are deleted. They are deleted after {days} days, and "
    "when a document is withdrawn or deleted."
)
_CHANGED_SINCE = "The import {id} cannot be undone as a whole, because these files were changed since: {paths}."


@contextmanager
def received_from(library: Library, source: Path, progress: Progress = silent) -> Iterator[Received]:
    """Yield what a folder or a zip file holds; a zip file is unpacked into a private folder meanwhile.

    Raises:
        ImportRefused: It cannot be read, or holds nothing to import.
    """
    if source.is_dir():
        yield read_folder(source)
        return
    with working_folder(library) as folder:
        try:
            received = unpack_zip(source, folder, progress)
        except OSError as error:
            raise _not_prepared(library, error) from error
        yield received


@contextmanager
def working_folder(library: Library) -> Iterator[Path]:
    """Yield an empty private folder in the data folder, and delete it at the end.

    Raises:
        ImportRefused: It cannot be made.
    """
    folder = Imports(library.settings).folder / f"{WAITING}{secrets.token_hex(8)}"
    try:
        make_private_folder(folder.parent)
        make_private_folder(folder)
    except OSError as error:
        raise _not_prepared(library, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def dry_run(library: Library, received: Received, choices: Choices, progress: Progress = silent) -> Plan:
    """Find what an import would do, without writing anything to the content folder.

    Args:
        library: Names the content folder.
        received: What was received.
        choices: What was decided about its files.
        progress: Called as work proceeds.

    Raises:
        ImportRefused: There is no content folder, or no space to work.
    """
    if not library.settings.content.is_dir():
        raise ImportRefused(_NO_CONTENT.format(path=library.settings.content))
    with working_folder(library) as folder:
        try:
            return plan_import(library, received, choices, folder / "after", progress)
        except OSError as error:
            raise _not_prepared(library, error) from error


def carry_out(library: Library, plan: Plan, actor: Actor) -> ImportRecord:
    """Import the files of a plan: all of them or none. Nothing is published.

    Args:
        library: Names the content folder.
        plan: As ``dry_run`` found it.
        actor: Who imports.

    Raises:
        ContentError: The plan has mistakes. Nothing was changed.
        ImportRefused: There is nothing to import, or it could not be written; the message says what was changed.
        PublishBusy: Another publish or import did not end in time.
    """
    if plan.mistakes:
        raise ContentError(plan.mistakes)
    if not plan.files:
        raise ImportRefused(_NOTHING)
    Imports(library.settings).forget_past(library.now())
    done = apply_changes(library, plan.files, actor.person_id)
    _record(library, actor, Action.CONTENT_IMPORTED)
    return done


def undo_import(library: Library, import_id: str, actor: Actor) -> ImportRecord:
    """Put every file of an import back as it was before, if nobody has changed any of them since.

    Args:
        library: Names the content folder.
        import_id: Of the import.
        actor: Who undoes it.

    Raises:
        ContentError: What is there now would have mistakes without the imported files. Nothing was changed.
        ImportRefused: It cannot be undone, with the reason.
        PublishBusy: Another publish or import did not end in time.
    """
    past = _past(library, import_id)
    content, imports = library.settings.content, Imports(library.settings)
    changed = [step.path for step in past.record.steps if digest_now(content / step.path) != step.now]
    if changed:
        raise ImportRefused(_CHANGED_SINCE.format(id=import_id, paths=", ".join(changed)))
    files = [
        NewFile(step.path, imports.old(import_id, number), step.now, step.was)
        for number, step in enumerate(past.record.steps)
    ]
    with working_folder(library) as folder:
        before = {each.path: each.file if each.now else None for each in files}
        mistakes = check_after(library, before, folder / "after").mistakes
    if mistakes:
        raise ContentError(mistakes)
    done = apply_changes(library, files[::-1], actor.person_id, past.record)
    for each in (import_id, done.id):
        imports.forget_old(each)
    _record(library, actor, Action.IMPORT_UNDONE)
    return done


def past_imports(library: Library) -> tuple[PastImport, ...]:
    """Return the imports of the last 30 days, the newest first."""
    return Imports(library.settings).past()


def _past(library: Library, import_id: str) -> PastImport:
    past = {each.record.id: each for each in past_imports(library)}
    if import_id not in past:
        ids = ", ".join(each.record.id for each in past.values() if each.can_be_undone) or "none"
        raise ImportRefused(_NO_SUCH.format(id=import_id, ids=ids))
    if past[import_id].is_undone:
        raise ImportRefused(_IS_UNDONE.format(id=import_id))
    if not past[import_id].can_be_undone:
        raise ImportRefused(_IS_OVER.format(id=import_id, days=DAYS))
    return past[import_id]


def _not_prepared(library: Library, error: OSError) -> ImportRefused:
    return ImportRefused(
        _NOT_PREPARED.format(path=error.filename or library.settings.data, why=error.strerror or error)
    )


def _record(library: Library, actor: Actor, action: Action) -> None:
    """Record it in the audit log, if there is one."""
    if library.database.exists():
        with suppress(RecordsUnavailable), library.database.writing() as connection:
            record_line(connection, AuditLine(library.now(), actor, action))
