"""The passages of a document, in the order of its parts: body, transcripts, pointers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from library.content.body import markdown
from library.content.body.pictures import BodyPictures
from library.content.body.transcript import passages_of
from library.content.file_types import captions_name
from library.content.header.schema import AUTHORS, MEDIA, POINTERS, TRANSCRIPTS
from library.content.mistakes import Mistakes
from library.content.source import read_bytes
from library.content.transcripts.decoding import MAX_BYTES
from library.content.transcripts.reading import read_transcript
from library.content.transcripts.speaker_names import SpeakerNames
from library.errors import ContentError
from library.model.language import passage_language
from library.model.passage import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.header.entry import Reading
    from library.content.header.fields import Fields
    from library.content.source import Source
    from library.content.transcripts.reading import ReadTranscript
    from library.model.document import Media, ShownAs, TextPicture, Transcript


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


@dataclass(frozen=True, slots=True)
class Transcribed:
    """The transcripts of a document.

    Attributes:
        transcripts: As they are served: the name, size and digest of each are those of its captions.
        passages: Of all of them, in the author's order.
    """

    transcripts: tuple[Transcript, ...]
    passages: tuple[Passage, ...]


def read_transcripts(header: Fields, shown_as: ShownAs | None, reading: Reading) -> Transcribed | None:
    """Read every transcript, or report and return ``None``.

    Args:
        header: Names the transcripts and the authors, who may be named.
        shown_as: How the storyteller is named, or ``None`` if it is not a real story.
        reading: The file.
    """
    if TRANSCRIPTS in header and header.get(TRANSCRIPTS) is None:
        return None
    authors, media = header.get(AUTHORS) or (), header.get(MEDIA)
    named = header.get(TRANSCRIPTS) or ()
    read = [
        _read(each, SpeakerNames(shown_as, authors, passage_language(each.language)), media, reading) for each in named
    ]
    right = [each for each in read if each is not None]
    if len(right) < len(named):
        return None
    served = tuple(_served(transcript, each) for transcript, each in zip(named, right, strict=True))
    passages = (passages_of(each.cues, passage_language(t.language)) for t, each in zip(named, right, strict=True))
    return Transcribed(served, tuple(chain.from_iterable(passages)))


def _served(transcript: Transcript, read: ReadTranscript) -> Transcript:
    captions = read.captions
    digest = sha256(captions).hexdigest()
    file = replace(
        transcript.file,
        name=captions_name(transcript.file.name),
        size=len(captions),
        sha256=digest,
        source=transcript.file.sha256,
    )
    return replace(transcript, file=file)


def pointer_passages(header: Fields, language: str) -> Iterator[Passage]:
    """Yield a passage for each pointer, in the author's order."""
    for pointer in header.get(POINTERS) or ():
        yield Passage(Part.POINTER, pointer.anchor, pointer.text, language, start=pointer.start)


def _read(transcript: Transcript, names: SpeakerNames, media: Media | None, reading: Reading) -> ReadTranscript | None:
    mistakes = Mistakes(transcript.file.path)
    data = read_bytes(reading.folder, transcript.file.path, MAX_BYTES, mistakes)
    try:
        if data is not None:
            read = read_transcript(data, transcript.file.path, names, media.duration if media else None)
            reading.mistakes.include_advice(read.advice)
            return read
        reading.mistakes.include(mistakes.error().mistakes)
    except ContentError as error:
        reading.mistakes.include(error.mistakes)
    return None
