"""Checking whether a picture can go into a file: it was valid when published, but the disk may have failed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("JPEG", "PNG")

_HARM = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def still(picture: Path | None) -> Path | None:
    """Return a picture if every writer can use it, otherwise ``None``; it is not decoded."""
    if picture is None:
        return None
    try:
        with Image.open(picture, formats=KINDS):
            return picture
    except _HARM:
        return None
