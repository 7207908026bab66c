"""Writing a private folder in one step: there is none before, and all of it after."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from library.storage.file_permissions import FOLDER
from library.storage.whole_file import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNFINISHED = ".{}.{}.unfinished"
_LONGEST = 100


@contextmanager
def making_folder(path: Path) -> Iterator[Path]:
    """Yield a private folder beside a path, which gets that name at the end; after an error, it is deleted.

    What killed processes have left beside the path is deleted first.

    Args:
        path: Where nothing is, or an empty folder.

    Raises:
        OSError: It cannot be made, or something is there.
    """
    real = Path(os.path.realpath(path))
    _remove_unfinished(real)
    half = real.with_name(_UNFINISHED.format(real.name[:_LONGEST], secrets.token_hex(8)))
    half.mkdir(mode=FOLDER)
    held = os.open(half, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield half
        os.sync()  # all files at once: one by one takes minutes for thousands
        half.rename(real)
        sync_folder(real.parent)
    finally:
        os.close(held)
        shutil.rmtree(half, ignore_errors=True)


def _remove_unfinished(path: Path) -> None:
    for half in path.parent.glob(_UNFINISHED.format(escape(path.name[:_LONGEST]), "*")):
        held = os.open(half, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(half, ignore_errors=True)
        except BlockingIOError:
            pass  # another process is writing it
        finally:
            os.close(held)
