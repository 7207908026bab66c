"""A Word file as a zip archive, read within limits; and what to do with a file that is something else.

A small archive can unpack to any size, so each part is read up to a limit and no size that the archive claims is
believed. Nothing is written to disk, and no name in the archive is used as a path.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from library.content.zip_list import MOST_PARTS, TooManyFiles, open_zip

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of a whole file. Forty photographs of a phone, as Word stores them, have about this many.
MOST_BYTES = 100_000_000
# Of one part, unpacked: the text of a book of 500 pages has about six million.
MOST_XML = 24_000_000
MOST_MEDIA = 40_000_000
# Deflate packs text about 20 times; no part that someone wrote is packed more than this.
MOST_RATIO = 300
_SMALL = 1_000_000

SAVE_AS = "Open it in Word or LibreOffice, choose File, then Save as, and choose “Word document (.docx)”."

_DAMAGED = f"This file is damaged or not complete. Ask for it again, or try this. {SAVE_AS} Then import the new file."
_NOT_WORD = f"This is not a Word file. If it has text: {SAVE_AS} Then import the new file."
_TOO_LARGE = (
    "This file is too large to import. In Word, choose Compress Pictures and save it again, or split it into two files."
)
_LOCKED = (
    "This file is locked with a password. Open it in Word, then choose File, Info, Protect Document and "
    "Encrypt with Password. Delete the password, save the file and import it again."
)
_OLD = f"This is an old Word file (.doc). {SAVE_AS} Then import the new file."
_RTF = f"This is an RTF file. {SAVE_AS} Then import the new file."
_ODT = f"This is an OpenDocument file (.odt). {SAVE_AS} Then import the new file."
_PDF = (
    "This is a PDF, which has no paragraphs to import. Ask for the Word file. If there is none, open the PDF in Word "
    "and save it as “Word document (.docx)”. Check every line, then import the new file."
)
_PAGES = "This is a Pages file. In Pages, choose File, Export To and Word. Then import the new file."
_OTHER_OFFICE = "This is a spreadsheet or a presentation. Copy its text into a Word document and import that."
_WEB = "This is a web page. Open it in Word and save it as “Word document (.docx)”. Then import the new file."
_TEXT = "This is plain text. Copy it into a Word document and import that, or rename it to end in .md and add a header."
_EMPTY = "This file is empty. Ask for it again."

# By how the file begins; the first that fits.
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\s*\{\\rtf"), _RTF),
    (re.compile(rb".{0,1024}%PDF-", re.DOTALL), _PDF),
    (re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE), _WEB),
    (re.compile(rb"(?:\xef\xbb\xbf)?[\t\r\n\x20-\x7e\x80-\xff]{1,4096}\Z"), _TEXT),
)
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED_NAME = "EncryptedPackage".encode("utf-16-le")
_PARTS_OF_OTHERS: Mapping[str, str] = {
    "content.xml": _ODT,
    "Index/Document.iwa": _PAGES,
    "index.xml": _PAGES,
    "xl/workbook.xml": _OTHER_OFFICE,
    "ppt/presentation.xml": _OTHER_OFFICE,
}
# Endings of files that hold text but that the import cannot read, for files in a folder.
OTHER_TEXTS = frozenset({".doc", ".rtf", ".odt", ".pdf", ".pages", ".wps", ".docm", ".dotx"})


class UnusableWordFile(ValueError):
    """A file that cannot be imported; the message says what to do."""


class Archive:
    """The parts of a Word file."""

    def __init__(self, data: bytes) -> None:
        """Open the archive without unpacking anything.

        Args:
            data: The whole file.

        Raises:
            UnusableWordFile: It is something else, locked, damaged or too large.
        """
        if len(data) > MOST_BYTES:
            raise UnusableWordFile(_TOO_LARGE)
        if not data.startswith(b"PK"):
            raise UnusableWordFile(_something_else(data))
        try:
            self._zip = open_zip(BytesIO(data), MOST_PARTS)
        except TooManyFiles as error:
            raise UnusableWordFile(_TOO_LARGE) from error
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnusableWordFile(_DAMAGED) from error
        self._parts = {part.filename: part for part in self._zip.infolist()}
        self._check()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parts, sorted."""
        return tuple(sorted(self._parts))

    def read(self, name: str, most: int = MOST_XML) -> bytes:
        """Return a part.

        Args:
            name: A part that exists.
            most: How many bytes it may have.

        Raises:
            UnusableWordFile: It is larger, or damaged.
        """
        part = self._parts[name]
        try:
            with self._zip.open(part) as opened:
                data = opened.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise UnusableWordFile(_DAMAGED) from error
        if len(data) > most or (len(data) > _SMALL and len(data) > part.compress_size * MOST_RATIO):
            raise UnusableWordFile(_TOO_LARGE)
        return data

    def _check(self) -> None:
        if len(self._parts) > MOST_PARTS:
            raise UnusableWordFile(_TOO_LARGE)
        if any(part.flag_bits & 1 for part in self._parts.values()):
            raise UnusableWordFile(_LOCKED)
        for name, sentence in _PARTS_OF_OTHERS.items():
            if name in self._parts:
                raise UnusableWordFile(sentence)


def damaged() -> UnusableWordFile:
    """Return that a part of the file is damaged."""
    return UnusableWordFile(_DAMAGED)


def no_word() -> UnusableWordFile:
    """Return that an archive is not a Word file."""
    return UnusableWordFile(_NOT_WORD)


def _something_else(data: bytes) -> str:
    if not data.strip(b"\0 \r\n\t"):
        return _EMPTY
    if data.startswith(_OLE):
        return _LOCKED if _LOCKED_NAME in data else _OLD
    return next((sentence for begins, sentence in _BEGINNINGS if begins.match(data[:4096])), _NOT_WORD)
