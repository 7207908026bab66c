"""Pictures for a file: which can go into it (each was valid when published, but a disk can fail), and how large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from library.model.block import Picture
    from library.model.workshop import Paragraph

KINDS = ("JPEG", "PNG")
DOTS_PER_CM = 60  # a picture is never enlarged beyond this

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


def pictures_in(words: Paragraph) -> tuple[Picture, ...]:
    """Return the pictures of a passage that can be shown, in order."""
    return tuple(picture for picture in words.block.pictures if still(picture.file) and still(picture.small))


def is_picture(words: Paragraph) -> bool:
    """Return whether a passage is a picture that can be shown, so that its words need not be written."""
    return words.block.is_figure and bool(pictures_in(words))


def width_of(picture: Picture, width: float, height: float) -> float:
    """Return how wide to show a picture, in the unit of the space for it: centimetres."""
    return min(width, height * picture.width / picture.height, picture.width / DOTS_PER_CM)
