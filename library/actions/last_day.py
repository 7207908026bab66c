"""Taking down documents whose last day has passed, when a site starts, because nobody may publish for months.

From the day after, nobody sees them anyway. This also removes their text, words and files, so that setting the clock
back does not restore them.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from library.actions.indexing import update_index
from library.actions.narrowing import narrow, no_changes
from library.actions.progress import silent
from library.actions.wiping import wipe
from library.errors import LibraryError, PublishError
from library.model.document import Status
from library.model.viewer import ANYBODY
from library.storage.builds import publish_lock, usable_build
from library.storage.catalogue_writer import CatalogueWriter
from library.storage.file_permissions import private_files

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.storage.builds import Build


_log = logging.getLogger(__name__)


def try_take_down_ended(library: Library) -> None:
    """Take down every document whose last day has passed, as a publish would; if that is impossible, only log it.

    Raises:
        NothingPublished: There is no catalogue yet.
        CatalogueUnavailable: It is damaged.
    """
    if not _has_ended(library):
        return
    try:
        take_down_ended(library)
    except LibraryError as error:
        _log.warning("Documents past their last day are hidden, but still stored. Run: library publish (%s)", error)


def can_be_served(library: Library) -> bool:
    """Return whether something is published by the current rules; if so, take down what has passed its last day."""
    if not library.is_published():
        return False
    try_take_down_ended(library)
    return True


def take_down_ended(library: Library) -> None:
    """Take down served documents that have passed their last day, without reading content.

    Raises:
        PublishError: Another publish did not end in time, or the data folder cannot be written.
        CatalogueUnavailable: The catalogue is damaged.
    """
    settings = library.settings
    try:
        with private_files(), publish_lock(settings.data, settings.publish_wait):
            build = usable_build(settings.data)
            if build is not None:
                with CatalogueWriter(build.catalogue) as writer:
                    _take_down(library, build, writer)
                wipe(library, silent)
    except OSError as error:
        raise PublishError(error.strerror or str(error)) from error


def _take_down(library: Library, build: Build, writer: CatalogueWriter) -> None:
    narrow(library.settings.content, writer, no_changes(writer.rows()), library.today())
    index = library.open_index(build.index)
    try:
        update_index(index, writer, writer.vocabulary(), silent)
    finally:
        index.close()


def _has_ended(library: Library) -> bool:
    today = library.today()
    every = library.view(ANYBODY).snapshot.by_id.values()
    return any(each.status is Status.PUBLISHED and each.until is not None and each.until < today for each in every)
