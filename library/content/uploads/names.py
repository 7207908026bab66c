"""Names of uploaded files: ours, made of the document's own. Senders' names can hold names of people, or be paths."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from library.content.slugs import slug_of, suggested_slug
from library.model.upload import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MIDDLES: Mapping[Purpose, str] = {
    Purpose.TRANSCRIPT: "",
    Purpose.MEDIA: "",
    Purpose.PICTURE: "picture",
    Purpose.POSTER: "poster",
    Purpose.ATTACHMENT: "file",
}


def names_for(path: str, purpose: Purpose, ending: str, language: str = "") -> Iterator[str]:
    """Yield names for a file, the best first, without end.

    Args:
        path: Of the document.
        purpose: What the file is for.
        ending: With the dot.
        language: Of a transcript.
    """
    marked = f".{suggested_slug(language)}{ending}" if language else ending
    first = "-".join(filter(None, (slug_of(path), _MIDDLES[purpose])))
    yield f"{first}{marked}"
    yield from (f"{first}-{number}{marked}" for number in count(2))
