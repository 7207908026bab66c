"""Adding the text of a Word file to a document that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.uploading.receiving import add_pictures
from library.actions.uploading.turns import turn
from library.actions.writing.forgetting import unless_withdrawn
from library.actions.writing.starting import word_problems
from library.content.drafts.reading import read_addition
from library.content.slugs import slug_of
from library.content.word.archive import UnusableWordFile
from library.errors import ImportRefused, InvalidInput, UploadRefused

if TYPE_CHECKING:
    from typing import IO

    from library.actions.library import Library
    from library.content.drafts.addition import Addition

_NO_ROOM = "There is no room for the pictures of this file, so it was not added. Tell the people who run the site."


def add_word(library: Library, by: int, path: str, title: str, text: str, name: str, file: IO[bytes]) -> Addition:
    """Turn a Word file into text for a document, and store its pictures; the caller saves the text.

    Args:
        library: Stores the pictures, as uploads of the document.
        by: The id of the person.
        path: Of the document.
        title: Of the document as it is being written.
        text: Of the document as it is being written.
        name: Of the Word file; nothing of it is stored.
        file: The Word file, which is read when its turn has come.

    Raises:
        InvalidInput: There is no Word file.
        ImportRefused: The file cannot be added; the message says what to do. No picture of it is stored.
        DraftGone: The document was withdrawn meanwhile; no picture is left.
    """
    if problems := word_problems(name, file):
        raise InvalidInput(problems)
    try:
        with turn(library, by):
            addition = read_addition(file.read(), slug_of(path), title, text)
        with unless_withdrawn(library, path):
            add_pictures(library, by, path, addition.pictures)
    except UnusableWordFile as error:
        raise ImportRefused(str(error)) from error
    except UploadRefused as error:
        raise ImportRefused(_NO_ROOM) from error
    return addition
