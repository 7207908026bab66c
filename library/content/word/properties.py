"""What a Word file says beside its text: names in its properties, comments, headers and footers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.content.word.archive import UnusableWordFile
from library.content.word.fields import words_of
from library.content.word.found import Found, Kind
from library.content.word.names import local, w
from library.content.word.xml_reader import read_xml

if TYPE_CHECKING:
    from library.content.word.archive import Archive

# Parts with names, and the elements in them that hold one.
_NAMES = {
    "docProps/core.xml": ("creator", "lastModifiedBy"),
    "docProps/app.xml": ("Manager", "Company"),
}
_HEADER = re.compile(r"word/(?:header|footer)[0-9]*\.xml")
_COMMENTS = re.compile(r"word/comments[0-9]*\.xml")
# A page number, and what stands around one.
_PAGE_NUMBER = re.compile(r"(?:page)?\s*[0-9ivxlc]*\s*(?:(?:of|/)\s*[0-9]*)?", re.IGNORECASE)


def report_properties(archive: Archive, found: Found) -> None:
    """Note names, comments, headers and footers; none of them is read for the draft."""
    for name in archive.names:
        if name in _NAMES:
            _report_names(archive, name, found)
        elif _HEADER.fullmatch(name):
            _report_header(archive, name, found)
        elif _COMMENTS.fullmatch(name):
            _report_comments(archive, name, found)
        elif name.startswith("word/embeddings/") and not name.endswith("/"):
            found.add(Kind.OBJECT, name.rpartition("/")[2])


def _report_names(archive: Archive, part: str, found: Found) -> None:
    try:
        root = read_xml(archive.read(part))
    except UnusableWordFile:
        return  # Word opens such a file too, and nothing of this part is written
    for element in root:
        if local(element.tag) in _NAMES[part] and (element.text or "").strip():
            found.add(Kind.NAME, element.text or "")


def _report_header(archive: Archive, part: str, found: Found) -> None:
    words = words_of(read_xml(archive.read(part)))
    if not _PAGE_NUMBER.fullmatch(words):
        found.add(Kind.HEADER, words)


def _report_comments(archive: Archive, part: str, found: Found) -> None:
    for comment in read_xml(archive.read(part)).iter(w("comment")):
        found.add(Kind.COMMENT, words_of(comment), comment.get(w("author"), ""))
