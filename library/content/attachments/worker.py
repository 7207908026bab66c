"""The process that reads one attachment and ends: a file in, its words out (``library.process``).

python -m library.content.attachments.worker MEDIA_TYPE PARENT SECONDS MEGABYTES
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from library.errors import LibraryError
from library.process.child import work

if TYPE_CHECKING:
    from collections.abc import Sequence

PDF = "application/pdf"


def main() -> int:
    """Read the file that is given as standard input, and return the exit code."""
    return work(_read, LibraryError)


def _read(arguments: Sequence[str], file: BinaryIO) -> bytes:
    if arguments[0] == PDF:
        from library.content.attachments.pdf import read_pdf as read  # noqa: PLC0415 - a Word file needs no PDFium
    else:
        from library.content.attachments.word import read_word as read  # noqa: PLC0415
    return msgspec.json.encode(read(file))


if __name__ == "__main__":
    sys.exit(main())
