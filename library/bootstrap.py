"""Where the parts are put together: the only place that names a search engine."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from library.actions.backup.swap import finish_restore
from library.actions.import_export.applying import finish_import
from library.actions.library import Library
from library.actions.whole_files import remove_abandoned
from library.search.dictionary import open_dictionaries
from library.search.whoosh_index.engine import WhooshIndex
from library.settings import Settings, read_settings
from library.storage.file_permissions import is_read_only, make_private_folder
from library.storage.reserve import make_reserve
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "data_is_read_only",
    "library_from_environment",
    "make_data_folder",
    "open_library",
    "prepare_to_serve",
    "warm_up",
]


def open_library(settings: Settings) -> Library:
    """Return the library; it opens its files when first needed. Finishes a restore or import that was interrupted.

    Raises:
        LibraryError: A restore must be finished first, and cannot be.
    """
    library = Library(settings, WhooshIndex)
    finish_restore(settings, library.database, library.writing)
    finish_import(settings)
    return library


# The name of a setting of glibc: how many areas of memory threads have at most.
_M_ARENA_MAX = -8

# When a server collects garbage: new objects as often as Python does by itself, all of them a fifth as often, because
# that stops a page for as long as another takes. Commands do so seldom.
_COLLECT_AFTER = (700, 10, 50)


@cache
def warm_up() -> None:
    """Load what a serving process will need, before the first request: 0.5 s, shared by its forks.

    What is loaded stays, so the garbage collector need not look through it again: that stopped a page in fifty for as
    long as five pages take.
    """
    _share_memory_between_threads()
    open_dictionaries()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def _share_memory_between_threads() -> None:
    """Let all threads use one area of memory, if the C library is glibc.

    It gives each thread its own, where what is freed stays. The first search after a publish reads the index, and each
    thread that did so kept 17 MB at 10,000 documents: over 200 MB after some publishes.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def data_is_read_only(settings: Settings) -> bool:
    """Return whether the data folder is read-only, so nothing can be published, taken down or stored."""
    return is_read_only(settings.data)


def make_data_folder(settings: Settings) -> None:
    """Create the data folder if possible, so that records can be stored before anything is published."""
    with suppress(OSError):
        make_private_folder(settings.data)


def prepare_to_serve(settings: Settings) -> None:
    """Delete what killed processes left, reserve space for withdrawals, and store a key that signs links if none is.

    Raises:
        SettingsError: There is no key, and none can be stored.
    """
    remove_abandoned(settings.content)
    make_reserve(settings.data)
    secret_key(settings)


def library_from_environment(environment: Mapping[str, str] | None = None) -> Library:
    """Return the library that the environment describes.

    Raises:
        SettingsError: Some settings are wrong.
        LibraryError: A restore must be finished first, and cannot be.
    """
    return open_library(read_settings(environment))
