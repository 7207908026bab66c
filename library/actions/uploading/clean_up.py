"""What was given up is deleted: files that stopped arriving, and files of drafts that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from library.actions.library import Library

DAY = 86_400  # seconds


def clean_uploads(library: Library) -> None:
    """Delete what stopped arriving a day ago, and the files of documents that have no draft."""
    before = library.now() - DAY
    library.upload_parts.clean(before)
    for path in library.uploads.left_alone(before):
        if library.drafts.at(path) is None:
            library.uploads.forget(path)
