"""A zip file written piece by piece, so that it takes no more memory for a film than for a page.

The same files give the same bytes: no time, no owner, and each file is compressed in the same way. Sizes and checksums
are after each file, because they are not known before.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from library.export.reproducible_zip import FIRST_MOMENT, PACKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = 1 << 16  # bytes, below which pieces are put together


@dataclass(frozen=True, slots=True)
class ZippedFile:
    """A file to put into a zip file.

    Attributes:
        name: With forward slashes.
        size: Bytes; no more are written.
        pieces: Its bytes.
    """

    name: str
    size: int
    pieces: Iterable[bytes]


class _Written:
    """What a ``ZipFile`` has written and nobody has fetched yet; cannot seek, so nothing is written twice."""

    def __init__(self) -> None:
        self._pieces = bytearray()

    def write(self, data: bytes) -> int:
        self._pieces += data
        return len(data)

    def flush(self) -> None:
        """Do nothing: it is fetched."""

    def fetch(self, at_least: int = 1) -> Iterator[bytes]:
        """Yield what there is, if it is enough."""
        if len(self._pieces) >= at_least:
            yield bytes(self._pieces)
            self._pieces.clear()


def zip_stream(files: Iterable[ZippedFile]) -> Iterator[bytes]:
    """Yield a zip file with these files, in their order.

    Args:
        files: Asked for one after another, each read before the next.
    """
    written = _Written()
    with ZipFile(written, "w") as made:  # type: ignore[call-overload]  # write and flush are all that it needs
        for file in files:
            with made.open(_info(file), "w") as opened:
                for piece in _at_most(file.size, file.pieces):
                    opened.write(piece)
                    yield from written.fetch(_PIECE)
    yield from written.fetch()


def _info(file: ZippedFile) -> ZipInfo:
    info = ZipInfo(file.name, FIRST_MOMENT)
    info.compress_type = ZIP_STORED if PurePosixPath(file.name).suffix.lower() in PACKED else ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    info.file_size = file.size
    return info


def _at_most(size: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece[:size]
        size -= len(piece[:size])
