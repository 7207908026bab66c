"""The files that a document has: where each is, and what uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.uploading.receiving import report_of
from library.content.slugs import slug_of
from library.content.uploads.header_changes import picture_line
from library.content.uploads.named import header_value, named_files
from library.model.upload import Purpose

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.uploading.receiving import Received
    from library.content.uploads.named import NamedFile


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a document.

    Attributes:
        name: Of the file.
        size: Bytes; ``None`` if there is no such file.
        is_upload: Whether it waits to be published.
        uses: Where the document names it; may be empty.
        report: What was found when it was uploaded, or ``None``.
    """

    name: str
    size: int | None
    is_upload: bool
    uses: tuple[NamedFile, ...]
    report: Received | None = None

    @property
    def line(self) -> str:
        """Return the Markdown that shows it, if it was uploaded as a picture of the text; otherwise empty."""
        if self.report is None or self.report.purpose is not Purpose.PICTURE:
            return ""
        return picture_line(self.name, self.report.details.get("alt", ""))


@dataclass(frozen=True, slots=True)
class FilesPage:
    """The files of one document.

    Attributes:
        path: Of the document.
        slug: Of the document.
        title: Of the document, or its slug.
        files: Those that it names, in order, then uploads that it does not name.
        has_media: Whether it names a film or sound, so that it can have a poster.
    """

    path: str
    slug: str
    title: str
    files: tuple[ShownFile, ...]
    has_media: bool


def files_page(library: Library, path: str, text: bytes) -> FilesPage:
    """Return the files of a document.

    Args:
        library: Holds its uploads and the content folder.
        path: Of the document.
        text: The draft, or the file if there is none.
    """
    named = named_files(text, path)
    uploads = {each.name: each.size for each in library.uploads.of(path)}
    names = dict.fromkeys([*(each.name for each in named), *uploads])
    files = tuple(_shown(library, path, name, uploads.get(name), named) for name in names)
    has_media = isinstance(header_value(text, path, "media"), dict)
    slug, title = slug_of(path), header_value(text, path, "title")
    return FilesPage(path, slug, title if isinstance(title, str) and title else slug, files, has_media)


def _shown(library: Library, path: str, name: str, size: int | None, named: tuple[NamedFile, ...]) -> ShownFile:
    uses = tuple(each for each in named if each.name == name)
    if size is not None:
        return ShownFile(name, size, is_upload=True, uses=uses, report=report_of(library, path, name))
    return ShownFile(name, _size_beside(library, path, name), is_upload=False, uses=uses)


def _size_beside(library: Library, path: str, name: str) -> int | None:
    """Return the size of a file beside a document; ``None`` if there is none, or its name leads elsewhere."""
    folder = (library.settings.content / path).parent
    try:
        file = (folder / name).resolve(strict=True)
        return file.stat().st_size if file.is_file() and file.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        return None
