"""Pictures: decoded once, when their document is read, and drawn anew for readers.

A phone writes into a picture where it was taken, when and on which device, and often a second picture from before it
was cropped. The place is somebody's home. None of that is what a teller agreed to, so no byte of the author's file is
served: the picture is decoded within limits, turned the right way up, made no larger than a page needs, and written
again as a plain JPEG, or as a PNG where it was one or is transparent. Colour profiles and whatever follows the picture
in its file go too. Slides, pages for a room without internet and browsers can all show what is written here.

Pillow decodes what a stranger may have made. Its own file classes are named, so that nothing else is tried; size,
pixels and the passes of a JPEG are counted before anything is decoded (a photograph of 12 million pixels takes 0.2 s).
What it warns of, such as damaged camera data, is left out anyway.
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

# Bytes of a file. A photograph of 50 million pixels has about 20 million.
MOST_BYTES = 40_000_000
# A JPEG is decoded at a fraction of its size; of the others each pixel takes some ten bytes (30 million: 290 MB).
MOST_PIXELS = {JPEG: 64_000_000, PNG: 30_000_000, WEBP: 30_000_000}
# Of the longer side, as it is served: a whole A4 page at 220 dots an inch.
LONGEST_SIDE = 2_560
# Passes of a progressive JPEG; cameras and editors write ten, and each of a hostile file costs as much as the picture.
MOST_PASSES = 32
QUALITY = 88

# By what a camera writes of how it was held.
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
# What Pillow's three decoders may raise; 400,000 damaged files raised nothing else.
_DAMAGE = (
    OSError, SyntaxError, ValueError, TypeError, AttributeError, KeyError, IndexError, EOFError, OverflowError,
    RuntimeError, MemoryError, struct.error, zlib.error, DecompressionBombError,
)  # fmt: skip


class UnusablePicture(ValueError):
    """A picture that cannot be shown; the message follows the file's name and says what to do."""


def drawn(data: bytes) -> tuple[bytes, FileType]:
    """Return a picture as it is served: the same bytes for the same picture, with nothing in them but the picture.

    Args:
        data: The author's file: a JPEG, PNG or WebP picture by its first bytes.

    Returns:
        The new file, and what it is: ``JPEG`` or ``PNG``.

    Raises:
        UnusablePicture: It is damaged, too large, or moves.
    """
    _check_bytes(data)
    file_type = type_of(data[:HEAD], "")
    if file_type is None or file_type not in _OPENERS:
        raise UnusablePicture("is no picture. Open it and save it again as JPEG or PNG.")
    try:
        with catch_warnings(action="ignore"), _OPENERS[file_type](BytesIO(data)) as picture:
            _check_pixels(picture, MOST_PIXELS[file_type])
            return _written(_upright(picture), file_type)
    except UnusablePicture:
        raise
    except _DAMAGE as error:
        raise UnusablePicture("is damaged and cannot be shown. Open it and save it again as JPEG or PNG.") from error


def _check_bytes(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        size = f"It has {len(data) / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:.0f} MB are read."
        raise UnusablePicture(f"is too large. {size} Save a smaller copy.")
    if len(_START_OF_PASS.findall(data)) > MOST_PASSES and data.startswith(b"\xff\xd8"):
        raise UnusablePicture("is made of too many passes. Open it and save it again as an ordinary JPEG.")


def _check_pixels(picture: ImageFile, most: int) -> None:
    width, height = picture.size
    if width * height > most:
        size = f"It has {width} × {height} pixels; at most {most // 1_000_000} million are read."
        raise UnusablePicture(f"is too large. {size} Save a smaller copy.")
    if getattr(picture, "is_animated", False):
        raise UnusablePicture("moves, which disturbs readers. Save one still picture of it, as JPEG or PNG.")


def _upright(picture: ImageFile) -> Image:
    """Return a picture at the size it is served, turned as its camera says."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    picture.load()
    try:
        turn = TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except _DAMAGE:
        turn = None  # what the camera says cannot be read; the picture can
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
    """Return a picture in grey, in colours, or in colours with transparency where some of it shows through."""
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        return clear if clear.getchannel("A").getextrema() != (255, 255) else clear.convert("RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("L" if picture.mode in {"1", "L", "LA"} else "RGB")
