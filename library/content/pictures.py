"""Pictures: decoded once, when their document is read, and saved again for readers.

Phones store in a picture where and when it was taken and on which device, often with an uncropped version. The place
may be someone's home, and no teller agreed to that. So no byte of the author's file is served: the picture is decoded
within limits, turned the right way up, made no larger than a page needs, and written as a plain JPEG, or as a PNG if it
was one or is transparent. Colour profiles and anything after the picture in its file are removed too. Slides, offline
pages and browsers can all show the result.

Pillow may decode a hostile file. Only the named file classes are tried, and size, pixels and the passes of a JPEG are
checked before decoding (a photograph of 12 million pixels takes 0.2 s). Pillow's warnings, such as about damaged camera
data, do not matter, because that data is removed anyway.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from warnings import catch_warnings

from PIL import ExifTags
from PIL.Image import DecompressionBombError, Transpose
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from library.content.file_types import HEAD, JPEG, PNG, WEBP, FileType, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

# The most bytes of a file. A photograph of 50 million pixels has about 20 million.
MOST_BYTES = 40_000_000
# A JPEG is decoded at a fraction of its size; in other formats each pixel takes about ten bytes (30 million: 290 MB).
MOST_PIXELS = {JPEG: 64_000_000, PNG: 30_000_000, WEBP: 30_000_000}
# Of the longer side, as it is served: a full A4 page at 220 dots per inch.
LONGEST_SIDE = 2_560
# Passes of a progressive JPEG. Cameras and editors write ten; in a hostile file each costs as much as the picture.
MOST_PASSES = 32
QUALITY = 88

# By the orientation that a camera stores.
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}

_START_OF_PASS = re.compile(rb"\xff\xda")
_OPENERS: Mapping[FileType, Callable[[BytesIO], ImageFile]] = {
    JPEG: JpegImageFile,
    PNG: PngImageFile,
    WEBP: WebPImageFile,
}
# The errors of Pillow's three decoders; 400,000 damaged files raised no others.
_DAMAGE = (
    OSError, SyntaxError, ValueError, TypeError, AttributeError, KeyError, IndexError, EOFError, OverflowError,
    RuntimeError, MemoryError, struct.error, zlib.error, DecompressionBombError,
)  # fmt: skip


class UnusablePicture(ValueError):
    """A picture that cannot be shown; the message comes after the file's name and says what to do."""


def drawn(data: bytes) -> tuple[bytes, FileType]:
    """Return the new copy of a picture to serve, without metadata; the same input gives the same bytes.

    Args:
        data: The author's file: a JPEG, PNG or WebP picture by its first bytes.

    Returns:
        The new file and its type: ``JPEG`` or ``PNG``.

    Raises:
        UnusablePicture: It is damaged, too large or animated.
    """
    _check_bytes(data)
    file_type = type_of(data[:HEAD], "")
    if file_type is None or file_type not in _OPENERS:
        raise UnusablePicture("is not a picture. Open it and save it as JPEG or PNG.")
    try:
        with catch_warnings(action="ignore"), _OPENERS[file_type](BytesIO(data)) as picture:
            _check_pixels(picture, MOST_PIXELS[file_type])
            return _written(_upright(picture), file_type)
    except UnusablePicture:
        raise
    except _DAMAGE as error:
        raise UnusablePicture("is damaged. Open it and save it again as JPEG or PNG.") from error


def _check_bytes(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        size = f"It has {len(data) / 1e6:.0f} MB. The limit is {MOST_BYTES / 1e6:.0f} MB."
        raise UnusablePicture(f"is too large. Save a smaller copy. {size}")
    if len(_START_OF_PASS.findall(data)) > MOST_PASSES and data.startswith(b"\xff\xd8"):
        raise UnusablePicture(
            "cannot be used, because it is a progressive JPEG with too many passes. Save it as an ordinary JPEG."
        )


def _check_pixels(picture: ImageFile, most: int) -> None:
    width, height = picture.size
    if width * height > most:
        size = f"It has {width} × {height} pixels. The limit is {most // 1_000_000} million."
        raise UnusablePicture(f"is too large. Save a smaller copy. {size}")
    if getattr(picture, "is_animated", False):
        raise UnusablePicture(
            "is animated, which can make a page hard to read. Save one still picture from it, as JPEG or PNG."
        )


def _upright(picture: ImageFile) -> Image:
    """Return a picture at its served size, turned by the camera's orientation."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    picture.load()
    try:
        turn = TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except _DAMAGE:
        turn = None  # the orientation cannot be read, but the picture can
    return picture if turn is None else picture.transpose(turn)


def _written(picture: Image, file_type: FileType) -> tuple[bytes, FileType]:
    plain, written = _plain(picture), BytesIO()
    plain.info.clear()
    if file_type is PNG or plain.mode == "RGBA":
        plain.save(written, "PNG")
        return written.getvalue(), PNG
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue(), JPEG


def _plain(picture: Image) -> Image:
    """Return a picture in grey, in colour, or in colour with transparency if any of it is transparent."""
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        return clear if clear.getchannel("A").getextrema() != (255, 255) else clear.convert("RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("L" if picture.mode in {"1", "L", "LA"} else "RGB")
