"""The keys of a header that name a new file, and the line of a text that shows a new picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.uploads.named import header_value, seconds_of
from library.model.upload import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.content.header.yaml_writer import Value


# What a new film replaces of the old one; its poster stays.
_OF_FILE = frozenset({"file", "duration"})


def header_changes(
    data: bytes, path: str, purpose: Purpose, name: str, details: Mapping[str, str], seconds: int | None
) -> dict[str, Value]:
    """Return the changes of a header that let a document use a file; none for a picture of its text.

    Args:
        data: The whole Markdown file.
        path: That it has, or would have.
        purpose: What the file is for.
        name: Of the file.
        details: What its sender entered, by field.
        seconds: How long a recording plays, if its file says so.
    """
    if purpose is Purpose.TRANSCRIPT:
        new: dict[str, Value] = {"language": details["language"], "file": name}
        return {"transcripts": _with_transcript(_list(data, path, "transcripts"), new)}
    if purpose is Purpose.ATTACHMENT:
        return {"attachments": [*_list(data, path, "attachments"), {"file": name, "title": details["title"]}]}
    if purpose is Purpose.PICTURE:
        return {}
    media = header_value(data, path, "media")
    now: dict[str, Value] = dict(media) if isinstance(media, dict) else {}
    if purpose is Purpose.POSTER:
        return {"media": now | {"poster": name, "alt": details["alt"]}}
    plays = seconds if seconds is not None else seconds_of(details.get("duration", ""))
    duration = {} if plays is None else {"duration": clock_of(plays)}
    return {"media": {"file": name} | {key: each for key, each in now.items() if key not in _OF_FILE} | duration}


def clock_of(seconds: int) -> str:
    """Return seconds as a header has them, such as ``00:01:24``."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def picture_line(name: str, alt: str) -> str:
    """Return the Markdown that shows a picture; a picture without description only decorates."""
    words = " ".join(alt.split()).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return f"![{words}]({name})" if words else f'![]({name} "decorative")'


def with_line(data: bytes, line: str) -> bytes:
    """Return a document with a line of its own at the end of its text."""
    ending = b"\r\n" if data.partition(b"\n")[0].endswith(b"\r") else b"\n"
    return data.rstrip() + ending * 2 + line.encode() + ending


def _list(data: bytes, path: str, key: str) -> list[Value]:
    value = header_value(data, path, key)
    return list(value) if isinstance(value, list) else []


def _with_transcript(before: list[Value], new: dict[str, Value]) -> list[Value]:
    """Return transcripts with a new one, in place of one in the same language."""
    languages = [each.get("language") if isinstance(each, dict) else None for each in before]
    if new["language"] not in languages:
        return [*before, new]
    at = languages.index(new["language"])
    old = before[at]
    return [*before[:at], (old if isinstance(old, dict) else {}) | new, *before[at + 1 :]]
