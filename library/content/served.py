"""What is served of a document's files: the author's own bytes, or what the library makes of them.

Pictures are drawn again (``pictures``), and captions are written from the transcript (``transcripts``), so that nothing
else in those files reaches readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.named_files import copy_bytes
from library.content.transcripts.decoding import MAX_BYTES
from library.content.transcripts.reading import read_transcript
from library.content.transcripts.speaker_names import SpeakerNames
from library.errors import ContentError
from library.model.language import passage_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.companions import Companions
    from library.model.document import Document, StoredFile


def served_bytes(companions: Companions, document: Document, file: StoredFile) -> Iterator[bytes]:
    """Yield the bytes that are served for a file.

    Args:
        companions: Where the files of the document are.
        document: Whose file it is.
        file: As it was read. If it has changed since, the bytes have another digest.

    Raises:
        OSError: It cannot be read.
    """
    transcript = next((each for each in document.transcripts if file in each.files), None)
    if transcript is None:
        yield from copy_bytes(companions, file)
        return
    names = SpeakerNames(document.consent.shown_as, document.authors, passage_language(transcript.language))
    with companions.open(file.path) as opened:
        data = opened.read(MAX_BYTES + 1)
    try:
        read = read_transcript(data, file.path, names)
        yield read.captions if file == transcript.file else read.descriptions
    except ContentError:
        return  # it has changed: nothing has another digest
