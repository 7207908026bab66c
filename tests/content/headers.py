"""Headers of many files, and how another reader of YAML reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from library.content.mistakes import Mistakes
from library.content.source import Source, part

CONTENT = Path(__file__).parents[2] / "content"


def pages(*folders: Path) -> Iterator[bytes]:
    """Yield every Markdown file in folders, in order."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".md", ".markdown"}:
                yield path.read_bytes()


def source_of(data: bytes) -> Source | None:
    """Return a file in two parts; ``None`` if it has no header."""
    return part(data, Mistakes("a.md"))


def by_ruamel(data: bytes) -> dict[str, Any] | None:
    """Return the values of a header as ruamel.yaml reads them; ``None`` if it cannot."""
    source = source_of(data)
    if source is None:
        return None
    try:
        read = YAML(typ="safe", pure=True).load(source.header)
    except (YAMLError, ValueError):
        return None
    return read if isinstance(read, dict) else {}


def is_on_lines_of(key: str, before: dict[str, Any], data: bytes, after: bytes) -> bool:
    """Return whether all that differs between two files is on the lines of one key, by a search of our own.

    Args:
        key: The one that changed.
        before: Every key and value of the first file; if this has no such key, lines were only added.
        data: The first file.
        after: The second.
    """
    if key not in before:
        start = next((at for at, (was, now) in enumerate(zip(data, after, strict=False)) if was != now), len(data))
        return after.endswith(data[start:]) and len(after) >= len(data)
    lines = re.finditer(rb"^(?:[\"']?([\w-]+)[\"']?[ \t]*:|---)", data, re.MULTILINE)
    names = [(found.start(), (found[1] or b"---").decode()) for found in lines]
    first = next(at for at, (_, name) in enumerate(names) if name == key)
    end = next(place for place, name in names[first + 1 :] if name in before or name == "---")
    return after.startswith(data[: names[first][0]]) and after.endswith(data[end:])
