"""The text of an introduction: sections of blocks, and links to documents of this library.

A block is a paragraph or list between blank lines. It links as ``[words](slug#p3)`` to a passage, as ``[words](slug)``
to a whole document, and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from library.content.body import markdown
from library.content.body.html_outline import Outline
from library.errors import ContentError
from library.model.introduction import Block, Section
from library.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.mistakes import Mistakes
    from library.content.source import Source

LANGUAGE = "en"

# The start of a paragraph that may link to fictional documents.
SCENE = "A scene to talk about:"

# A link to a document, with its slug and anchor; and any link at all.
LINK = re.compile(r"\]\(([a-z0-9][a-z0-9-]*)(?:#(p[1-9]\d{0,5}|t=\d{1,6}|page=\d{1,5}))?\)")
_ANY_LINK = re.compile(r"\]\(([^)]*)\)|\]\[|<https?:")
_HEADING = re.compile(r"(#{1,6})\s+(.*\S)")
# Without its number as a passage: gaps in the numbers would reveal blocks that a reader may not see.
_PARAGRAPH_OR_LIST = re.compile(r'\A(<(?:p|ul|ol)) id="p1"(?=>)')

_LEVEL = "Start each heading with exactly two # characters: ##"
_LINKS_OUT = "Link to a document of this library, as [words](slug#p3). Give a work on another site its own page first."
_NO_BLOCK = "Write this as a paragraph or a list. Nothing else can be used here."


class Purpose(Enum):
    """Why something links to a document."""

    CLAIM = "claim"
    SCENE = "scene"
    START = "start"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a document, for checking.

    Attributes:
        path: The file it is in, relative to the content folder, with forward slashes.
        line: Counted from 1.
        place: Where it leads.
        purpose: What it is for.
        section: The line of the heading above it, or 0 before the first.
    """

    path: str
    line: int
    place: Place
    purpose: Purpose
    section: int = 0


class Text:
    """The text of one introduction.

    Attributes:
        sections: With the line of each heading, 0 before the first.
        links: In order.
    """

    def __init__(self, source: Source, mistakes: Mistakes, kept: dict[str, str]) -> None:
        self._mistakes = mistakes
        self._kept = kept
        self.links: list[Link] = []
        self.sections: list[tuple[int, Section]] = []
        outline = Outline()
        for line, heading, blocks in _sections(source, mistakes):
            shown = tuple(self._block(at, words, line) for at, words in blocks)
            anchor = outline.heading(2, heading).anchor if heading else ""
            if shown:
                self.sections.append((line, Section(anchor, heading, shown)))
            elif heading:
                mistakes.add(line, "Write something under this heading or delete it.")

    def _block(self, line: int, words: str, section: int) -> Block:
        is_scene = words.startswith(SCENE)
        purpose = Purpose.SCENE if is_scene else Purpose.CLAIM
        places: list[Place] = []

        def keep(match: re.Match[str]) -> str:
            name = str(Place(match[1], match[2] or ""))
            place = Place(match[1], match[2] or "", self._kept.get(name, ""))
            places.append(place)
            at = line + words.count("\n", 0, match.start())
            self.links.append(Link(self._mistakes.path, at, place, purpose, section))
            return f"](#kept-{len(places) - 1})"

        text = LINK.sub(keep, words.removeprefix(SCENE).lstrip())
        for match in _ANY_LINK.finditer(text):
            if not (match[1] or "").startswith("#kept-"):
                self._mistakes.add(line + text.count("\n", 0, match.start()), _LINKS_OUT)
        return Block(self._html(text, line), tuple(places), is_scene)

    def _html(self, text: str, line: int) -> str:
        try:
            html = markdown.render(text, LANGUAGE, line, self._mistakes.path).html
        except ContentError as error:
            self._mistakes.include(error.mistakes)
            return ""
        if not _PARAGRAPH_OR_LIST.match(html):
            self._mistakes.add(line, _NO_BLOCK)
        return _PARAGRAPH_OR_LIST.sub(r"\1", html)


def _sections(source: Source, mistakes: Mistakes) -> Iterator[tuple[int, str, list[tuple[int, str]]]]:
    """Yield the line and words of each heading with the blocks under it, starting with those before any heading."""
    at, heading, blocks = 0, "", list[tuple[int, str]]()
    for line, words in _blocks(source):
        match = _HEADING.fullmatch(words)
        if match is None:
            blocks.append((line, words))
            continue
        if match[1] != "##":
            mistakes.add(line, _LEVEL)
        if heading or blocks:
            yield at, heading, blocks
        at, heading, blocks = line, match[2], []
    if heading or blocks:
        yield at, heading, blocks


def _blocks(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each run of lines that are not blank, and the line it begins on; a heading is a separate run."""
    run: list[str] = []
    start = source.body_line
    for line, words in enumerate([*source.body.splitlines(), ""], start=source.body_line):
        alone = _HEADING.fullmatch(words.strip()) is not None
        if run and (alone or not words.strip()):
            yield start, "\n".join(run)
            run = []
        if alone:
            yield line, words.strip()
        elif words.strip():
            start = start if run else line
            run.append(words)
