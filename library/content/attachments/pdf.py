"""The words of a PDF, page by page. Its title, author and other metadata are not read: they may name someone."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from library.content.attachments.fragments import fragments_of
from library.content.attachments.limits import MOST_CHARACTERS, MOST_PAGES, MOST_SECTIONS
from library.content.attachments.lines import HYPHEN, Line, paragraphs_of, without_running_heads
from library.model.attachment_text import AttachmentText, Fragment, Problem, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Left, bottom, right and top, in points.
Box: TypeAlias = tuple[float, float, float, float]

# Fonts without a table of characters give private or unknown ones. A page with more of them than this is not readable.
_UNKNOWN = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
MOST_UNKNOWN = 0.3

_LINE = re.compile(rf"[^{HYPHEN}\r\n]*(?:{HYPHEN}|\r?\n|\r|$)")
_HYPHENED = re.compile(r"[^\W\d_]+-[^\W\d_]+")


def read_pdf(file: BinaryIO) -> AttachmentText:
    """Return the words of a PDF."""
    try:
        document = pypdfium2.PdfDocument(file)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        return AttachmentText(problem=Problem.LOCKED if is_locked else Problem.DAMAGED)
    lines = list(_read_lines(document, min(pages, MOST_PAGES)))
    fragments = tuple(_fragments(lines))
    problem = _problem(pages, len(lines), has_text=bool(fragments))
    return AttachmentText(fragments, tuple(_sections(document, fragments)), pages, len(lines), problem)


def _problem(pages: int, read: int, *, has_text: bool) -> Problem | None:
    if not pages:
        return Problem.DAMAGED
    if not has_text:
        return Problem.SCANNED
    return Problem.LONG if read < pages else None


def _read_lines(document: pypdfium2.PdfDocument, pages: int) -> Iterator[list[Line]]:
    """Yield the lines of each page, until there are too many characters; none for a damaged page."""
    left = MOST_CHARACTERS
    for number in range(pages):
        try:
            page = document[number]
            lines = list(_lines(page.get_textpage(), page.get_bbox()))
            page.close()
        except pypdfium2.PdfiumError:
            lines = []
        left -= sum(len(line.text) for line in lines)
        if left < 0:
            return
        yield lines


def _lines(page: pypdfium2.PdfTextPage, edges: Box) -> Iterator[Line]:
    """Yield the lines of a page within its edges: readers do not see what is outside, such as what was cropped away."""
    # PDFium counts in UTF-16, and its positions include the characters that it adds between lines.
    text = page.get_text_range(0, min(page.count_chars(), MOST_CHARACTERS))
    if len(_UNKNOWN.findall(text)) > MOST_UNKNOWN * len(text):
        return
    start = 0
    for line in _LINE.findall(text):
        words = _UNKNOWN.sub("", line).strip()
        if words:
            at = start + _length(line[: len(line) - len(line.lstrip())])
            words = _within(page, at, words, edges)
            left, _, _, top = page.get_charbox(at, loose=True)
            if words:
                yield Line(words, left, top, pdfium.FPDFText_GetFontSize(page, at))
        start += _length(line)


def _within(page: pypdfium2.PdfTextPage, at: int, words: str, edges: Box) -> str:
    """Return words, which begin at a position, without the characters outside the edges of their page."""
    last = at + _length(words) - 1
    if _overlap(page.get_charbox(at, loose=True), edges) and _overlap(page.get_charbox(last, loose=True), edges):
        return words
    seen = ""
    for sign in words:
        seen += sign if _overlap(page.get_charbox(at, loose=True), edges) else ""
        at += _length(sign)
    return seen.strip()


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _fragments(pages: Sequence[Sequence[Line]]) -> Iterator[Fragment]:
    hyphened = {word.casefold() for page in pages for line in page for word in _HYPHENED.findall(line.text)}
    for number, page in enumerate(without_running_heads(pages), start=1):
        for text in fragments_of(paragraphs_of(page, hyphened)):
            yield Fragment(number, text)


def _sections(document: pypdfium2.PdfDocument, fragments: Sequence[Fragment]) -> Iterator[Section]:
    """Yield the bookmarks whose words are on the page that they lead to: others may say what no reader was to see."""
    pages: dict[int, str] = {}
    for fragment in fragments:
        pages[fragment.page] = f"{pages.get(fragment.page, '')} {_folded(fragment.text)}"
    for bookmark in islice(document.get_toc(max_depth=1), MOST_SECTIONS):
        target = bookmark.get_dest()
        page = (target.get_index() if target else None) or 0
        title = " ".join(bookmark.get_title().split())
        if title and _folded(title) in pages.get(page + 1, ""):
            yield Section(title, page + 1)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
