"""Static files, read once and served from memory under a name that changes with their content.

There are only a few small ones, so a request never reads the disk and no path can leave the folder.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STATIC_FOLDER = Path(__file__).parent / "static"

# Said here, because what `mimetypes` answers depends on the machine.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file.

    Attributes:
        name: The file's name.
        body: Its content.
        media_type: For the header ``Content-Type``.
        fingerprint: 12 hexadecimal digits of the content's SHA-256.
    """

    name: str
    body: bytes
    media_type: str
    fingerprint: str

    @property
    def address(self) -> str:
        """Return the root-relative address that can be cached for ever."""
        return f"/static/{self.name}?v={self.fingerprint}"


Assets = dict[str, Asset]


def read_assets(folder: Path = STATIC_FOLDER) -> Assets:
    """Read every static file.

    Args:
        folder: Has files only; subfolders are not served.

    Returns:
        Name to file, sorted by name.
    """
    return {path.name: _asset(path) for path in sorted(folder.iterdir()) if path.is_file()}


def addresses(assets: Mapping[str, Asset]) -> dict[str, str]:
    """Return name to address, for templates."""
    return {name: asset.address for name, asset in assets.items()}


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    return Asset(path.name, body, MEDIA_TYPES[path.suffix], hashlib.sha256(body).hexdigest()[:12])
