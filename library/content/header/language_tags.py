"""Tags of languages (BCP 47, RFC 5646), for transcripts, which may be in any language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.content.mistakes import quoted
from library.content.nearest import fold, suggestion
from library.model.language import BY_CODE

if TYPE_CHECKING:
    from library.content.header.entry import Entry

# Language, script, region, variants; without extensions and private use, which no browser needs for captions.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3})){0,4})",
    re.IGNORECASE,
)
# Three letters (ISO 639-2 and 639-3) where BCP 47 has two.
_LONG = {"eng": "en", "cym": "cy", "wel": "cy", "gla": "gd"}
_NAMES = {fold(name): each.code for each in BY_CODE.values() for name in each.names} | _LONG


def language_tag(entry: Entry) -> str | None:
    """Read a tag such as ``cy``, ``pl`` or ``zh-Hant``, in the usual capitals."""
    scalar = entry.scalar()
    if scalar is None:
        return None
    match = _TAG.fullmatch(scalar.text)
    meant = _NAMES.get(fold(scalar.text)) or (_LONG.get(match["language"].lower()) if match else None)
    if (match and not meant) or scalar.text in BY_CODE:
        return _usual(match) if match else scalar.text
    if meant is None and _TAG.fullmatch(scalar.text.replace("_", "-")):
        meant = scalar.text.replace("_", "-")
    entry.wrong(
        f"Write the tag of the language, such as en, cy, gd, pl or zh-Hant. {quoted(scalar.text)} is none."
        f"{suggestion(meant)}"
    )
    return None


def usual_tag(text: str) -> str:
    """Return a tag in the usual capitals, such as ``zh-Hant``; empty if it is none."""
    match = _TAG.fullmatch(text)
    return _usual(match) if match else ""


def _usual(match: re.Match[str]) -> str:
    """Return a tag with the capitals that RFC 5646 recommends (section 2.1.1)."""
    script, region = (match["script"] or "").title(), (match["region"] or "").upper()
    return "-".join(filter(None, (match["language"].lower(), script, region))) + match["variants"].lower()
