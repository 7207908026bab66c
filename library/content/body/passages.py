"""The passages of a document, in the order of its parts: body, transcripts, pointers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.body import markdown
from library.content.body.pictures import BodyPictures
from library.content.body.transcript import MAX_BYTES, read_transcript
from library.content.header.schema import POINTERS, TRANSCRIPTS
from library.content.mistakes import Mistakes
from library.content.source import read_bytes
from library.errors import ContentError
from library.model.passage import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.header.entry import Reading
    from library.content.header.fields import Fields
    from library.content.source import Source
    from library.model.document import TextPicture, Transcript


def body_passages(
    source: Source, language: str, reading: Reading
) -> tuple[markdown.Body, tuple[TextPicture, ...]] | None:
    """Render the body and read its pictures, or report its mistakes and return ``None``."""
    mistakes = reading.mistakes
    pictures = BodyPictures(source.body, source.body_line, reading)
    try:
        return markdown.render(source.body, language, source.body_line, mistakes.path, pictures), pictures.found
    except ContentError as error:
        mistakes.include(error.mistakes)
        return None


def transcript_passages(header: Fields, reading: Reading) -> tuple[Passage, ...] | None:
    """Read the passages of every transcript, in the author's order, or report and return ``None``."""
    if TRANSCRIPTS in header and header.get(TRANSCRIPTS) is None:
        return None
    read = [_moments(transcript, reading) for transcript in header.get(TRANSCRIPTS) or ()]
    right = [moments for moments in read if moments is not None]
    return tuple(passage for moments in right for passage in moments) if len(right) == len(read) else None


def pointer_passages(header: Fields, language: str) -> Iterator[Passage]:
    """Yield a passage for each pointer, in the author's order."""
    for pointer in header.get(POINTERS) or ():
        yield Passage(Part.POINTER, pointer.anchor, pointer.text, language, start=pointer.start)


def _moments(transcript: Transcript, reading: Reading) -> tuple[Passage, ...] | None:
    mistakes = Mistakes(transcript.file.path)
    data = read_bytes(reading.folder, transcript.file.path, MAX_BYTES, mistakes)
    try:
        if data is not None:
            return read_transcript(data, transcript.file.path, transcript.language)
        reading.mistakes.include(mistakes.error().mistakes)
    except ContentError as error:
        reading.mistakes.include(error.mistakes)
    return None
