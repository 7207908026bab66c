"""Blocking documents if the catalogue cannot be written to narrow them."""

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
    """Replaces the writer of a catalogue that cannot be written, and blocks the documents to narrow.

    Attributes:
        blocked: The documents that were to be narrowed or removed.
    """

    def __init__(self, path: Path, blocked: Path) -> None:
        """Open the file for reading.

        Args:
            path: The SQLite file.
            blocked: The file of blocked documents.
        """
        super().__init__(path)
        self._blocked = blocked
        self.blocked: set[int] = set()

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Yield a change whose documents are blocked when it ends.

        Raises:
            OSError: They cannot be blocked.
        """
        change = BlockingChange()
        yield change
        block(self._blocked, change.ids)
        self.blocked |= change.ids


class BlockingChange(Change):
    """A change that only records which documents to block, by the methods that narrow or remove."""

    def __init__(self) -> None:
        """Start with no documents."""
        self.ids: set[int] = set()

    def remove(self, ids: Iterable[int], *, wipe: bool = True) -> None:
        """Block documents that should be removed."""
        del wipe
        self.ids.update(ids)

    def narrow(self, document_id: int, *_: object) -> None:
        """Block a document that should be narrowed."""
        self.ids.add(document_id)

    def forget_stamps(self, document_id: int) -> None:
        """Leave it: nothing can be noted of how files look."""

    def restamp(self, document_id: int, stamps: bytes) -> None:
        """Leave it: nothing can be noted of how files look."""
