"""The secret key that signs links, and that hides what the site must not be able to read."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from library.errors import SettingsError
from library.storage.file_permissions import make_private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from library.settings import Settings


def secret_key(settings: Settings) -> str:
    """Return the site's secret key.

    It comes from ``LIBRARY_SECRET_KEY``. If that is not set, a key is created once in the data folder, readable only by
    its owner. Processes that start at the same moment end up with the same one.

    Raises:
        SettingsError: None is set, and none can be stored.
    """
    if settings.secret_key:
        return settings.secret_key
    try:
        return _kept_key(settings.data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError([f"Set LIBRARY_SECRET_KEY. The library cannot save a key of its own: {reason}."]) from error


def _kept_key(data: Path) -> str:
    make_private_folder(data)
    path = data / "secret_key"
    beside = data / f"secret_key.{os.getpid()}.{secrets.token_hex(4)}"
    if not path.exists():
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123 - the mode has to be right from the start
            file.write(secrets.token_hex(32))
        try:
            os.link(beside, path)
        except FileExistsError:
            pass  # another process was first: its key is the key
        finally:
            beside.unlink()
    return path.read_text("ascii")
