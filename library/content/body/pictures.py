"""The pictures of a body: read from the document's folder when the text shows them, or reported.

An author describes each picture, ``![A gate that hangs open](gate.jpg "The gate in May")``, or says that it only
decorates: ``![](rule.png "decorative")``. Nothing is loaded from another website: of a picture there, readers get the
description, as a link.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote

from library.content.body.html_attributes import address, leaves_the_site
from library.content.header.entry import Entry
from library.content.header.named_files import named_picture
from library.content.header.yaml_nodes import Scalar
from library.content.mistakes import quoted
from library.model.document import TextPicture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.content.header.entry import Reading

# More would make a page too heavy for a phone.
MOST = 30

DECORATIVE = "decorative"

# A scheme has at least two letters: one letter is a drive of Windows, so the author means a file.
_ELSEWHERE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")
# What programs and templates write in place of a description.
_NO_DESCRIPTIONS = frozenset({"alt", "alt text", "decorative", "image", "img", "photo", "photograph", "picture"})

_EXAMPLE = "such as ![Two people at a table](table.jpg)"
_NO_ALT = (
    f"Say between the brackets what the picture shows, {_EXAMPLE}. "
    f'If it only decorates, write: ![](table.jpg "{DECORATIVE}")'
)
_TOO_MANY = f"Use fewer pictures. A document can have at most {MOST}."
_ON_ANOTHER_SITE = (
    "This picture is on another website, so readers get its description as a link. "
    "To show it, save it beside this document and write its file name."
)
_SAYS_NOTHING = (
    "This picture is on another website and has no description, so readers get nothing. "
    "To show it, save it beside this document and write its file name."
)
_NO_FILE = (
    "This picture is not a file, so readers get only its description. "
    "To show it, save it beside this document and write its file name."
)
_CAPTION_IN_LINE = "This picture is within a text, so its caption is not shown. Put the picture on its own line."


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as a body has it.

    Attributes:
        alt: What it shows; empty if it only decorates.
        caption: May be empty.
        file: Of ``TextPicture.file``, as an address beside the document; empty for one that is not shown.
        width: Pixels.
        height: Pixels.
        link: The address of a picture on another website, or empty.
    """

    alt: str
    caption: str = ""
    file: str = ""
    width: int = 0
    height: int = 0
    link: str = ""


class Pictures(Protocol):
    """What a body shows for its pictures."""

    def shown(self, attributes: Mapping[str, str], *, alone: bool) -> ShownPicture:
        """Return what to show for a picture.

        Args:
            attributes: Of ``img``.
            alone: Whether it is on a line of its own, so that it can have a caption.
        """
        ...


class UnreadPictures:
    """Shows pictures without reading them: for the passages of a body, not for readers."""

    def shown(self, attributes: Mapping[str, str], *, alone: bool) -> ShownPicture:
        """Return the words of a picture, and a file if it is not on another website; see ``Pictures``."""
        source, alt = attributes.get("src", "").strip(), " ".join(attributes.get("alt", "").split())
        caption = " ".join(attributes.get("title", "").split()) if alone and alt else ""
        return ShownPicture(alt) if _ELSEWHERE.match(source) else ShownPicture(alt, caption, source or "unnamed")


@dataclass(slots=True)
class BodyPictures:
    """Reads the pictures of one body.

    Attributes:
        text: The body.
        first_line: The line of the file on which it begins, counted from 1.
        reading: The file; mistakes and advice go to it.
    """

    text: str
    first_line: int
    reading: Reading
    _files: dict[str, tuple[TextPicture, int, int] | None] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)

    @property
    def found(self) -> tuple[TextPicture, ...]:
        """Return the pictures that the body shows, each once."""
        return tuple(found[0] for found in self._files.values() if found)

    def shown(self, attributes: Mapping[str, str], *, alone: bool) -> ShownPicture:
        """Return what to show for a picture; mistakes and advice about it are reported.

        Args:
            attributes: Of ``img``.
            alone: Whether it is on a line of its own, so that it can have a caption.
        """
        source, alt = attributes.get("src", "").strip(), " ".join(attributes.get("alt", "").split())
        caption = " ".join(attributes.get("title", "").split())
        self._seen[source] += 1
        if _ELSEWHERE.match(source):
            return self._elsewhere(source, alt)
        decorates = not alt and caption.casefold() == DECORATIVE
        caption = "" if decorates else caption
        self._check_words(source, alt, caption, alone=alone, decorates=decorates)
        found = self._file(source)
        if found is None:
            return ShownPicture(alt)
        picture, width, height = found
        return ShownPicture(alt, caption if alone else "", quote(picture.file.name), width, height)

    def _elsewhere(self, source: str, alt: str) -> ShownPicture:
        link = address(f"https:{source}" if source.startswith("//") else source) or ""
        if not leaves_the_site(link):
            self._advise(source, _NO_FILE)
            return ShownPicture(alt)
        self._advise(source, _ON_ANOTHER_SITE if alt else _SAYS_NOTHING)
        return ShownPicture(alt, link=link)

    def _check_words(self, source: str, alt: str, caption: str, *, alone: bool, decorates: bool) -> None:
        if not alt and not decorates:
            self._wrong(source, _NO_ALT)
        elif _describes_nothing(alt, PurePosixPath(unquote(source))):
            self._wrong(source, f"{quoted(alt)} does not say what the picture shows. {_NO_ALT}")
        if caption and not alone:
            self._advise(source, _CAPTION_IN_LINE)

    def _file(self, source: str) -> tuple[TextPicture, int, int] | None:
        """Return a picture of the document's folder with its width and height, or report why not."""
        name = unquote(source)
        if name in self._files:
            return self._files[name]
        if len(self._files) >= MOST:
            self._wrong(source, _TOO_MANY)
            return None
        entry = Entry("picture", Scalar(name, self._line(source), plain=False, cut=False), self.reading)
        self._files[name] = None
        if sizes := named_picture(entry):
            (file, drawn), *smaller = sizes
            picture = TextPicture(file, smaller[0][0] if smaller else None)
            self._files[name] = (picture, drawn.width, drawn.height)
        return self._files[name]

    def _wrong(self, source: str, sentence: str) -> None:
        if not self.reading.mistakes.full:
            self.reading.mistakes.add(self._line(source), f"picture: {sentence}")

    def _advise(self, source: str, sentence: str) -> None:
        if not self.reading.mistakes.has_enough_advice:
            self.reading.mistakes.advise(self._line(source), sentence)

    def _line(self, source: str) -> int:
        """Return the line of the file on which the text names a source, for as many times as it has been read."""
        places = re.finditer(rf"(?<![\w./%-]){re.escape(source)}" if source else r"\]\(\s*\)", self.text)
        last = deque(islice(places, self._seen[source]), 1)
        return self.first_line + (self.text.count("\n", 0, last[0].start()) if last else 0)


def _describes_nothing(alt: str, file: PurePosixPath) -> bool:
    """Return whether a description is a placeholder, or the name of the file."""
    is_name = alt == file.name or (alt == file.stem and re.search(r"[0-9_]", alt) is not None)
    return is_name or alt.casefold() in _NO_DESCRIPTIONS
