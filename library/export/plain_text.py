"""Words and addresses as files of text take them: a line at a time, and nothing that a reader cannot see."""

from __future__ import annotations

import re

from library.export.xml_text import one_line, paragraphs

# Of the web, in one piece, and without what would end a link in Markdown or a quoted attribute.
WEB = re.compile(r"https?://[^\s<>\"`\\\x00-\x1f]+")


def plain(text: str) -> str:
    """Return words on one line, without control characters; no word changes."""
    return one_line(text)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that have a word on them, each without control characters or space at its ends."""
    return tuple(filter(None, (plain(line) for line in paragraphs(text))))


def is_web(address: str) -> bool:
    """Say whether an address may stand in a link: no other kind of address is ever made one."""
    return WEB.fullmatch(address) is not None
