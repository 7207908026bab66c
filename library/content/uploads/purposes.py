"""Which types of file each purpose takes, and the largest that the content folder can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.file_types import AUDIO, PAPER, PICTURE, TRANSCRIPT, VIDEO
from library.content.pictures import MOST_BYTES
from library.content.transcripts.decoding import MAX_BYTES
from library.model.upload import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.content.file_types import FileType

TYPES: Mapping[Purpose, tuple[FileType, ...]] = {
    Purpose.TRANSCRIPT: (TRANSCRIPT,),
    Purpose.MEDIA: (*VIDEO, *AUDIO),
    Purpose.PICTURE: PICTURE,
    Purpose.POSTER: PICTURE,
    Purpose.ATTACHMENT: (*PAPER, *PICTURE),
}

# Of those that are read whole; settings limit all of them.
LARGEST: Mapping[Purpose, int] = {
    Purpose.TRANSCRIPT: MAX_BYTES,
    Purpose.PICTURE: MOST_BYTES,
    Purpose.POSTER: MOST_BYTES,
}
