"""What a publish finds in files: changes made outside the site become revisions, and what is gone is forgotten.

A state counts as known if it is the last that was published or found. The first state of a document is recorded too,
so that the first change in the browser can be undone. Nothing here stops a publish.

Withdrawn words leave the disk, also if someone withdrew a document in its file, or deleted that.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from library.actions.writing.forgetting import forget
from library.content.folder_files import read_bytes
from library.content.mistakes import Mistakes
from library.content.source import LARGEST_FILE
from library.errors import DraftError, RecordsUnavailable
from library.model.document import Status
from library.storage.revisions import text_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from library.actions.library import Library
    from library.storage.catalogue import DocumentState, Snapshot


# How many texts are in memory together.
AT_ONCE = 200


def remember_files(
    library: Library,
    before: Mapping[int, DocumentState],
    after: Snapshot,
    written: Collection[str],
    *,
    is_whole: bool,
) -> None:
    """Record what a publish found in files that someone changed outside the site.

    Args:
        library: Its history.
        before: The documents before the publish, by the catalogue's integer.
        after: The catalogue after it.
        written: Paths of files that the site itself has just written.
        is_whole: Whether to look for documents without any history too.
    """
    states = {path_of(state): state for state in after.by_id.values()}
    changed = {path_of(state) for each, state in after.by_id.items() if before.get(each) != state}
    lost = {path_of(state) for state in before.values()} - states.keys()
    withdrawn = {
        path for path, each in states.items() if each.status is Status.WITHDRAWN and each.id not in after.ended
    }
    known: dict[str, str] = {}
    with suppress(RecordsUnavailable, DraftError):
        known = _known(library, None if is_whole else changed)
        asked = changed | (states.keys() - known.keys() if is_whole else set())
        for some in _batches(sorted(asked - withdrawn - {*written})):
            library.revisions.add_found(_texts(library, some, known), library.now())
    with suppress(RecordsUnavailable):
        if is_whole:  # also what an interrupted publish did not forget
            lost, changed = known.keys() - states.keys(), {*states}
        gone = _gone(library, lost, withdrawn & changed)
        forget(library, *(path for path in gone if path not in written))


def _known(library: Library, paths: Collection[str] | None) -> dict[str, str]:
    return library.revisions.states(paths) if library.writing.exists() else {}


def path_of(state: DocumentState) -> str:
    """Return the path of the file of a document, relative to the content folder."""
    return f"{state.shelf}/{state.slug}.md"


def _batches(paths: list[str]) -> Iterator[list[str]]:
    return (paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE))


def _texts(library: Library, paths: Iterable[str], known: Mapping[str, str]) -> dict[str, bytes]:
    """Return the bytes of files whose last state is not in the history."""
    read = ((path, read_bytes(library.settings.content, path, LARGEST_FILE, Mistakes(path))) for path in paths)
    return {path: data for path, data in read if data is not None and known.get(path) != text_digest(data)}


def _gone(library: Library, lost: Collection[str], withdrawn: Collection[str]) -> list[str]:
    """Return those documents whose file is gone, and those withdrawn, of which something is stored.

    A draft that someone started from the withdrawn file stays.
    """
    if not (lost or withdrawn) or not library.writing.exists():
        return []
    folder, bases = library.settings.content, {draft.path: draft.base for draft in library.drafts.all()}
    written = library.revisions.paths()
    deleted = [path for path in lost if path in written and not (folder / path).exists()]
    hidden = [path for path in withdrawn if path in written and not _is_in_file(library, path, bases.get(path, ""))]
    return sorted([*deleted, *hidden])


def _is_in_file(library: Library, path: str, digest: str) -> bool:
    """Return whether the file of a document has a text with this digest."""
    data = read_bytes(library.settings.content, path, LARGEST_FILE, Mistakes(path))
    return data is not None and text_digest(data) == digest
