"""The files of a draft as its preview shows them: nothing of them is published yet."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from library.actions.uploading.placing import companions_of
from library.content.companions import UnusableFile
from library.content.pictures import MOST_BYTES, UnusablePicture, drawn_for_text
from library.content.uploads.named import named_files
from library.errors import NotFound
from library.model.upload import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import Library
    from library.content.pictures import DrawnPicture


def preview_picture(library: Library, path: str, text: bytes, name: str) -> DrawnPicture:
    """Return a picture of a draft's text in one of the sizes in which readers will get it.

    Args:
        library: Holds its uploads and the content folder.
        path: Of the document.
        text: Of the draft.
        name: That the picture has on the page, such as ``spare-key-picture-720.jpg``.

    Raises:
        NotFound: The text has no such picture.
    """
    for wanted in _named_like(text, path, name):
        for drawn in _drawn(library, path, wanted):
            if name == f"{PurePosixPath(wanted).stem}-{drawn.width}{drawn.file_type.endings[0]}":
                return drawn
    raise NotFound


def _named_like(text: bytes, path: str, name: str) -> Iterator[str]:
    """Yield the pictures beside a document from which a picture with this name can be made."""
    for each in named_files(text, path):
        file = PurePosixPath(each.name)
        if each.purpose is Purpose.PICTURE and file.name == each.name and name.startswith(f"{file.stem}-"):
            yield each.name


def _drawn(library: Library, path: str, name: str) -> tuple[DrawnPicture, ...]:
    companions = companions_of(library, path)
    try:
        with companions.open(companions.find(f"{path.partition('/')[0]}/{name}")) as file:
            return drawn_for_text(file.read(MOST_BYTES + 1))
    except (UnusableFile, UnusablePicture, OSError):
        return ()
