"""Files that mean harm, made here: each looks like something that may be uploaded."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

MAIN = {"word": "word/document.xml", "ppt": "ppt/presentation.xml"}
PARAGRAPH = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>A kettle.</w:t></w:r></w:p></w:body></w:document>"
)


def office(kind: str, **more: bytes) -> bytes:
    """Return an Office file of one paragraph, with more parts by name; an underscore is a slash."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MAIN[kind], PARAGRAPH)
        for name, data in more.items():
            archive.writestr(name.replace("_", "/"), data)
    return written.getvalue()


def bomb(kind: str) -> bytes:
    """Return an Office file of 60 KB that unpacks to 60 MB."""
    return office(kind, media_zeros=bytes(60_000_000))


def crowd(count: int) -> bytes:
    """Return a Word file of many empty parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(MAIN["word"], PARAGRAPH)
        for number in range(count):
            archive.writestr(f"p/{number}", b"")
    return written.getvalue()


def long_list(entries: int, comment: int = 0) -> bytes:
    """Return a zip file of nothing but its list of files, with comments so long; it says that it has one file."""
    entry = b"PK\x01\x02" + struct.pack("<4H4L5H2L", *(0,) * 8, 1, 0, comment, 0, 0, 0, 0) + b"a" + bytes(comment)
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1, 1, len(entry) * entries, 0, 0)
    return b"PK\x03\x04" + entry * entries + end


def slipping() -> bytes:
    """Return a Word file with parts that lead out of any folder in which it is unpacked."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(MAIN["word"], PARAGRAPH)
        for name in ("../../../etc/slipped", "/etc/slipped", "..\\..\\slipped"):
            archive.writestr(name, b"slipped")
    return written.getvalue()


def vast_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of some hundred bytes that claims to be vast."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(99))))
    written = b"\x89PNG\r\n\x1a\n"
    for kind, data in (*chunks, (b"IEND", b"")):
        written += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return written


def box(kind: bytes, data: bytes) -> bytes:
    """Return a box of an MP4 file."""
    return struct.pack(">I4s", len(data) + 8, kind) + data


def mp4(seconds: float = 84, more: bytes = b"") -> bytes:
    """Return an MP4 file that says how long it plays, and shows nothing."""
    movie = box(b"mvhd", bytes(12) + struct.pack(">II", 1_000, round(seconds * 1_000)) + bytes(80))
    return box(b"ftyp", b"isom\0\0\2\0isommp41") + box(b"moov", movie) + box(b"mdat", more)
