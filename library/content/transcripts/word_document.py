"""A Word document → text: a line for each paragraph, and for each row of a table a line with tabs.

Comments, headers, deleted and hidden text are not read. The file is a zip archive that may be hostile: one part of it
is unpacked, up to a limit, and read by a parser that refuses entities.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from library.content.transcripts.findings import Unreadable
from library.content.transcripts.xml_reader import read_xml
from library.content.zip_list import MOST_PARTS, TooManyFiles, open_zip

if TYPE_CHECKING:
    from library.content.transcripts.findings import Findings

LARGEST_PART = 24 * 1024 * 1024  # bytes when unpacked; a transcript of three hours has about 4
_DAMAGED = "Open this document in Word, save it again as .docx and use that. It is damaged or locked."
_TOO_LONG = "Check that this is the right file. It is too long for a transcript."
_HIDDEN = "This document has hidden text, which was left out."
_ENDED = "Open this document in Word and save it again. It is damaged here, and what follows was not read."
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText"})
_ZIP = b"PK\x03\x04"


def is_zip(data: bytes) -> bool:
    """Tell whether a file is a zip archive, as Word documents are."""
    return data.startswith(_ZIP)


def text_of_word(data: bytes, findings: Findings) -> str:
    """Return the text of a Word document.

    Args:
        data: The whole file.
        findings: Where guesses go; lines are those of the text that is returned.

    Raises:
        Unreadable: It is no Word document, damaged, locked or too large.
    """
    reader = _Paragraphs()
    try:
        read_xml(_document_part(data), reader.start, reader.end, reader.words)
    except expat.ExpatError as error:
        if not reader.lines:
            raise Unreadable(_DAMAGED) from error
        findings.add(len(reader.lines), _ENDED)
    if reader.has_hidden:
        findings.add(1, _HIDDEN)
    return "\n".join(reader.lines)


def _document_part(data: bytes) -> bytes:
    try:
        with open_zip(io.BytesIO(data), MOST_PARTS) as archive, archive.open("word/document.xml") as part:
            unpacked = part.read(LARGEST_PART + 1)
    except KeyError as error:
        raise Unreadable("Save the transcript as .docx. This is a zip archive, but not a Word document.") from error
    except TooManyFiles as error:
        raise Unreadable(_TOO_LONG) from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Unreadable(_DAMAGED) from error
    if len(unpacked) > LARGEST_PART:
        raise Unreadable(_TOO_LONG)
    return unpacked


class _Paragraphs:
    """Collects lines from the elements of a Word document.

    Attributes:
        lines: One for each paragraph, row of a table and line break.
        has_hidden: Whether there was hidden text.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.has_hidden = False
        self._line: list[str] = []
        self._cells = 0
        self._skipping = 0
        self._in_run = False
        self._is_hidden = False
        self._in_text = False

    def start(self, name: str, attributes: dict[str, str], _line: int) -> None:
        """Open an element."""
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif name == "r":
            self._in_run, self._is_hidden = True, False
        elif name == "vanish":
            self._is_hidden = attributes.get("val", "true") not in {"0", "false", "off"}
        elif name == "t":
            self._in_text = True
        elif name == "tr":
            self._cells += 1
        elif self._in_run and name in {"tab", "br", "cr"}:
            self._line.append(" " if self._cells else "\t" if name == "tab" else "\n")

    def end(self, name: str, _line: int) -> None:
        """Close an element."""
        if self._skipping:
            self._skipping -= 1
        elif name == "t":
            self._in_text = False
        elif name == "r":
            self._in_run = False
        elif name == "p":
            self._line.append(" ") if self._cells else self._finish()
        elif name == "tc":
            self._line.append("\t")
        elif name == "tr":
            self._cells -= 1
            if not self._cells:
                self._finish()

    def words(self, text: str) -> None:
        """Read words."""
        if self._skipping or not self._in_text:
            return
        if self._is_hidden:
            self.has_hidden = True
        else:
            self._line.append(text)

    def _finish(self) -> None:
        self.lines.extend("".join(self._line).split("\n"))
        self._line = []
