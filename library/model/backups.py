"""When the library was last backed up and restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Backups:
    """When a backup was last made and last restored.

    Attributes:
        made: When the last backup was finished, in UTC; ``None`` if none was made here.
        restored: When a backup was last restored, in UTC; ``None`` if none was restored here.
        restored_from: When the restored backup had been made, in UTC; ``None`` if none was restored here.
    """

    made: datetime | None = None
    restored: datetime | None = None
    restored_from: datetime | None = None
