"""The process that turns one pasted text into Markdown and ends (``library.process``).

python -m library.content.markdown_writer.worker PARENT SECONDS MEGABYTES
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

from library.content.markdown_writer.writer import markdown_of
from library.errors import LibraryError
from library.process.child import work

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> int:
    """Read the HTML that is given as standard input, and return the exit code."""
    return work(_written, LibraryError)


def _written(_arguments: Sequence[str], file: BinaryIO) -> bytes:
    return markdown_of(file.read().decode(), {}).markdown.encode()


if __name__ == "__main__":
    sys.exit(main())
