"""The words of a Word file, paragraph by paragraph, as its pages show them.

Only the text itself is read: no comments, headers, footers, footnotes or properties, and within it nothing deleted or
hidden. The process that calls this has limits of time and memory, which also stop files that unpack to gigabytes.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import ParseError, iterparse, parse
from zipfile import BadZipFile

from library.content.attachments.fragments import fragments_of
from library.content.attachments.limits import MOST_CHARACTERS
from library.content.word.fields import value
from library.content.word.names import COMPATIBLE, w
from library.content.word.styles import Style, Styles, is_on, read_styles
from library.content.zip_list import MOST_PARTS, TooManyFiles, open_zip
from library.model.attachment_text import AttachmentText, Fragment, Problem, Unseen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

_TEXT, _PARAGRAPH, _RUN, _ROW, _ROW_PROPERTIES = w("t"), w("p"), w("r"), w("tr"), w("trPr")
_BREAKS = frozenset({w("tab"), w("br"), w("cr")})
# Word repeats text boxes for old versions.
_SKIPPED = frozenset({w("del"), w("moveFrom"), f"{{{COMPATIBLE}}}Fallback"})
_STYLES = "word/styles.xml"
_PROPERTIES = "docProps/core.xml"
_NAMES = ("}creator", "}lastModifiedBy")
_CHANGES = frozenset({w("del"), w("ins"), w("moveFrom"), w("moveTo")})


def read_word(file: BinaryIO) -> AttachmentText:
    """Return the words of a Word file."""
    unseen: set[Unseen] = set()
    try:
        with open_zip(file, MOST_PARTS) as parts, parts.open("word/document.xml") as part:
            paragraphs = list(_within_limit(_paragraphs(part, _styles(parts), unseen)))
            unseen.update(_beside(parts))
    except TooManyFiles:
        return AttachmentText(problem=Problem.LARGE)
    except (BadZipFile, KeyError, ParseError, NotImplementedError, EOFError):
        return AttachmentText(problem=Problem.DAMAGED)
    except RuntimeError:  # a part of the zip file is encrypted
        return AttachmentText(problem=Problem.LOCKED)
    fragments = tuple(Fragment(at, text) for at, text in enumerate(fragments_of(filter(None, paragraphs)), start=1))
    is_cut = paragraphs[-1:] == [""]
    problem = Problem.LONG if is_cut else None if fragments else Problem.SCANNED
    return AttachmentText(fragments, problem=problem, unseen=tuple(each for each in Unseen if each in unseen))


def _beside(parts: ZipFile) -> Iterator[Unseen]:
    """Yield what is in other parts of the file than its text."""
    if "word/comments.xml" in parts.namelist():
        yield Unseen.COMMENTS
    if _PROPERTIES in parts.namelist():
        with parts.open(_PROPERTIES) as part:
            properties = parse(part).getroot()  # noqa: S314 - this process has limits and no secrets
        if any((element.text or "").strip() for element in properties if element.tag.endswith(_NAMES)):
            yield Unseen.NAMES


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


def _styles(parts: ZipFile) -> Styles:
    """Return the styles, which can hide words."""
    if _STYLES not in parts.namelist():
        return read_styles(None)
    with parts.open(_STYLES) as part:
        return read_styles(parse(part).getroot())  # noqa: S314 - this process has limits and no secrets


def _paragraphs(part: IO[bytes], styles: Styles, unseen: set[Unseen]) -> Iterator[str]:
    """Yield the text of each paragraph as it is parsed, so that a long file needs little memory.

    Args:
        part: The text of the file.
        styles: Its styles.
        unseen: Takes what is found that pages do not show.
    """
    depth, rows = 0, list[bool]()  # of the rows around a paragraph, whether readers see them
    for event, element in iterparse(part, ["start", "end"]):  # noqa: S314 - this process has limits and no secrets
        if element.tag in _CHANGES:
            unseen.add(Unseen.CHANGES)
        if event == "end" and element.tag == _RUN and styles.hides(element, styles.default):
            unseen.add(Unseen.HIDDEN)
        if element.tag == _PARAGRAPH:
            depth += 1 if event == "start" else -1
            if not depth:
                yield "".join(_words(element, styles)) if all(rows) else ""
                element.clear()
        elif element.tag == _ROW and not depth:
            rows = [*rows, True] if event == "start" else rows[:-1]
        elif element.tag == _ROW_PROPERTIES and event == "end" and rows and not depth:
            rows[-1] = not _is_gone(element)


def _words(element: Element, styles: Styles, around: Style | None = None) -> Iterator[str]:
    """Yield the words of an element that readers see, in a paragraph of a style."""
    if element.tag in _SKIPPED or (element.tag == _RUN and styles.hides(element, around or styles.default)):
        return
    if element.tag == _ROW and _is_gone(element.find(_ROW_PROPERTIES)):
        return
    if element.tag == _TEXT:
        yield element.text or ""
    elif element.tag in _BREAKS:
        yield " "
    elif element.tag == _PARAGRAPH:
        named = element.find(f"{w('pPr')}/{w('pStyle')}")
        around = styles.default if named is None else styles.get(value(named))
    for child in element:
        yield from _words(child, styles, around)
    if element.tag == _PARAGRAPH:
        yield " "


def _is_gone(row: Element | None) -> bool:
    """Return whether a row with these properties was deleted, or is hidden."""
    return row is not None and (row.find(w("del")) is not None or is_on(row, "hidden"))
