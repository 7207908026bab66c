"""Pictures: decoded once, when their document is read, and saved again for readers.

Phones store in a picture where and when it was taken and on which device, often with an uncropped version. The place
may be someone's home, and no teller agreed to that. So no byte of the author's file is served: the picture is decoded
within limits, turned the right way up, made no larger than a page needs, and written as a plain JPEG, or as a PNG if it
was one or is transparent. Colour profiles and anything after the picture in its file are removed too. Slides, offline
pages and browsers can all show the result.

Photographs of iPhones (HEIC) are decoded in a process of their own (``content.heic``), because their decoder is not
part of Pillow. Pillow may decode a hostile file. Only the named file classes are tried, and size, pixels and the passes
of a JPEG are checked before decoding (a photograph of 12 million pixels takes 0.2 s). Pillow's warnings, such as about
damaged camera data, do not matter, because that data is removed anyway. Most publishes read no picture, so Pillow is
loaded with the first (``content.pillow``).
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from warnings import catch_warnings

from library.content.file_types import HEAD, HEIC, JPEG, PNG, WEBP, FileType, type_of
from library.process.child import REFUSED
from library.process.parent import Limits, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

# The most bytes of a file. A photograph of 50 million pixels has about 20 million.
MOST_BYTES = 40_000_000
# A JPEG is decoded at a fraction of its size; in other formats each pixel takes about ten bytes (30 million: 290 MB).
MOST_PIXELS = {JPEG: 64_000_000, PNG: 30_000_000, WEBP: 30_000_000, HEIC: 30_000_000}
# Of the longer side, as it is served: a full A4 page at 220 dots per inch.
LONGEST_SIDE = 2_560
# Passes of a progressive JPEG. Cameras and editors write ten; in a hostile file each costs as much as the picture.
MOST_PASSES = 32
QUALITY = 88

# A picture in a text is served in these sizes, of its longer side: twice the width of a column of text, and of a phone.
TEXT_SIDES = (1_440, 720)
TEXT_QUALITY = 82
# A PNG larger than this is a photograph or a scan, and a JPEG shows it as well in a fraction of the bytes.
MOST_PNG = 200_000
# Colours of a drawing whose author saved it with a palette.
PALETTE = 128
# Of one size of a picture in a text. Only a transparent picture of many details is larger.
MOST_SERVED = 2_000_000

_START_OF_PASS = re.compile(rb"\xff\xda")
# Of that process.
DECODING_HEIC = Limits(seconds=30, megabytes=400)


class UnusablePicture(ValueError):
    """A picture that cannot be shown; the message comes after the file's name and says what to do."""


class DrawnPicture(NamedTuple):
    """A new copy of a picture.

    Attributes:
        data: The file.
        file_type: ``JPEG`` or ``PNG``.
        width: Pixels.
        height: Pixels.
    """

    data: bytes
    file_type: FileType
    width: int
    height: int


def drawn(data: bytes) -> tuple[bytes, FileType]:
    """Return the new copy of a picture to serve, without metadata; the same input gives the same bytes.

    Args:
        data: The author's file: a JPEG, PNG, WebP or HEIC picture by its first bytes.

    Returns:
        The new file and its type: ``JPEG`` or ``PNG``.

    Raises:
        UnusablePicture: It is damaged, too large or animated.
    """
    with _decoded(data, LONGEST_SIDE) as (picture, file_type, _):
        return _written(picture, file_type)


def drawn_for_text(data: bytes) -> tuple[DrawnPicture, ...]:
    """Return the new copies of a picture to serve in a text, without metadata; the same input gives the same bytes.

    Args:
        data: As for ``drawn``.

    Returns:
        One for each of ``TEXT_SIDES``, the largest first; only one if the picture is not larger than the smallest.

    Raises:
        UnusablePicture: It is damaged, too large or animated.
    """
    with _decoded(data, TEXT_SIDES[0]) as (picture, file_type, has_palette):
        return tuple(_sized(picture, file_type, has_palette=has_palette))


def _sized(picture: Image, file_type: FileType, *, has_palette: bool) -> Iterator[DrawnPicture]:
    for side in TEXT_SIDES:
        if side != TEXT_SIDES[0] and max(picture.size) <= side:
            return
        picture.thumbnail((side, side))
        data, written_as = _written(picture, file_type, TEXT_QUALITY, MOST_PNG, has_palette=has_palette)
        if len(data) > MOST_SERVED:
            raise UnusablePicture("has too many details for its size. Save it as JPEG.")
        yield DrawnPicture(data, written_as, *picture.size)


@contextmanager
def _decoded(data: bytes, longest: int) -> Iterator[tuple[Image, FileType, bool]]:
    """Yield a picture, upright and no longer than this, its type, and whether it has a palette of few colours.

    Raises:
        UnusablePicture: It is damaged, too large or animated.
    """
    from library.content.pillow import DAMAGE, OPENERS  # noqa: PLC0415 - most publishes read no picture

    _check_bytes(data)
    file_type = type_of(data[:HEAD], "")
    if file_type is None or file_type not in OPENERS:
        raise UnusablePicture("is not a picture. Open it and save it as JPEG or PNG.")
    data = _from_heic(data) if file_type is HEIC else data
    try:
        with catch_warnings(action="ignore"), OPENERS[file_type](BytesIO(data)) as picture:
            _check_pixels(picture, MOST_PIXELS[file_type])
            has_palette = picture.mode == "P"
            yield _upright(picture, longest), file_type, has_palette
    except UnusablePicture:
        raise
    except DAMAGE as error:
        raise UnusablePicture("is damaged. Open it and save it again as JPEG or PNG.") from error


def _from_heic(data: bytes) -> bytes:
    """Return an HEIC picture as a PNG, decoded in its own process."""
    ended = run("library.content.heic", [str(MOST_PIXELS[HEIC]), str(LONGEST_SIDE)], data, DECODING_HEIC)
    if ended.is_done:
        return ended.output
    if ended.code == REFUSED or ended.was_too_slow or ended.was_too_large:
        most = f"The limit is {MOST_PIXELS[HEIC] // 1_000_000} million pixels."
        raise UnusablePicture(f"is too large for an HEIC picture. Save it as JPEG. {most}")
    raise UnusablePicture("is damaged. Open it and save it again as JPEG or PNG.")


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


def _upright(picture: ImageFile, longest: int) -> Image:
    """Return a picture at its served size, turned by the camera's orientation."""
    from library.content.pillow import turn_of  # noqa: PLC0415

    # With a palette, there are no colours between two of its own to smooth an edge with.
    smooth = _plain(picture) if picture.mode in {"1", "P"} else picture
    smooth.thumbnail((longest, longest), reducing_gap=2.0)
    smooth.load()
    turn = turn_of(picture)
    return smooth if turn is None else smooth.transpose(turn)


def _written(
    picture: Image,
    file_type: FileType,
    quality: int | None = None,
    most_png: int | None = None,
    *,
    has_palette: bool = False,
) -> tuple[bytes, FileType]:
    """Return a picture as a file; one without transparency is a JPEG if it was none, or would be too large as PNG."""
    from PIL.Image import Dither  # noqa: PLC0415

    plain = _plain(picture)
    plain.info.clear()
    if file_type is PNG or plain.mode == "RGBA":
        written = BytesIO()
        few = plain.quantize(PALETTE, dither=Dither.NONE) if has_palette and plain.mode == "RGB" else plain
        few.save(written, "PNG", optimize=has_palette)
        if plain.mode == "RGBA" or most_png is None or written.tell() <= most_png:
            return written.getvalue(), PNG
    written = BytesIO()
    plain.save(written, "JPEG", quality=quality or QUALITY, optimize=True)
    return written.getvalue(), JPEG


def _plain(picture: Image) -> Image:
    """Return a picture in grey, in colour, or in colour with transparency if any of it is transparent."""
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        return clear if clear.getchannel("A").getextrema() != (255, 255) else clear.convert("RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("L" if picture.mode in {"1", "L", "LA"} else "RGB")
