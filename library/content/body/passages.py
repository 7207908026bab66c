"""The passages of a document, in the order of its parts: body, transcripts, pointers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from library.content.body import markdown
from library.content.body.pictures import BodyPictures
from library.content.body.transcript import passages_of
from library.content.companions import read_companion
from library.content.file_types import captions_name
from library.content.header.schema import AUTHORS, MEDIA, POINTERS, TRANSCRIPTS
from library.content.mistakes import Mistakes
from library.content.transcripts.decoding import MAX_BYTES
from library.content.transcripts.descriptions import described
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
    from library.content.transcripts.cues import Cue
    from library.content.transcripts.reading import ReadTranscript
    from library.model.document import Media, ShownAs, StoredFile, TextPicture, Transcript


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
    reader = _Reader(shown_as, authors, media, reading)
    read = [reader.read(each) for each in header.get(TRANSCRIPTS) or ()]
    right = [each for each in read if each is not None]
    if len(right) < len(read):
        return None
    passages = chain.from_iterable(passages_of(cues, passage_language(each.language)) for each, cues in right)
    return Transcribed(tuple(each for each, _ in right), tuple(passages))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the transcripts of one document.

    Attributes:
        shown_as: How the storyteller is named, or ``None`` if it is not a real story.
        authors: Who may be named.
        media: The recording, or ``None`` if it is on another website.
        reading: The file.
    """

    shown_as: ShownAs | None
    authors: tuple[str, ...]
    media: Media | None
    reading: Reading

    def read(self, transcript: Transcript) -> tuple[Transcript, tuple[Cue, ...]] | None:
        """Return a transcript as it is served and the cues of its passages, or report and return ``None``."""
        language = passage_language(transcript.language)
        names = SpeakerNames(self.shown_as, self.authors, language)
        said = self._file(transcript.file, names)
        if said is None:
            return None
        names = replace(names, also_hidden=said.hidden)
        seen = self._file(transcript.descriptions, names) if transcript.descriptions else None
        if transcript.descriptions and seen is None:
            return None
        served = replace(transcript, file=_served(transcript.file, said.captions))
        if transcript.descriptions is None or seen is None:
            return served, said.cues
        descriptions = _served(transcript.descriptions, seen.descriptions)
        return replace(served, descriptions=descriptions), described(said.cues, seen.cues, language)

    def _file(self, file: StoredFile, names: SpeakerNames) -> ReadTranscript | None:
        mistakes = Mistakes(file.path)
        data = read_companion(self.reading.companions, file.path, MAX_BYTES, mistakes)
        try:
            if data is not None:
                read = read_transcript(data, file.path, names, self.media.duration if self.media else None)
                self.reading.mistakes.include_advice(read.advice)
                return read
            self.reading.mistakes.include(mistakes.error().mistakes)
        except ContentError as error:
            self.reading.mistakes.include(error.mistakes)
        return None


def _served(file: StoredFile, captions: bytes) -> StoredFile:
    digest = sha256(captions).hexdigest()
    return replace(file, name=captions_name(file.name), size=len(captions), sha256=digest, source=file.sha256)


def pointer_passages(header: Fields, language: str) -> Iterator[Passage]:
    """Yield a passage for each pointer, in the author's order."""
    for pointer in header.get(POINTERS) or ():
        yield Passage(Part.POINTER, pointer.anchor, pointer.text, language, start=pointer.start)
