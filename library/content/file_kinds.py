"""What a file of the content folder is for, by its path alone."""

from __future__ import annotations

from enum import StrEnum

from library.content import vocabulary
from library.content.folder import is_left_behind, looks_like_document
from library.content.slugs import COLLECTIONS, SHELVES, THEMES

# Folders that the library reads, and files beside them.
FOLDERS = frozenset({*SHELVES, THEMES, COLLECTIONS})
SINGLE_FILES = frozenset({vocabulary.PATH})


class FileKind(StrEnum):
    """What a file is for."""

    DOCUMENT = "document"
    INTRODUCTION = "introduction"  # of a theme or a collection
    TERMS = "terms"
    COMPANION = "companion"  # of documents that name it


def kind_of(path: str) -> FileKind | None:
    """Return what a file is for, or ``None`` if the library does not read it.

    Args:
        path: Relative to the content folder, with forward slashes.

    Returns:
        The kind. A Markdown file in the wrong place counts as a document, so that its author is told.
    """
    folder, *below = path.split("/")
    if path in SINGLE_FILES:
        return FileKind.TERMS
    if not below or any(is_left_behind(name) for name in below):
        return None
    is_text = looks_like_document(below[-1])
    if folder in SHELVES:
        return FileKind.DOCUMENT if is_text else FileKind.COMPANION
    return FileKind.INTRODUCTION if folder in FOLDERS and len(below) == 1 and is_text else None
