"""When a backup was last made and last restored: a small file in the data folder, which can be deleted.

It is not in the records, because a restore replaces those.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from library.model.backups import Backups
from library.storage.whole_file import replacing

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def read_last_backups(data: Path) -> Backups:
    """Return when a backup was last made and restored; a missing or damaged file says nothing."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(_path(data).read_bytes(), type=Backups)
    return Backups()


def record_backup(data: Path, made: datetime) -> None:
    """Record that a backup was made, in UTC.

    Raises:
        OSError: It cannot be written.
    """
    _write(data, replace(read_last_backups(data), made=made))


def record_restore(data: Path, restored: datetime, made: datetime) -> None:
    """Record that a backup was restored, and when that had been made, both in UTC.

    Raises:
        OSError: It cannot be written.
    """
    _write(data, replace(read_last_backups(data), restored=restored, restored_from=made))


def _write(data: Path, backups: Backups) -> None:
    with replacing(_path(data)) as file:
        file.write(msgspec.json.encode(backups))


def _path(data: Path) -> Path:
    return data / "backups.json"
