"""HEIC files as phones write them: boxes around one tiny picture, half dark and half light, that was coded once."""

from __future__ import annotations

import struct
from base64 import b64decode

SIZE = (128, 64)
CAMERA = b"Kitchen-table phone"
_CODED = b64decode("AAAAHSgBrx2A98+A//X06H7Hg1a7HU6D0uDfiH43jGq+")
_SETTINGS = b64decode(
    "AQFgAAAAkAAAAAAAHvAA/P34+AAADwOgAAEAGEABDAH//wFgAAADAJAAAAMAAAMAHpWYCaEAAQAoQgEBAWAAAAMAkAAAAwAAAwAe"
    "oBAgQWWVmkkyuaAgAAADACAAAAMDIaIAAQAHRAHBcrQiQA=="
)


def heic(*, size: tuple[int, int] = SIZE, turned: bool = False, exif: bytes = b"") -> bytes:
    """Return a file.

    Args:
        size: What it says its size is.
        turned: Whether it says that its camera was turned by a quarter.
        exif: What its camera notes.
    """
    parts = [_box(b"hvcC", _SETTINGS), _full(b"ispe", struct.pack(">II", *size))]
    parts += [_box(b"irot", b"\x01")] if turned else []
    used = bytes(0x81 if number == 1 else number for number in range(1, len(parts) + 1))
    properties = _box(b"iprp", _box(b"ipco", *parts), _full(b"ipma", struct.pack(">IHB", 1, 1, len(parts)), used))
    items = [_full(b"infe", struct.pack(">HH", 1, 0), b"hvc1\0", version=2)]
    items += [_full(b"infe", struct.pack(">HH", 2, 0), b"Exif\0", version=2)] if exif else []
    names = _full(b"iinf", struct.pack(">H", len(items)), *items)
    about = _full(b"iref", _box(b"cdsc", struct.pack(">HHH", 2, 1, 1))) if exif else b""
    kind = _box(b"ftyp", b"heic", bytes(4), b"mif1", b"heic")

    def described(start: int) -> bytes:
        places = [struct.pack(">HHHII", 1, 0, 1, start, len(_CODED))]
        places += [struct.pack(">HHHII", 2, 0, 1, start + len(_CODED), len(exif))] if exif else []
        where = _full(b"iloc", b"\x44\0", struct.pack(">H", len(places)), *places)
        picture = _full(b"hdlr", bytes(4), b"pict", bytes(13))
        return _full(b"meta", picture, _full(b"pitm", struct.pack(">H", 1)), where, names, about, properties)

    start = len(kind) + len(described(0)) + 8
    return kind + described(start) + _box(b"mdat", _CODED, exif)


def _box(name: bytes, *content: bytes) -> bytes:
    whole = b"".join(content)
    return struct.pack(">I", 8 + len(whole)) + name + whole


def _full(name: bytes, *content: bytes, version: int = 0) -> bytes:
    return _box(name, struct.pack(">I", version << 24), *content)
