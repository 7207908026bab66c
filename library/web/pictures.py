"""The addresses of the pictures in a text: each in two sizes, of which a browser loads the one it needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from library.model.document import Document, TextPicture

# As `content.body.html_writer` writes it; in words, `<` and quotation marks are escaped.
_SOURCE = re.compile(r'<img src="([^"]*)"')
_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)"(?: [a-z]+="[^"]*")*>')
# The width of a picture on a page: of the text's column, which fills a narrow screen.
_SIZES = "(min-width: 42rem) 38rem, 92vw"


def with_pictures(document: Document, html: str) -> str:
    """Return the HTML of a document's text with the addresses of its pictures."""
    if not document.pictures:
        return html
    known = {quote(picture.file.name): picture for picture in document.pictures}
    return _SOURCE.sub(lambda match: _addressed(document, known[match[1]]), html)


def with_draft_files(html: str, document: Document) -> str:
    """Return the preview of a document with the addresses at which coordinators get its files before readers do."""
    published = re.escape(f"{document.url}/files/")
    return re.sub(rf'(?<=[" ]){published}', f"/desk/documents/{document.slug}/files/", html)


def with_descriptions(html: str) -> str:
    """Return the HTML of a text that is not published, with the description of each picture in its place."""
    return _PICTURE.sub(r'<span class="hint">[\1]</span>', html)


def _addressed(document: Document, picture: TextPicture) -> str:
    files = [file for file in (picture.small, picture.file) if file]
    source = f'<img src="{document.file_url(files[0])}"'
    if len(files) == 1:
        return source
    choice = ", ".join(f"{document.file_url(file)} {file.width}w" for file in files)
    return f'{source} srcset="{choice}" sizes="{_SIZES}"'
