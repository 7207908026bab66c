"""The words of attachments, stored by content, so that publishing an unchanged file reads it only once.

They are a copy of what a document discloses, so they leave the disk with it, as its files do.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from library.model.attachment_text import AttachmentText

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


class TextStore:
    """A folder of texts, each named by the SHA-256 of its file and by the version of the rules that read it."""

    def __init__(self, folder: Path) -> None:
        """Store the path of the folder; the first ``keep`` creates it."""
        self._folder = folder

    def get(self, sha256: str, version: str) -> AttachmentText | None:
        """Return what was read of a file, or ``None`` if that is not stored or is damaged."""
        try:
            return msgspec.json.decode(self._path(sha256, version).read_bytes(), type=AttachmentText)
        except (OSError, msgspec.MsgspecError):
            return None

    def keep(self, sha256: str, version: str, text: AttachmentText) -> None:
        """Store what was read of a file; without space on the disk, it is read again next time."""
        path = self._path(sha256, version)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".new")
            beside.write_bytes(msgspec.json.encode(text))
            beside.replace(path)

    def delete_all_but(self, wanted: Collection[str]) -> None:
        """Delete every text that is not wanted, and the remains of interrupted ones.

        Args:
            wanted: SHA-256 of the files whose texts to keep.
        """
        for path in self._folder.glob("*"):
            if path.suffix == ".new" or path.name.partition("-")[0] not in wanted:
                path.unlink(missing_ok=True)

    def _path(self, sha256: str, version: str) -> Path:
        return self._folder / f"{sha256}-{version}"
