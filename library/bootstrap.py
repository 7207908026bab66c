"""Where the parts are wired together: the only place that names an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.library import Library
from library.search.dictionary import open_dictionaries
from library.search.whoosh_index.engine import WhooshIndex
from library.settings import Settings, read_settings
from library.storage.file_permissions import is_read_only
from library.storage.reserve import make_reserve
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["data_is_read_only", "library_from_environment", "open_library", "prepare_to_serve", "warm_up"]


def open_library(settings: Settings) -> Library:
    """Return the library; nothing is opened before something is asked of it."""
    return Library(settings, WhooshIndex)


def warm_up() -> None:
    """Read what a process that serves needs sooner or later, before anybody asks: 0.4 s, shared by its forks."""
    open_dictionaries()


def data_is_read_only(settings: Settings) -> bool:
    """Tell whether nothing can be published, taken down or kept, because the data folder can only be read."""
    return is_read_only(settings.data)


def prepare_to_serve(settings: Settings) -> str:
    """Keep room for withdrawals where there is some, and return the key that signs what the site hands out.

    Raises:
        SettingsError: There is no key, and none can be kept.
    """
    make_reserve(settings.data)
    return secret_key(settings)


def library_from_environment(environment: Mapping[str, str] | None = None) -> Library:
    """Return the library that the environment describes.

    Raises:
        SettingsError: Some settings are wrong.
    """
    return open_library(read_settings(environment))
