"""PDF and Word files for tests, made here: whole, locked, cut, scanned, and made to use up a computer."""

from __future__ import annotations

import io
import zlib
from functools import cache

import typst
from pypdf import PdfWriter

# What no reader may find: the properties of the file.
SECRET = {"title": "Quoxtitle", "author": "Quoxauthor"}


@cache
def pdf(*pages: str, head: str = "", title: str = SECRET["title"], author: str = SECRET["author"]) -> bytes:
    """Return a PDF.

    Args:
        pages: Each in Typst's markup; at least one.
        head: What every page has at its top.
        title: In its properties.
        author: In its properties.
    """
    setup = f'#set document(title: "{title}", author: "{author}")\n#set page(header: [{head}])\n'
    return bytes(typst.compile((setup + "\n#pagebreak()\n".join(pages)).encode(), format="pdf"))


def locked(data: bytes, password: str, owner: str = "owner") -> bytes:
    """Return a PDF that opens with a password only; with an empty one, anyone can read it but not change it."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, owner)
    return _written(writer)


def with_bookmark(data: bytes, title: str, page: int) -> bytes:
    """Return a PDF with one more bookmark, which leads to a page, counted from 1."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.add_outline_item(title=title, page_number=page - 1)
    return _written(writer)


def cropped(data: bytes) -> bytes:
    """Return a PDF of which pages show only the upper half, as a program for PDFs crops them."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        page.cropbox.lower_left = (0, page.mediabox.height / 2)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def scanned(pages: int = 2) -> bytes:
    """Return a PDF that has pictures of pages and no text."""
    return pdf(*["#rect(width: 100%, height: 50%, fill: gray)"] * pages)


def _deflated(megabytes: int, within: bytes = b" ") -> bytes:
    """Return some megabytes, compressed to a thousandth."""
    packing = zlib.compressobj(9)
    block = within * (1_000_000 // len(within))
    return b"".join(packing.compress(block) for _ in range(megabytes)) + packing.flush()


def bomb(megabytes: int = 600) -> bytes:
    """Return a small PDF whose page and object stream unpack to more than a reader may have."""
    packed = _deflated(megabytes, b"BT /F1 9 Tf (Bang) Tj ET ")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /ObjStm /N 90000 /First 900000 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(packed), packed),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, each) for at, each in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size 7 >>\n%%EOF\n"
