"""The header of a file as a tree, read key by key if its YAML is broken."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from library.content.header.yaml_nodes import Broken, Mapping, Pair, twice
from library.content.header.yaml_tree import parse
from library.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.source import Source

# Our headers have one key on each line, so a line at the left margin starts a key, unless it is an item of a list,
# closes a bracket or is a comment.
_KEY_STARTS = re.compile(r"^(?=[^\s#\-\]})])", re.MULTILINE)
_KEY = re.compile(r"[\"']?([\w-]+)[\"']?[ \t]*:")
# A key with a value on its line, and below it a line that looks like a key but is indented.
_ONE_VALUE = re.compile(r"[\"']?[\w-]+[\"']?[ \t]*:[ \t]+[^\s#\[{|>]")
_INDENTED_KEY = re.compile(r"^[ ]+([\w-]+)[ \t]*:(?=\s)", re.MULTILINE)
# A key that its author has not accepted yet.
_SUGGESTED = re.compile(r"^#[ ]?([\w-]+)[ \t]*:(?=\s|\Z)", re.MULTILINE)
_INDENTED = (
    "Start this line at the left margin if it is a key. "
    "If it belongs to the value above, put quotation marks around the whole value."
)


def read_header(source: Source, path: str) -> Mapping:
    """Read as much of the header as is valid YAML.

    The most frequent mistake is a colon in a title, which breaks the YAML of the whole header. Reading key by key then
    finds the line better than the parser can, and reads the other keys, so that their mistakes are reported too.

    Args:
        source: The file.
        path: The file's path, for mistakes.

    Returns:
        Every key; one that cannot be read is a ``Broken``, and a line that is not a key is a stray.
    """
    try:
        mapping = parse(source.header, source.header_line, path)
    except ContentError as error:
        mapping = _key_by_key(source, path, error)
    return replace(mapping, suggested=_with_lines(_SUGGESTED, source.header, source.header_line))


def _key_by_key(source: Source, path: str, error: ContentError) -> Mapping:
    pairs: dict[str, Pair] = {}
    strays: list[Broken] = []
    misplaced: dict[str, int] = {}
    for line, text in _blocks(source):
        block = _read_block(text, line, path)
        strays.extend(block.strays)
        misplaced |= block.misplaced
        for name, pair in block.pairs.items():
            pairs[name] = twice(name, pairs[name], pair) if name in pairs else pair
    mapping = Mapping(pairs, tuple(strays), source.header_line, misplaced)
    return mapping if _holds_broken(mapping) else _with_stray(mapping, _broken(error))


def _blocks(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each key with all its lines, and the number of its first line."""
    line = source.header_line
    for text in _KEY_STARTS.split(source.header):
        yield line, text
        line += text.count("\n")


def _read_block(text: str, line: int, path: str) -> Mapping:
    try:
        return parse(text, line, path)
    except ContentError as error:
        broken, key = _broken(error), _KEY.match(text)
        if key is None:
            return Mapping({}, (broken,), line)
        misplaced = _misplaced(text, line)
        if broken.line in misplaced.values():
            broken = Broken(broken.line, _INDENTED)
        return Mapping({key[1]: Pair(line, broken)}, (), line, misplaced)


def _misplaced(text: str, line: int) -> dict[str, int]:
    """Return words that may be keys but are indented below a key that has a value, with their lines."""
    if not _ONE_VALUE.match(text):
        return {}
    return _with_lines(_INDENTED_KEY, text, line)


def _with_lines(key: re.Pattern[str], text: str, line: int) -> dict[str, int]:
    return {found[1]: line + text.count("\n", 0, found.start()) for found in key.finditer(text)}


def _broken(error: ContentError) -> Broken:
    mistake = error.mistakes[0]
    return Broken(mistake.line, mistake.sentence)


def _holds_broken(mapping: Mapping) -> bool:
    return bool(mapping.strays) or any(isinstance(pair.node, Broken) for pair in mapping.pairs.values())


def _with_stray(mapping: Mapping, stray: Broken) -> Mapping:
    return replace(mapping, strays=(*mapping.strays, stray))
