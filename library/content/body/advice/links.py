"""The links in a text, with their lines, and references that nothing defines."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.body.advice.text import BodyText

# Each with a limit of length, so that no text takes long to read.
_LABEL = r"\[([^\[\]\n]{1,200})\]"
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,500}\]\(")
_LINK = re.compile(
    r"\]\(\s{0,3}(?:<([^<>\n]{1,500})>|([^\s<>()]{1,500}))"
    rf"|^ {{0,3}}{_LABEL}: {{0,3}}<?([^\s<>]{{1,500}})"
    r"|<a\s[^<>]{0,300}?href\s{0,3}=\s{0,3}[\"']?([^\s\"'<>]{1,500})",
    re.MULTILINE | re.IGNORECASE,
)
_DEFINED = re.compile(rf"^ {{0,3}}{_LABEL}:", re.MULTILINE)
_REFERENCE = re.compile(rf"\]{_LABEL}(?![(:])|(?<![!\]])\[(\^[^\[\]\n]{{1,200}})\](?![(:])")

_UNDEFINED = (
    "Add a line “[{label}]: …” with the address, or write [words](address). Without it, readers see the brackets."
)
_NO_NOTE = "Add a line “[{label}]: …” with the footnote. Without it, readers see the brackets."


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link as its author wrote it.

    Attributes:
        line: In the file, counted from 1.
        href: Its address, not checked.
    """

    line: int
    href: str


def links_in(text: BodyText) -> Iterator[WrittenLink]:
    """Yield every link of a text; those of pictures are none."""
    pictures = {match.end() for match in _PICTURE.finditer(text.prose)}
    for match in _LINK.finditer(text.prose):
        angled, bare, label, defined, attribute = match.groups("")
        href = angled or bare or defined or attribute
        if label.startswith("^") or match.start() + 2 in pictures:
            continue
        yield WrittenLink(text.line_at(match.start()), html.unescape(href))


def reference_advice(text: BodyText) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each reference to a link or footnote that is not defined."""
    defined = {" ".join(match[1].lower().split()) for match in _DEFINED.finditer(text.prose)}
    for match in _REFERENCE.finditer(text.prose):
        label = match[1] or match[2]
        if " ".join(label.lower().split()) not in defined:
            sentence = _NO_NOTE if label.startswith("^") else _UNDEFINED
            yield text.line_at(match.start()), sentence.format(label=label)
