"""Writing files of the content folder: always whole. Whoever reads one sees the old state or the new one."""

from __future__ import annotations

import errno
import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def create_file(path: Path, data: bytes) -> None:
    """Write a new file in one step; if the process is killed, there is no file or all of it.

    Raises:
        FileExistsError: There is one already; it stays as it is.
        OSError: It cannot be written.
    """
    beside = _write_beside(path, data)
    try:
        try:
            os.link(beside, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links, such as that of a memory stick
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file in one step, with the same permissions.

    Raises:
        OSError: It cannot be written; it is as it was.
    """
    beside = _write_beside(path, data)
    try:
        beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a file that readers of the folder ignore, because of its name, and return its path."""
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside
