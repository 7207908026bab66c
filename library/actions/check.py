"""Every mistake in the content folder, at once, without changing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.progress import Progress, Stage, silent
from library.content.batch import read_documents
from library.content.folder import scan
from library.content.references import check_references, references_of
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError, Mistake

if TYPE_CHECKING:
    from library.actions.library import Library


def check(library: Library, progress: Progress = silent) -> int:
    """Read all content as a publish would.

    Args:
        library: Names the content folder.
        progress: Is told how far it is.

    Returns:
        How many documents were read.

    Raises:
        ContentError: Every mistake in every file.
    """
    folder = library.settings.content
    found = scan(folder)
    mistakes: list[Mistake] = list(found.mistakes)
    try:
        vocabulary = read_vocabulary(folder)
    except ContentError as error:
        # Without terms nothing true can be said of what documents refer to; of their names it can.
        raise ContentError((*error.mistakes, *mistakes)) from error
    references = []
    paths = [stamp.path for stamp in found.documents]
    for done, (_, read) in enumerate(read_documents(folder, paths, vocabulary), start=1):
        progress(Stage.READING, done, len(paths))
        if isinstance(read, ContentError):
            mistakes.extend(read.mistakes)
        else:
            references.append(references_of(read))
    mistakes.extend(check_references(folder, references))
    if mistakes:
        raise ContentError(mistakes)
    return len(references)
