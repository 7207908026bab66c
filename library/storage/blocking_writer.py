"""Narrowing where the catalogue cannot be written: documents are blocked instead."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from library.storage.blocked import block
from library.storage.catalogue_change import Change
from library.storage.catalogue_writer import CatalogueWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class BlockingWriter(CatalogueWriter):
    """Stands in for the writer of a catalogue that cannot be written: whatever would be narrowed is not shown at all.

    Attributes:
        blocked: The documents that were to be narrowed or removed.
    """

    def __init__(self, path: Path, blocked: Path) -> None:
        """Open the file to read.

        Args:
            path: The SQLite file.
            blocked: Where to note what must not be shown.
        """
        super().__init__(path)
        self._blocked = blocked
        self.blocked: set[int] = set()

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Give a change whose documents are not shown from its end on.

        Raises:
            OSError: They cannot be noted.
        """
        change = BlockingChange()
        yield change
        block(self._blocked, change.ids)
        self.blocked |= change.ids


class BlockingChange(Change):
    """A change that only notes which documents must not be shown, for every method by which something is narrowed."""

    def __init__(self) -> None:
        """Start with none."""
        self.ids: set[int] = set()

    def remove(self, ids: Iterable[int], *, wipe: bool = True) -> None:
        """Note documents that are to be taken out."""
        del wipe
        self.ids.update(ids)

    def narrow(self, document_id: int, *_: object) -> None:
        """Note a document that is to be narrowed."""
        self.ids.add(document_id)

    def forget_stamps(self, document_id: int) -> None:
        """Leave it: nothing can be noted of how files look."""

    def restamp(self, document_id: int, stamps: bytes) -> None:
        """Leave it: nothing can be noted of how files look."""
