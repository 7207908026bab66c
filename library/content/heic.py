"""The process that decodes one HEIC picture, as iPhones take them, and ends (``library.process``).

Its decoder (libheif with libde265) is larger and younger than those for other pictures, so it never runs in the process
that publishes. A photograph of 12 million pixels takes 1 second and 120 MB.

    python -m library.content.heic PIXELS SIDE PARENT SECONDS MEGABYTES
"""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import pi_heif

from library.process.child import work

if TYPE_CHECKING:
    from collections.abc import Sequence


class TooManyPixels(ValueError):
    """A picture has more pixels than may be decoded."""


def main() -> int:
    """Decode the picture that is given as standard input, and return the exit code."""
    return work(_decoded, TooManyPixels)


def _decoded(arguments: Sequence[str], file: BinaryIO) -> bytes:
    """Return the main picture as a PNG, as upright as its camera says, no larger than asked for."""
    pixels, side = map(int, arguments)
    opened = pi_heif.open_heif(BytesIO(file.read()), convert_hdr_to_8bit=True)
    found = opened[opened.primary_index]
    width, height = found.size
    if width * height > pixels:
        raise TooManyPixels
    picture, written = found.to_pillow(), BytesIO()
    picture.thumbnail((side, side), reducing_gap=2.0)
    picture.info.clear()
    picture.save(written, "PNG", compress_level=1)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
