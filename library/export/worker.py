"""The process that writes one file and ends: a finished workshop in, bytes out (``library.process``).

python -m library.export.worker NAME PARENT SECONDS MEGABYTES
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from library.errors import ExportFailed
from library.export.typography import typeset_all
from library.export.writers import WRITERS
from library.process.child import work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from library.model.workshop import Report, Workshop


def main() -> int:
    """Write the file that the command line names, and return the exit code."""
    return work(_written, ExportFailed)


def _written(arguments: Sequence[str], message: BinaryIO) -> bytes:
    """Return a file, given a key of ``WRITERS`` and its content, from ``encoded``."""
    writer = WRITERS[arguments[0]]
    return writer.write(typeset_all(decoded(message.read(), writer.made_of)))


def encoded(made: Workshop | Report) -> bytes:
    """Return a workshop or a report as a message for a worker."""
    return msgspec.json.encode(made, enc_hook=str)


def decoded(message: bytes, made_of: type[Workshop | Report]) -> Workshop | Report:
    """Return the content of a message."""
    return msgspec.json.decode(message, type=made_of, dec_hook=_path)


def _path(kind: type, text: str) -> Path:
    del kind
    return Path(text)


if __name__ == "__main__":
    sys.exit(main())
