"""Turning any answer of the site into text that can be compared line by line."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import quote

from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

# Headers that follow from the body or the time.
_LEFT_OUT = frozenset({"etag", "content-length", "date", "last-modified"})

# The name of a static file changes with its content, which is compared separately.
_ASSET = re.compile(r"\?v=[0-9a-f]{12}")
_EXPIRES = re.compile(r"(?<=Expires=)[^;]+")
_TAGS = re.compile(r"<[^>]+>")


def file_name(address: str) -> str:
    """Return the path of an address's answer, relative to a folder of answers."""
    return quote(_ASSET.sub("", address).strip("/") or "index", safe="/=&") + ".txt"


def as_text(answer: TestResponse) -> str:
    """Return status, headers and body of an answer; for a file, its readable content and its hash."""
    headers = sorted(
        f"{name}: {_EXPIRES.sub('…', value) if name == 'Set-Cookie' else value}"
        for name, value in answer.headers.items()
        if name.lower() not in _LEFT_OUT
    )
    lines = [answer.status, *headers, "", *body_lines(answer.mimetype or "", answer.data)]
    return _ASSET.sub("?v=…", "\n".join(lines)) + "\n"


def body_lines(media_type: str, data: bytes) -> Iterator[str]:
    """Yield a body line by line: text unchanged, tags of HTML on separate lines."""
    if media_type.startswith("text/") or media_type.endswith(("json", "xml", "javascript", "-ris")):
        text = data.decode("utf-8")
        yield from (re.sub(r"(?<=>)(?=<)", "\n", text) if "html" in media_type else text).splitlines()
        return
    yield f"{len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}"
    if data.startswith(b"PK"):
        yield from _zipped(data)
    elif media_type == "application/pdf":
        yield from _printed(data)


def _zipped(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        for name in files.namelist():
            member = files.read(name)
            yield f"{name}: {hashlib.sha256(member).hexdigest()[:16]}"
            if name.endswith(".xml"):
                yield from filter(str.strip, _TAGS.sub("\n", member.decode("utf-8")).splitlines())


def _printed(data: bytes) -> Iterator[str]:
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, start=1):
        yield f"page {number}"
        yield from page.extract_text().splitlines()
