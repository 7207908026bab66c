"""The documents of a content folder, read from their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.document import read_document
from library.content.folder_files import FolderFiles, read_start
from library.content.mistakes import Mistakes
from library.content.source import LARGEST_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from library.content.companions import Companions
    from library.content.document import ReadDocument
    from library.model.document import Document
    from library.model.vocabulary import Vocabulary


def read_document_file(folder: Path, path: str, vocabulary: Vocabulary) -> Document:
    """Read one document as ``read_file_with_advice`` does, without the advice."""
    return read_file_with_advice(folder, path, vocabulary).document


def read_file_with_advice(
    folder: Path, path: str, vocabulary: Vocabulary, companions: Companions | None = None
) -> ReadDocument:
    """Read one document of a content folder and the advice for its author.

    Args:
        folder: The content folder.
        path: Of the Markdown file, relative to the folder, with forward slashes.
        vocabulary: The terms that exist.
        companions: Where the files are that it names; ``None`` for the folder.

    Raises:
        ContentError: Every mistake in the file and in the transcripts it names, or that it cannot be read.
    """
    mistakes = Mistakes(path)
    data = read_start(folder, path, LARGEST_FILE + 1, mistakes)
    if data is None:
        raise mistakes.error()
    return read_document(data, path, vocabulary, companions or FolderFiles(folder))
