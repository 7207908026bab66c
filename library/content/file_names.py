"""Names of files, found however a computer writes them.

A Mac stores é as two characters, and photographs and downloads have no-break spaces in their names. A header has the
name as its author sees it, so both are compared as they look.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from library.content.plain_text import ODD_SPACES
from library.model.characters import visible

if TYPE_CHECKING:
    from pathlib import Path

_ODD_SPACE = re.compile(f"[{ODD_SPACES}]")


def plain_name(name: str) -> str:
    """Return a file's name as it looks: accents composed, ordinary spaces, nothing invisible."""
    if name.isascii():
        return name
    return unicodedata.normalize("NFC", visible(_ODD_SPACE.sub(" ", name)))


def path_on_disk(folder: Path, path: str) -> str:
    """Return the path by which the file system knows a file, if only invisible details differ.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes; plain.

    Returns:
        The path that exists, or ``path`` if none or more than one looks like it.
    """
    found = PurePosixPath()
    for step in PurePosixPath(path).parts:
        found /= step if os.path.lexists(folder / found / step) else _look_alike(folder / found, step)
    return str(found)


def _look_alike(folder: Path, name: str) -> str:
    try:
        # A name that only looks the same has at least one character that ASCII does not have.
        others = [other.name for other in folder.iterdir() if not other.name.isascii()]
    except OSError:
        return name
    alike = [other for other in others if plain_name(other) == name]
    return alike[0] if len(alike) == 1 else name
