"""How long-running work reports its progress."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """What long-running work is doing."""

    READING = "Reading"
    INDEXING = "Indexing"
    WIPING = "Wiping"
    BACKING_UP = "Backing up (MB)"
    UNPACKING_FILES = "Unpacking"
    COMPARING = "Comparing"
    UNPACKING = "Checking the backup (MB)"


class Progress(Protocol):
    """Receives the progress of a stage; may be called often."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Receive the progress of a stage.

        Args:
            stage: What is being done.
            done: How many documents or megabytes are done, 0 to ``total``.
            total: How many there are to do.
        """


def silent(stage: Stage, done: int, total: int) -> None:
    """Ignore progress."""
    del stage, done, total
