"""A whole file in one field: header and text, as they are written."""

from __future__ import annotations

from library.content.form.text import ending_of, with_lines
from library.content.plain_text import lines_of, with_line_feeds


def raw_text(data: bytes) -> str | None:
    """Return a file as text with line feeds; ``None`` if a form would change it by showing it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else with_line_feeds(text)


def with_raw_text(data: bytes, text: str) -> bytes:
    """Return a file with another text; lines that did not change are as they were byte for byte.

    Args:
        data: The file; ``raw_text`` can show it.
        text: With any line ends, as browsers send them.
    """
    if with_line_feeds(text) == raw_text(data):
        return data
    lines = lines_of(data)
    return b"".join(with_lines(lines, text, (ending_of(lines[0]) if lines else b"") or b"\n"))
