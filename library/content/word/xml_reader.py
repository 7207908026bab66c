"""XML of a Word file → a tree; no entities, no document types, within limits of depth and number."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from library.content.word.archive import UnusableWordFile, damaged
from library.content.word.names import STRICT

if TYPE_CHECKING:
    from collections.abc import Iterable

# A book of 500 pages has about 200,000 elements.
MOST_ELEMENTS = 800_000
# Mammoth uses up to seven calls a level. Tables inside tables take five levels each.
DEEPEST = 110

_TOO_MUCH = "Split this file into two. It has too many parts, or tables that are too deep inside each other."


def read_xml(data: bytes) -> Element:
    """Return the root of an XML file.

    Args:
        data: In any encoding that XML may have.

    Raises:
        UnusableWordFile: It is not well formed, has a document type, or exceeds a limit.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
        return reader.root()
    except (expat.ExpatError, LookupError, AssertionError, ValueError) as error:
        if isinstance(error, UnusableWordFile):
            raise
        raise damaged() from error


def write_xml(root: Element) -> bytes:
    """Return a tree as XML in UTF-8."""
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        # A document type is where entities are declared; no program writes one into a Word file.
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.ordered_attributes = True
        self._builder = TreeBuilder()
        self._depth = self._count = 0

    def root(self) -> Element:
        return self._builder.close()

    def _start(self, name: str, attributes: Iterable[str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise UnusableWordFile(_TOO_MUCH)
        pairs = iter(attributes)
        self._builder.start(_name(name), {_name(key): value for key, value in zip(pairs, pairs, strict=True)})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(_name(name))

    def _words(self, data: str) -> None:
        self._builder.data(data)

    def _refuse(self, *_: object) -> None:
        raise damaged()


def _name(name: str) -> str:
    """Return a name as ``xml.etree`` writes it, in the usual namespace."""
    space, _, bare = name.rpartition("}")
    return f"{{{STRICT.get(space, space)}}}{bare}" if space else bare
