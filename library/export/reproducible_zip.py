"""Office files are zip files; these are made so that the same content gives the same bytes.

Libraries give each part the current time. Here every part has the earliest time that a zip file can hold.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)

# Already compressed: doing it again costs time and saves nothing.
PACKED = {".mp4", ".m4a", ".mp3", ".webm", ".ogg", ".jpg", ".jpeg", ".png"}

# The program that wrote the file, instead of the one that a template names.
ABOUT = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Commonplace</Application></Properties>"
)


def reproducible_zip(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """Return a zip file with the same parts in the same order, without the time it was made.

    Args:
        data: An office file.
        changes: Name of a part to a function from its old bytes to its new ones; unknown names are ignored.
    """
    changes = {"docProps/app.xml": lambda _: ABOUT, **(changes or {})}
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            info = ZipInfo(name, FIRST_MOMENT)
            info.compress_type = ZIP_STORED if PurePosixPath(name).suffix.lower() in PACKED else ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, changes[name](part) if name in changes else part)
    return made.getvalue()
