"""Words and addresses for text files: line by line, without invisible characters."""

from __future__ import annotations

import re

from library.export.xml_text import one_line, paragraphs

# A web address without spaces or characters that end a link in Markdown or a quoted attribute.
WEB = re.compile(r"https?://[^\s<>\"`\\\x00-\x1f]+")


def plain(text: str) -> str:
    """Return words on one line, without control characters; no word changes."""
    return one_line(text)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that have a word, each without control characters or space at its ends."""
    return tuple(filter(None, (plain(line) for line in paragraphs(text))))


def is_web(address: str) -> bool:
    """Return whether an address is on the web; no other kind is ever made into a link."""
    return WEB.fullmatch(address) is not None
