"""Files in the folders of documents that no document uses, so that readers do not get them."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from library.content.folder import companions
from library.errors import Advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ATTACHED = "Name it in a document, as attachments: [{file: …, title: …}], or move it out of this folder."
_WRITTEN = {
    ".docx": "Import it with library import, name it under attachments, or move it out of this folder.",
    ".pdf": _ATTACHED,
    ".pptx": _ATTACHED,
    ".txt": "If it is a document, rename it so that it ends in .md. If not, move it out of this folder.",
}
_TO_SHOW = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".svg", ".tif", ".tiff", ".bmp"})
_TO_HEAR = frozenset({".mp4", ".m4a", ".webm", ".mp3", ".ogg", ".mov", ".wav", ".vtt", ".srt"})
_TO_READ = frozenset({".doc", ".odt", ".rtf", ".xlsx"})
_NAMED = "Name it in a document or move it out of this folder."


def unused_file_advice(folder: Path, used: Iterable[str]) -> Iterator[Advice]:
    """Yield advice on each file that looks as if readers should get it, and is used by nothing.

    Args:
        folder: The content folder.
        used: The paths of all files that documents name, relative to the folder.
    """
    known = {_composed(path) for path in used}
    for path in companions(folder):
        ending = PurePosixPath(path).suffix.lower()
        if (ending in _WRITTEN or ending in _TO_SHOW | _TO_HEAR | _TO_READ) and _composed(path) not in known:
            yield Advice(path, 1, f"Readers do not get this file. {_WRITTEN.get(ending, _NAMED)}")


def _composed(path: str) -> str:
    """Return a path with its accents in one part, as some computers store them."""
    return unicodedata.normalize("NFC", path)
