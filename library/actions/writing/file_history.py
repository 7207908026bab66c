"""Writing a file of the content folder from the browser, with what it was and what it becomes in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.whole_files import create_file, digest_of, replace_file
from library.model.revision import Change, Source

if TYPE_CHECKING:
    from library.actions.library import Library


def write_with_history(library: Library, by: int, path: str, was: bytes | None, new: bytes) -> None:
    """Write a file whole; the history has the new text first, so nothing that was written can be missing there.

    Args:
        library: Names the content folder.
        by: The id of the person.
        path: Relative to the content folder.
        was: What was read; ``None`` for a new file.
        new: The new bytes.

    Raises:
        FileChanged: The file is no longer what was read; it stays as it is.
        FileExistsError: A new file is there already.
        WritingFull: There is no room in the history; nothing was written.
        OSError: It cannot be written.
    """
    now, file = library.now(), library.settings.content / path
    if was is not None and library.revisions.find(path, digest_of(was)) is None:
        library.revisions.add(path, was, Change.FOUND, now=now, source=Source.FILE)
    library.revisions.add(path, new, Change.SAVED, now=now, actor=by)
    if was is None:
        file.parent.mkdir(exist_ok=True)
        create_file(file, new)
    else:
        replace_file(file, new, digest_of(was))
