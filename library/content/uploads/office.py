"""Whether a zip archive is a Word or PowerPoint file that may be offered to readers.

Nothing is unpacked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile

from library.content.companions import UnusableFile
from library.content.file_types import DOCX, PPTX, FileType
from library.content.word.archive import MOST_RATIO
from library.content.zip_list import MOST_PARTS, TooManyFiles, open_zip

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zipfile import ZipInfo

_MAIN_PARTS: Mapping[str, FileType] = {"word/document.xml": DOCX, "ppt/presentation.xml": PPTX}
_SMALL = 1_000_000
_PROGRAMS = "vbaproject.bin"

_DAMAGED = "is damaged or not complete. Open it, save it again and send the new file."
_OTHER = "is not a Word or PowerPoint file. Save it as .docx, .pptx or PDF."
_LOCKED = "is locked with a password. Save a copy without a password, and send that."
_MACROS = "contains macros, which are programs. Save it as .docx or .pptx without macros, and send that."
_BOMB = "is far larger when it is unpacked. Save it as PDF and send that."


def office_type(file: BinaryIO) -> FileType:
    """Return whether a zip archive is a Word or a PowerPoint file.

    Raises:
        UnusableFile: It is neither, or should not be offered to readers.
    """
    try:
        with open_zip(file, MOST_PARTS) as archive:
            parts = archive.infolist()
    except TooManyFiles as error:
        raise UnusableFile(_BOMB) from error
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise UnusableFile(_DAMAGED) from error
    names = {part.filename for part in parts}
    found = next((file_type for main, file_type in _MAIN_PARTS.items() if main in names), None)
    if found is None:
        raise UnusableFile(_OTHER)
    wrong = _wrong(parts)
    if wrong:
        raise UnusableFile(wrong)
    return found


def _wrong(parts: list[ZipInfo]) -> str:
    if len(parts) > MOST_PARTS or any(map(_is_bomb, parts)):
        return _BOMB
    if any(part.flag_bits & 1 for part in parts):
        return _LOCKED
    return _MACROS if any(part.filename.lower().endswith(_PROGRAMS) for part in parts) else ""


def _is_bomb(part: ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > part.compress_size * MOST_RATIO
