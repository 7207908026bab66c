"""The process that checks one uploaded file and ends: the file in; what it is and what to store, out.

    python -m library.content.uploads.worker PURPOSE DURATION PARENT SECONDS MEGABYTES

The output is one line of JSON (``Checked``), then the bytes to store if they are not those of the file. Pictures are
drawn again and transcripts are written as WebVTT, so nothing else that such a file holds is ever stored.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from library.content.attachments.problems import sentence_about, unseen_in
from library.content.companions import UnusableFile
from library.content.file_types import (
    AUDIO,
    DOCX,
    HEAD,
    M4A,
    MP4,
    PAPER,
    PDF,
    PICTURE,
    VIDEO,
    VTT,
    transcript_type,
    type_of,
)
from library.content.header.named_files import check_place, wrong_type
from library.content.pictures import MOST_BYTES, UnusablePicture, drawn
from library.content.transcripts.decoding import MAX_BYTES
from library.content.transcripts.reading import read_transcript
from library.content.uploads.checked import Checked
from library.content.uploads.duration import mp4_seconds
from library.content.uploads.office import office_type
from library.content.uploads.purposes import TYPES
from library.errors import ContentError, LibraryError
from library.model.attachment_text import Problem
from library.model.upload import Purpose
from library.process.child import work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from library.content.file_types import FileType
    from library.model.attachment_text import AttachmentText

    Found = tuple[Checked, bytes]

_THIS = "this file"
_NOT_READ = frozenset({Problem.DAMAGED, Problem.LOCKED})
_ZIP = b"PK\x03\x04"


def main() -> int:
    """Check the file that is given as standard input, and return the exit code."""
    return work(_checked, LibraryError)


def _checked(arguments: Sequence[str], file: BinaryIO) -> bytes:
    purpose, duration = Purpose(arguments[0]), arguments[1]
    try:
        found, data = _CHECKS[purpose](file, float(duration) if duration else None)
    except (UnusableFile, UnusablePicture) as wrong:
        found, data = Checked(problem=f"This file {wrong}"), b""
    except ContentError as error:
        found, data = Checked(problem=" ".join(each.sentence for each in error.mistakes)), b""
    return msgspec.json.encode(found) + b"\n" + data


def _type(file: BinaryIO, purpose: Purpose) -> FileType:
    """Return the type of a file by its content, and go back to its start."""
    head = file.read(HEAD)
    file.seek(0)
    found = office_type(file) if head.startswith(_ZIP) and DOCX in TYPES[purpose] else type_of(head, "")
    file.seek(0)
    if found is None or found not in TYPES[purpose]:
        raise UnusableFile(wrong_type(head, found, TYPES[purpose]))
    return found


def _picture(file: BinaryIO, _duration: float | None) -> Found:
    _type(file, Purpose.PICTURE)
    data, drawn_as = drawn(file.read(MOST_BYTES + 1))
    return Checked(drawn_as.endings[0]), data


def _media(file: BinaryIO, _duration: float | None) -> Found:
    found = _type(file, Purpose.MEDIA)
    check_place(file)
    seconds = mp4_seconds(file) if found in {MP4, M4A} else None
    return Checked(found.endings[0], seconds=seconds), b""


def _attachment(file: BinaryIO, duration: float | None) -> Found:
    found = _type(file, Purpose.ATTACHMENT)
    if found in PICTURE:
        return _picture(file, duration)
    text = _text(found, file)
    if text is None:
        return Checked(found.endings[0]), b""
    about = sentence_about(_THIS, text)
    if text.problem in _NOT_READ:
        return Checked(problem=about), b""
    advice = tuple((0, sentence) for sentence in (about, unseen_in(_THIS, text)) if sentence)
    return Checked(found.endings[0], advice=advice), b""


def _text(found: FileType, file: BinaryIO) -> AttachmentText | None:
    """Return the words of a PDF or Word file, as a publish will read them."""
    if found is PDF:
        from library.content.attachments.pdf import read_pdf  # noqa: PLC0415 - other files need no PDFium

        return read_pdf(file)
    if found is DOCX:
        from library.content.attachments.word import read_word  # noqa: PLC0415

        return read_word(file)
    return None


def _transcript(file: BinaryIO, duration: float | None) -> Found:
    data = file.read(MAX_BYTES + 1)
    ending = DOCX.endings[0] if data.startswith(_ZIP) else ""
    found = transcript_type(data[:HEAD], ending)
    if found in (*VIDEO, *AUDIO, *PICTURE, *PAPER):
        raise UnusableFile(wrong_type(data[:HEAD], found, TYPES[Purpose.TRANSCRIPT]))
    read = read_transcript(data, _THIS, duration=duration)
    advice = tuple((each.line, each.sentence) for each in read.advice)
    return Checked(VTT.endings[0], advice=advice, summary=read.summary), read.captions


_CHECKS: Mapping[Purpose, Callable[[BinaryIO, float | None], Found]] = {
    Purpose.TRANSCRIPT: _transcript,
    Purpose.MEDIA: _media,
    Purpose.PICTURE: _picture,
    Purpose.POSTER: _picture,
    Purpose.ATTACHMENT: _attachment,
}


if __name__ == "__main__":
    sys.exit(main())
