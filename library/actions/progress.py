"""How long work tells how far it is."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """What a publish is doing."""

    READING = "Reading"
    INDEXING = "Indexing"
    WIPING = "Wiping"


class Progress(Protocol):
    """Is told how far a stage has come; may be called often."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Take note.

        Args:
            stage: What is being done.
            done: How many documents are done, 0 to ``total``.
            total: How many there are to do.
        """


def silent(stage: Stage, done: int, total: int) -> None:
    """Take no note."""
    del stage, done, total
