"""The files that a document names, and where, even if it has mistakes elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Mapping, Scalar, Sequence
from library.content.header.yaml_writer import is_text
from library.content.mistakes import Mistakes
from library.content.source import part
from library.model.upload import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.header.yaml_nodes import Node
    from library.content.header.yaml_writer import Value
    from library.content.source import Source

_PICTURE = re.compile(r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\(\s*<?(?P<name>[^\s)>\"]+)")
_CLOCK = re.compile(r"(?:(?P<hours>[0-9]{1,2}):)?(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-5][0-9])")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a document names.

    Attributes:
        name: As its author wrote it.
        purpose: What the document uses it for.
        words: The language of a transcript, the title of an attachment, or what a picture shows; may be empty.
    """

    name: str
    purpose: Purpose
    words: str = ""


def named_files(data: bytes, path: str) -> tuple[NamedFile, ...]:
    """Return the files that a document names, those of its header first; one file can be there twice.

    Args:
        data: The whole Markdown file.
        path: That it has, or would have.
    """
    source = part(data, Mistakes(path))
    return () if source is None else tuple(_named(source, path))


def mentions(data: bytes, name: str) -> bool:
    """Return whether a document may use a file of ours, however it says so: its name is somewhere in it."""
    return name.encode() in data


def header_value(data: bytes, path: str, key: str) -> Value | None:
    """Return the value of a key of a header as it is written, or ``None``."""
    source = part(data, Mistakes(path))
    pair = read_header(source, path).pairs.get(key) if source else None
    return _value(pair.node) if pair else None


def seconds_of(clock: str) -> int | None:
    """Return the seconds of a time such as ``1:24`` or ``01:02:03``, or ``None``."""
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        return None
    hours, minutes, seconds = (int(each) for each in found.groups("0"))
    return hours * 3600 + minutes * 60 + seconds


def recording_seconds(data: bytes, path: str) -> int | None:
    """Return how many seconds the recording of a document plays, as its header says, or ``None``."""
    media = header_value(data, path, "media")
    return seconds_of(str(media.get("duration", ""))) if isinstance(media, dict) else None


def _named(source: Source, path: str) -> Iterator[NamedFile]:
    header = {key: _value(pair.node) for key, pair in read_header(source, path).pairs.items()}
    for media in _groups(header.get("media")):
        yield from _file(media, "file", Purpose.MEDIA)
        yield from _file(media, "poster", Purpose.POSTER, "alt")
    for transcript in _groups(header.get("transcripts")):
        yield from _file(transcript, "file", Purpose.TRANSCRIPT, "language")
        yield from _file(transcript, "descriptions", Purpose.TRANSCRIPT, "language")
    for attachment in _groups(header.get("attachments")):
        yield from _file(attachment, "file", Purpose.ATTACHMENT, "title")
    for found in _PICTURE.finditer(source.body):
        if "//" not in found["name"]:
            yield NamedFile(found["name"], Purpose.PICTURE, found["alt"])


def _file(group: dict[str, Value], key: str, purpose: Purpose, words: str = "") -> Iterator[NamedFile]:
    name = group.get(key)
    if isinstance(name, str) and name:
        yield NamedFile(name, purpose, str(group.get(words, "")))


def _groups(value: Value | None) -> Iterator[dict[str, Value]]:
    """Yield the groups of a list, or the one that there is."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each


def _value(node: Node) -> Value:
    """Return what a node says; an empty text for what is broken."""
    if isinstance(node, Mapping):
        return {name: _value(pair.node) for name, pair in node.pairs.items()}
    if isinstance(node, Sequence):
        return [_value(each) for each in node.items]
    if not isinstance(node, Scalar):
        return ""
    is_number = node.plain and node.text.isdecimal() and not is_text(node.text)
    return int(node.text) if is_number else node.text
