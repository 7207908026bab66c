"""A zip file that was uploaded, unpacked, and waits until its sender has looked at the report.

It is in a private folder of ``LIBRARY_DATA/imports`` for a day. Only its sender can see it or import it.
"""

from __future__ import annotations

import re
import secrets
import shutil
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import msgspec

from library.actions.import_export.importing import carry_out, dry_run
from library.actions.import_export.received import LeftOut, Received, ReceivedFile
from library.actions.import_export.record import WAITING, Imports
from library.actions.import_export.zip_reading import unpack_zip
from library.actions.uploading.turns import turn
from library.errors import ImportRefused, NotFound
from library.storage.file_permissions import make_private_folder, private_files

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.import_export.plan import Choices, Plan
    from library.actions.import_export.record import ImportRecord
    from library.actions.library import Library
    from library.model.audit import Actor

# Of one person.
MOST_WAITING = 5
_ID = re.compile(r"[0-9a-f]{16}")
_RECEIVED = "received.json"
_MANY = "Import or discard one of the zip files that wait, then upload this one. {count} wait already."
_FULL = "The zip file could not be unpacked: {why}. Ask whoever runs the library to free some disk space."


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is stored of a zip file that waits.

    Attributes:
        by: The id of the person who sent it.
        files: Path in the content folder, name in the folder of unpacked files, and digest.
        left_out: Path and reason.
    """

    by: int
    files: tuple[tuple[str, str, str], ...]
    left_out: tuple[tuple[str, str], ...]


def receive_zip(library: Library, zip_file: IO[bytes], actor: Actor) -> str:
    """Unpack a zip file that someone has sent, and return the id under which it waits.

    Args:
        library: Whose data folder it waits in.
        zip_file: Its bytes.
        actor: Who sent it.

    Raises:
        ImportRefused: It cannot be unpacked, holds nothing to import, too many of theirs wait, or other files are being
            read.
    """
    with turn(library, actor.person_id or 0):
        return _receive_zip(library, zip_file, actor)


def _receive_zip(library: Library, zip_file: IO[bytes], actor: Actor) -> str:
    imports, upload_id = Imports(library.settings), secrets.token_hex(8)
    imports.forget_past(library.now())
    count = len(waiting_of(library, actor))
    if count >= MOST_WAITING:
        raise ImportRefused(_MANY.format(count=count))
    folder = _folder(library, upload_id)
    try:
        make_private_folder(imports.folder)
        make_private_folder(folder)
        with private_files():
            (folder / "files").mkdir()
            received = unpack_zip(zip_file, folder / "files")
            (folder / _RECEIVED).write_bytes(msgspec.json.encode(_stored(received, actor.person_id or 0)))
    except (OSError, ImportRefused) as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise ImportRefused(_FULL.format(why=error.strerror or error)) from error
        raise
    return upload_id


def plan_waiting(library: Library, upload_id: str, actor: Actor, choices: Choices) -> Plan:
    """Find what an import of a zip file that waits would do now.

    Raises:
        NotFound: It does not wait, or someone else sent it.
        ImportRefused: There is no space to work, or other files are being read.
    """
    received = _received(library, upload_id, actor)
    with turn(library, actor.person_id or 0):
        return dry_run(library, received, choices)


def import_waiting(library: Library, upload_id: str, actor: Actor, plan: Plan) -> ImportRecord:
    """Import a zip file that waits, as planned; then it no longer waits.

    Raises:
        LibraryError: As for ``carry_out``.
    """
    done = carry_out(library, plan, actor)
    discard_waiting(library, upload_id, actor)
    return done


def discard_waiting(library: Library, upload_id: str, actor: Actor) -> None:
    """Delete a zip file that waits.

    Raises:
        NotFound: It does not wait, or someone else sent it.
    """
    _received(library, upload_id, actor)
    shutil.rmtree(_folder(library, upload_id), ignore_errors=True)


def waiting_of(library: Library, actor: Actor) -> tuple[str, ...]:
    """Return the ids of the zip files of a person that wait, sorted."""
    folders = Imports(library.settings).folder.glob(f"{WAITING}*/{_RECEIVED}")
    ids = (path.parent.name.removeprefix(WAITING) for path in folders)
    return tuple(sorted(each for each in ids if _is_from(library, each, actor)))


def _is_from(library: Library, upload_id: str, actor: Actor) -> bool:
    try:
        _received(library, upload_id, actor)
    except NotFound:
        return False
    return True


def _folder(library: Library, upload_id: str) -> Path:
    return Imports(library.settings).folder / f"{WAITING}{upload_id}"


def _stored(received: Received, by: int) -> _Stored:
    files = tuple((each.path, each.file.name, each.digest) for each in received.files)
    return _Stored(by, files, tuple((each.path, each.sentence) for each in received.left_out))


def _received(library: Library, upload_id: str, actor: Actor) -> Received:
    if not _ID.fullmatch(upload_id):
        raise NotFound
    folder = _folder(library, upload_id)
    try:
        stored = msgspec.json.decode((folder / _RECEIVED).read_bytes(), type=_Stored)
    except FileNotFoundError as error:
        raise NotFound from error
    if stored.by != actor.person_id:
        raise NotFound
    files = (ReceivedFile(path, folder / "files" / name, digest) for path, name, digest in stored.files)
    return Received(tuple(files), tuple(LeftOut(*each) for each in stored.left_out))
