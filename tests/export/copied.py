"""What a reader copies from a PDF, where it is not what is drawn.

A piece of a page can carry the text to copy in its place (ActualText: ISO 32000-1, 14.9.4). Viewers copy that; pypdf
reads what is drawn.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader

_IN_PLACE = re.compile(rb"/ActualText\s*<([0-9A-Fa-f\s]*)>")


def texts_in_place(made: bytes) -> Iterator[str]:
    """Yield the texts that stand for pieces of the pages of a PDF."""
    for page in PdfReader(io.BytesIO(made)).pages:
        contents = page.get_contents()
        for found in _IN_PLACE.findall(contents.get_data() if contents is not None else b""):
            yield bytes.fromhex(found.decode()).decode("utf-16")
