"""What the catalogue holds of every file, for what has to go on without a catalogue."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from library.errors import CatalogueUnavailable
from library.storage.builds import usable_build
from library.storage.catalogue_writer import CatalogueWriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from library.storage.catalogue_row import Row


def published_rows(data: Path) -> Sequence[Row]:
    """Return what the catalogue holds of every file; nothing if there is none or it is damaged.

    Args:
        data: The data folder.
    """
    build = usable_build(data)
    if build is None:
        return ()
    with suppress(CatalogueUnavailable), CatalogueWriter(build.catalogue) as writer:
        return writer.rows()
    return ()
