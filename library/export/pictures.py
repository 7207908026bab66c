"""Whether a picture can go into a file: it was drawn when it was published, but a disk may have harmed it since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("JPEG", "PNG")

_HARM = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def still(picture: Path | None) -> Path | None:
    """Return a picture if every writer can take it along, else ``None``; it is not decoded."""
    if picture is None:
        return None
    try:
        with Image.open(picture, formats=KINDS):
            return picture
    except _HARM:
        return None
