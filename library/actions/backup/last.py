"""When a backup was last made and last restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.storage.last_backups import read_last_backups

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.backups import Backups


def last_backups(library: Library) -> Backups:
    """Return when a backup of this library was last made, and when one was last restored here."""
    return read_last_backups(library.settings.data)
