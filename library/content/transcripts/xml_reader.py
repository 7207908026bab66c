"""XML from strangers, read as it comes: no entities of its own, nothing fetched, and no tree that could grow."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from library.content.transcripts.findings import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 200
_ENTITIES = "Export the transcript again. This file defines entities (<!ENTITY), which are not read."
_TOO_DEEP = f"Export the transcript again. The elements of this file are nested over {DEEPEST} deep."


def read_xml(
    data: bytes,
    start: Callable[[str, dict[str, str], int], None],
    end: Callable[[str, int], None],
    words: Callable[[str], None],
    encoding: str | None = None,
) -> None:
    """Call functions for each element and each run of words, in order.

    Args:
        data: The whole file.
        start: Takes the name and attributes of an element, without prefixes, and its line.
        end: Takes the name of an element and its line.
        words: Takes text, in pieces.
        encoding: Such as ``utf-8``; ``None`` if the first line of the file says it.

    Raises:
        ExpatError: The file is damaged. What is before the damage was read.
        Unreadable: It defines entities or is nested too deeply.
    """
    parser = expat.ParserCreate(encoding)
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unreadable(_TOO_DEEP, parser.CurrentLineNumber)
        start(_local(name), {_local(key): value for key, value in attributes.items()}, parser.CurrentLineNumber)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(name), parser.CurrentLineNumber)

    def declared(*_: object) -> None:
        raise Unreadable(_ENTITIES, parser.CurrentLineNumber)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = words
    parser.EntityDeclHandler = declared
    parser.Parse(data, False)  # what is before the end of a damaged file is read first
    parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
