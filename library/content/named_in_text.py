"""Which files a document names, if it cannot be read: whatever its bytes could mean is named."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from library.content.slugs import slug_of

if TYPE_CHECKING:
    from pathlib import Path


class WrittenText:
    """The text of a document, to find the files that it names."""

    def __init__(self, folder: Path, path: str) -> None:
        """Read the document at a path of a content folder."""
        self._start = f"{slug_of(path)}."
        self._text = _plain((folder / path).read_bytes().decode("utf-8", "ignore"))

    def names(self, path: str) -> bool:
        """Return whether the document names a file, or has it by its own name."""
        name = _plain(path.rpartition("/")[2])
        return name.startswith(self._start) or name in self._text or quote(name) in self._text


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)
