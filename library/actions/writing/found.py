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
    from collections.abc import Collection, Iterable, Mapping

    from library.actions.library import Library
    from library.storage.catalogue import DocumentState, Snapshot


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
    known: dict[str, str] = {}
    with suppress(RecordsUnavailable, DraftError):
        known = library.revisions.states() if library.writing.exists() else {}
        new = {path_of(state) for each, state in after.by_id.items() if before.get(each) != state}
        asked = new | (states.keys() - known.keys() if is_whole else set())
        shown = (
            path for path in asked if states[path].status is not Status.WITHDRAWN or states[path].id in after.ended
        )
        library.revisions.add_found(_texts(library, sorted({*shown} - {*written}), known), library.now())
    with suppress(RecordsUnavailable):
        forget(library, *(path for path in _gone(library, states, known, after.ended) if path not in written))


def path_of(state: DocumentState) -> str:
    """Return the path of the file of a document, relative to the content folder."""
    return f"{state.shelf}/{state.slug}.md"


def _texts(library: Library, paths: Iterable[str], known: Mapping[str, str]) -> dict[str, bytes]:
    """Return the bytes of files whose last state is not in the history."""
    read = ((path, read_bytes(library.settings.content, path, LARGEST_FILE, Mistakes(path))) for path in paths)
    return {path: data for path, data in read if data is not None and known.get(path) != text_digest(data)}


def _gone(
    library: Library, states: Mapping[str, DocumentState], known: Collection[str], ended: Collection[int]
) -> list[str]:
    """Return the documents with a history that were withdrawn, or whose file is gone.

    A draft that someone started from the withdrawn file stays.
    """
    if not library.writing.exists():
        return []
    withdrawn = {path for path, state in states.items() if state.status is Status.WITHDRAWN and state.id not in ended}
    folder, bases = library.settings.content, {draft.path: draft.base for draft in library.drafts.all()}
    deleted = {path for path in known if path not in states and not (folder / path).exists()}
    return sorted(
        each
        for each in (withdrawn & library.revisions.paths()) | deleted
        if each not in bases or each in deleted or not _is_in_file(library, each, bases[each])
    )


def _is_in_file(library: Library, path: str, digest: str) -> bool:
    data = read_bytes(library.settings.content, path, LARGEST_FILE, Mistakes(path))
    return data is not None and text_digest(data) == digest
