"""How long an MP4 or M4A file plays: the header of its movie (ISO/IEC 14496-12, ``moov/mvhd``)."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

# More boxes than this at one level are no recording.
MOST_BOXES = 10_000
_HEADER = struct.Struct(">I4s")
_LONG = struct.Struct(">Q")
# Of ``mvhd`` in its two versions: units in a second, and units. The times before them are skipped.
_OLD, _NEW = struct.Struct(">8xII"), struct.Struct(">16xIQ")


def mp4_seconds(file: BinaryIO) -> int | None:
    """Return how many seconds a recording plays, at least 1; ``None`` if its header does not say.

    Args:
        file: A file in which any place can be read.
    """
    end = file.seek(0, os.SEEK_END)
    for kind, start, after in _boxes(file, 0, end):
        if kind == b"moov":
            return next((_seconds(file, at) for inner, at, _ in _boxes(file, start, after) if inner == b"mvhd"), None)
    return None


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each box, where its content starts, and where it ends."""
    for _ in range(MOST_BOXES):
        file.seek(at)
        header = file.read(_HEADER.size)
        if len(header) < _HEADER.size:
            return
        size, kind = _HEADER.unpack(header)
        start = at + _HEADER.size
        if size == 1:
            size, start = _long_size(file), start + _LONG.size
        after = at + size if size else end
        if after < start or after > end:
            return
        yield kind, start, after
        at = after


def _long_size(file: BinaryIO) -> int:
    data = file.read(_LONG.size)
    return int(_LONG.unpack(data)[0]) if len(data) == _LONG.size else -1


def _seconds(file: BinaryIO, start: int) -> int | None:
    file.seek(start)
    version = file.read(4)[:1]
    shape = _NEW if version == b"\x01" else _OLD
    data = file.read(shape.size)
    if len(data) < shape.size:
        return None
    units, count = shape.unpack(data)
    return max(1, round(count / units)) if units and count else None
