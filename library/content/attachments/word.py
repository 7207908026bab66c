"""The words of a Word file, paragraph by paragraph, as its pages show them.

Only the text itself is read: no comments, headers, footers, footnotes or properties, and within it nothing deleted or
hidden. The process that calls this has limits of time and memory, which also stop files that unpack to gigabytes.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import ParseError, iterparse
from zipfile import BadZipFile, ZipFile

from library.content.attachments.fragments import fragments_of
from library.content.attachments.limits import MOST_CHARACTERS
from library.model.attachment_text import AttachmentText, Fragment, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _PARAGRAPH, _RUN, _HIDDEN = f"{_W}t", f"{_W}p", f"{_W}r", f"{_W}vanish"
_BREAKS = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr"})
# Word repeats text boxes for old versions.
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def read_word(file: BinaryIO) -> AttachmentText:
    """Return the words of a Word file."""
    try:
        with ZipFile(file) as parts, parts.open("word/document.xml") as part:
            paragraphs = list(_within_limit(_paragraphs(part)))
    except (BadZipFile, KeyError, ParseError, NotImplementedError, EOFError):
        return AttachmentText(problem=Problem.DAMAGED)
    except RuntimeError:  # a part of the zip file is encrypted
        return AttachmentText(problem=Problem.LOCKED)
    fragments = tuple(Fragment(at, text) for at, text in enumerate(fragments_of(filter(None, paragraphs)), start=1))
    is_cut = paragraphs[-1:] == [""]
    problem = Problem.LONG if is_cut else None if fragments else Problem.SCANNED
    return AttachmentText(fragments, problem=problem)


def _within_limit(paragraphs: Iterator[str]) -> Iterator[str]:
    """Yield paragraphs until there are too many characters; then an empty one."""
    left = MOST_CHARACTERS
    for paragraph in paragraphs:
        left -= len(paragraph)
        if left < 0:
            yield ""
            return
        if paragraph.strip():
            yield paragraph


def _paragraphs(part: IO[bytes]) -> Iterator[str]:
    """Yield the text of each paragraph as it is parsed, so that a long file needs little memory."""
    depth = 0
    for event, element in iterparse(part, ["start", "end"]):  # noqa: S314 - this process has limits and no secrets
        if element.tag == _PARAGRAPH:
            depth += 1 if event == "start" else -1
            if not depth:
                yield "".join(_words(element))
                element.clear()


def _words(element: Element) -> Iterator[str]:
    if element.tag in _SKIPPED or (element.tag == _RUN and _is_hidden(element)):
        return
    if element.tag == _TEXT:
        yield element.text or ""
    elif element.tag in _BREAKS:
        yield " "
    for child in element:
        yield from _words(child)
    if element.tag == _PARAGRAPH:
        yield " "


def _is_hidden(run: Element) -> bool:
    found = run.find(f"{_W}rPr/{_HIDDEN}")
    return found is not None and found.get(f"{_W}val", "true") not in {"false", "0", "off"}
