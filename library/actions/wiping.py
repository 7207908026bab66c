"""Removing withdrawn words from the disk.

A narrowing hides words at once, in one transaction. They are still on the disk: in the catalogue's write-ahead log,
which cannot be cut while a reader uses an older state; in the index, which only marks what was removed; and in copies
of files. So this deletes copies that no document serves, writes a new build of what is left, and deletes the previous
build; its readers finish on files that are already deleted. It takes 1.2 s for the catalogue of 10,000 documents and 19
s for an index of one segment. The catalogue records that this is still to do, so the next publish finishes it if
interrupted.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from library.actions.import_export.record import Imports
from library.actions.indexing import update_index
from library.actions.progress import Stage
from library.errors import PublishError, SearchUnavailable
from library.storage.blocked import Blocked, block
from library.storage.builds import current_build, make_current, new_build
from library.storage.catalogue_writer import CatalogueWriter

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.library import Library
    from library.actions.progress import Progress
    from library.storage.builds import Build

_STILL_THERE = "Nobody can see what was withdrawn, but its words are still in the data folder"
_THEN = "Free some disk space, then run: library publish"


def wipe(library: Library, progress: Progress) -> None:
    """Remove from the data folder all words that were withdrawn or deleted since the last time.

    Args:
        library: Published; the caller holds the publish lock.
        progress: Called as work proceeds.

    Raises:
        PublishError: There is no space for the new build. The next publish tries again.
    """
    build = current_build(library.settings.data)
    with CatalogueWriter(build.catalogue) as writer:
        # Always: a publish killed after its change may have left copies of files that nobody may see now.
        library.keep_only_files(writer.served_files())
        if not writer.has_leftovers():
            return
        progress(Stage.WIPING, 0, 1)
        Imports(library.settings).forget_withdrawn()
        try:
            clean = _clean_copy(library, writer, build, progress)
        except (PublishError, OSError) as error:
            raise PublishError(f"{_STILL_THERE} ({error}). {_THEN}") from error
    make_current(library.settings.data, clean)
    progress(Stage.WIPING, 1, 1)


def _clean_copy(library: Library, writer: CatalogueWriter, build: Build, progress: Progress) -> Build:
    """Return a new build of the current content."""
    with new_build(library.settings.data) as clean:
        _copy_index(library, writer, build.index, clean.index, progress)
        writer.copy_to(clean.catalogue)
        # The catalogue does not know these integers yet; the copy keeps them.
        block(clean.blocked, Blocked(build.blocked).ids())
    return clean


def _copy_index(library: Library, writer: CatalogueWriter, source: Path, target: Path, progress: Progress) -> None:
    """Copy an index; if it cannot be read, leave it out, and the next publish builds it again."""
    index = library.open_index(source)
    try:
        update_index(index, writer, writer.vocabulary(), progress)
        index.copy_to(target)
    except SearchUnavailable:
        shutil.rmtree(target, ignore_errors=True)
    finally:
        index.close()
