"""Documents whose files are as the last publish read them, so that they need not be read again.

That publish used the same rules and the same terms, and found no mistakes in them. The catalogue has what they say
about others.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from library.actions.gate import read_references
from library.actions.narrowing import compare_files, read_stamps
from library.actions.publish_steps import hash_of_terms
from library.content.file_kinds import FileKind, kind_of
from library.content.file_names import plain_name
from library.content.vocabulary import PATH as VOCABULARY
from library.errors import CatalogueUnavailable
from library.storage.builds import usable_build
from library.storage.catalogue_writer import CatalogueWriter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from library.actions.library import Library
    from library.content.references import References
    from library.storage.catalogue_row import Row


class Unchanged:
    """The documents whose files have not changed since the last publish."""

    def __init__(self, library: Library) -> None:
        """Compare the content folder with the catalogue; without a catalogue, no document is known."""
        self._rows = _unchanged(library)

    def references(self, changes: Collection[str] = ()) -> Mapping[str, References]:
        """Return what these documents say about others, by path.

        Args:
            changes: The paths of files that will change. Documents are left out if they or files that they name are
                among these. If the vocabulary is, all documents are left out.
        """
        if VOCABULARY in changes:
            return {}
        touched = {plain_name(path) for path in changes if kind_of(path) is FileKind.COMPANION}
        left = (row for path, row in self._rows.items() if path not in changes)
        return {row.path: read_references(row.links) for row in left if not _may_name(row, touched)}


def _unchanged(library: Library) -> dict[str, Row]:
    build = usable_build(library.settings.data)
    if build is None:
        return {}
    with suppress(CatalogueUnavailable, OSError), CatalogueWriter(build.catalogue) as writer:
        return _as_published(library.settings.content, writer)
    return {}


def _as_published(folder: Path, writer: CatalogueWriter) -> dict[str, Row]:
    if writer.meta("vocabulary_hash") != hash_of_terms(folder):
        return {}
    changes = compare_files(folder, writer.rows())
    there = {stamp.path for stamp in changes.scan.documents}.difference(changes.changed)
    return {path: row for path, row in changes.rows.items() if path in there}


def _may_name(row: Row, companions: Collection[str]) -> bool:
    """Return whether a document may name one of some files; of one that nobody sees, the catalogue does not know."""
    if not companions or not row.is_published:
        return bool(companions)
    return any(plain_name(each.path) in companions for each in read_stamps(row.stamps))
