"""Checking whether a picture can go into a file: it was valid when published, but the disk may have failed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("JPEG", "PNG")

_HARM = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def still(picture: Path | None) -> Path | None:
    """Return a picture that every writer can use, otherwise ``None``, without decoding it."""
    if picture is None:
        return None
    try:
        with Image.open(picture, formats=KINDS):
            return picture
    except _HARM:
        return None
