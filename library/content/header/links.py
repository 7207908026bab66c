"""Addresses of pages on other websites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from library.content.header.value_types import text
from library.content.mistakes import printable, quoted

if TYPE_CHECKING:
    from library.content.header.entry import Entry

_DOI = re.compile(r"(?:doi:\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


def link(entry: Entry) -> str | None:
    """Read the address of a page on another website: ``http`` or ``https``, with a host and without a password."""
    address = text(entry)
    if address is None:
        return None
    wrong = wrong_address(address)
    if wrong:
        entry.wrong(wrong)
    return None if wrong else address


def wrong_address(address: str) -> str | None:
    """Return what is wrong with an address, or ``None``."""
    doi = _DOI.fullmatch(address)
    if doi:
        return f"Write the DOI as a full address: https://doi.org/{printable(doi[1])}"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or " " in address:
        return f"Copy the full address, starting with https://. {quoted(address)} is not a web address."
    if parts.username is not None or parts.password is not None:
        return "Remove the user name and password from this address. Every reader would see them."
    return None
