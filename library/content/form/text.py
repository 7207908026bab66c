"""The text below the header, as a form shows it, and new text in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.plain_text import lines_of, with_line_feeds

if TYPE_CHECKING:
    from library.content.source import Source


def text_of(source: Source) -> str | None:
    """Return the text as it is written, with line feeds; ``None`` if a form would change it by showing it."""
    try:
        text = b"".join(lines_of(source.data)[source.body_line - 1 :]).decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else with_line_feeds(text)


def with_text(source: Source, text: str) -> bytes:
    """Return a file with another text below its header.

    Args:
        source: The file; ``text_of`` can show its text.
        text: With any line ends, as browsers send them.

    Returns:
        The whole file. Lines before the first that differs, and after the last, are as they were byte for byte. New
        lines end as the file's first line does.
    """
    lines = lines_of(source.data)
    head, old = lines[: source.body_line - 1], lines[source.body_line - 1 :]
    if with_line_feeds(text) == text_of(source):
        return source.data
    ending = ending_of(lines[0])
    if not head[-1].endswith((b"\r", b"\n")):
        head[-1] += ending
    return b"".join([*head, *with_lines(old, text, ending)])


def ending_of(line: bytes) -> bytes:
    """Return the line end of a line; empty if it has none."""
    return line[len(line.rstrip(b"\r\n")) :]


def with_lines(old: list[bytes], text: str, ending: bytes) -> list[bytes]:
    """Return the lines of a text: those before the first that differs, and after the last, as they were.

    Args:
        old: The lines as they were, each with its end.
        text: With any line ends.
        ending: Of new lines.
    """
    new = lines_of(with_line_feeds(text).encode())
    before = _alike(old, new)
    after = _alike(old[before:][::-1], new[before:][::-1])
    changed = [line.rstrip(b"\n") + ending for line in new[before : len(new) - after]]
    return [*old[:before], *changed, *old[len(old) - after :]]


def _alike(old: list[bytes], new: list[bytes]) -> int:
    """Return how many lines at the beginning are the same but for the way they end."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one.rstrip(b"\r\n") != other.rstrip(b"\n") or one.endswith((b"\r", b"\n")) != other.endswith(b"\n"):
            break
        count += 1
    return count
