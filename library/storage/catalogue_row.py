"""What the catalogue holds of one file, apart from its text."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import msgspec

from library.model.document import Status
from library.model.permission import Permission

# Stamps that no file has, so that the next publish reads the file again.
NO_STAMPS = b"[]"


class Row(NamedTuple):
    """What the catalogue holds of one file, apart from its text.

    Attributes:
        id: The catalogue's integer.
        slug: The slug.
        path: The file.
        sha256: Of the document.
        status: As served.
        until: As served.
        translation_of: As served.
        permission: As given to ``put``.
        stamps: As given to ``put``.
        links: As given to ``put``.
    """

    id: int
    slug: str
    path: str
    sha256: str
    status: str
    until: date | None
    translation_of: str
    permission: bytes
    stamps: bytes
    links: bytes

    @property
    def is_published(self) -> bool:
        """Return whether any reader may see it."""
        return self.status == Status.PUBLISHED

    @property
    def is_hidden_until_read(self) -> bool:
        """Return whether a publish hid it and no publish has read its file since."""
        return not self.is_published and self.stamps == NO_STAMPS

    @property
    def agreed(self) -> Permission:
        """Return what its file and its originals' files permit, regardless of the day."""
        return msgspec.json.decode(self.permission, type=Permission)

    @property
    def ended(self) -> date | None:
        """Return its last day if it was taken down for that reason, otherwise ``None``."""
        withdrawn = self.status == Status.WITHDRAWN and self.until is not None
        return self.until if withdrawn and self.agreed.status is Status.PUBLISHED else None
