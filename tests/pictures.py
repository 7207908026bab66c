"""Pictures for tests: small real ones of every kind that authors have, as their cameras and programs write them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

SIZE = (64, 48)

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
SIDEWAYS = 6
CAMERA = "Kitchen-table phone"
HOME = {1: "N", 2: (55.0, 57.0, 11.0), 3: "W", 4: (3.0, 11.0, 18.0), 29: "2026:01:10"}


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = SIZE, **options: object) -> bytes:
    """Return a picture file of a kind such as ``JPEG``, half dark and half light; ``options`` are Pillow's."""
    drawn = Image.new(mode, size)
    light = {"CMYK": (9, 9, 9, 9), "RGBA": (250, 240, 230, 128), "RGB": (250, 240, 230), "LA": (250, 9)}
    drawn.paste(light.get(mode, 1), (size[0] // 2, 0, *size))
    written = BytesIO()
    drawn.save(written, kind, **options)
    return written.getvalue()


def from_a_phone(kind: str = "JPEG") -> bytes:
    """Return a picture with a place and an orientation in its metadata."""
    said = Image.Exif()
    said[ORIENTATION], said[MAKE], said[GPS] = SIDEWAYS, CAMERA, HOME
    return picture(kind, exif=said)


def moving(kind: str) -> bytes:
    """Return a picture of two that take turns."""
    return picture(kind, save_all=True, append_images=[Image.new("RGB", SIZE, "red")], duration=100)


def opened(data: bytes) -> Image.Image:
    """Return a picture as another program reads it."""
    found = Image.open(BytesIO(data))
    found.load()
    return found


JPEG = picture("JPEG")
PNG = picture("PNG")
WEBP = picture("WEBP")
