"""What has changed in the content folder, and the part of it that cannot wait: whatever is permitted less than before.

Withdrawals, deletions and narrower audiences or uses are applied at once, whatever else is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from library.content.folder import Scan, Stamp, scan, stamp
from library.content.permission import Permission, read_permission
from library.errors import TooManyRemovals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from library.model.document import Document
    from library.storage.writing import CatalogueWriter, Row

# A publish that changes at least this many documents, and this share of them, builds beside and swaps: in place, the
# index would keep the ghosts of all the versions before.
LARGE_CHANGE = 200
LARGE_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to do, as far as names, sizes and times of files tell.

    Attributes:
        scan: The files.
        rows: What the catalogue holds, by path.
        changed: Paths that are new or look different, sorted.
        gone: Rows without a file, on shelves that could be read.
        unreadable: Rows in whose file's place stands something that cannot be read.
    """

    scan: Scan
    rows: Mapping[str, Row]
    changed: tuple[str, ...]
    gone: tuple[Row, ...]
    unreadable: tuple[Row, ...]

    @property
    def is_large(self) -> bool:
        """Tell whether so much has changed that all is built anew."""
        touched = len(self.changed) + len(self.gone)
        return touched >= LARGE_CHANGE and touched >= LARGE_SHARE * len(self.rows)


def look_at(folder: Path, rows: Iterable[Row]) -> Look:
    """Compare the files of a content folder with what the catalogue holds of them."""
    found = scan(folder)
    by_path = {row.path: row for row in rows}
    changed = tuple(stamp.path for stamp in found.documents if not _looks_same(folder, stamp, by_path.get(stamp.path)))
    there = {stamp.path for stamp in found.documents}
    # A file or a whole shelf that stands there and cannot be read has a mistake of its own; nobody deleted it.
    unread = {mistake.path for mistake in found.mistakes}
    missing = [row for path, row in by_path.items() if path not in there]
    gone = tuple(row for row in missing if unread.isdisjoint(_within(row.path)))
    return Look(found, by_path, changed, gone, tuple(row for row in missing if row.path in unread))


def _within(path: str) -> set[str]:
    """Return a path and its folder."""
    return {path, path.partition("/")[0]}


def _looks_same(folder: Path, document: Stamp, row: Row | None) -> bool:
    if row is None:
        return False
    stamps = msgspec.json.decode(row.stamps, type=tuple[Stamp, ...])
    return stamps[:1] == (document,) and all(stamp(folder, kept.path) == kept for kept in stamps[1:])


def narrow(folder: Path, writer: CatalogueWriter, look: Look) -> None:
    """Apply what the changed files permit less than what is served, and hide what no longer says."""
    served = {row.id: row.path for path in look.changed if (row := look.rows.get(path)) and row.is_served}
    narrower: list[tuple[int, Document | None]] = []
    for document_id, document in writer.documents(served):
        permission = read_permission(folder, served[document_id])
        narrowed = _narrowed(document, permission) if permission else None
        if narrowed != document:
            narrower.append((document_id, narrowed))
    with writer.change() as change:
        for row in look.unreadable:
            if row.is_served:
                change.hide(row.id)
        for document_id, narrowed in narrower:
            if narrowed is None:
                change.hide(document_id)
            else:
                change.narrow(document_id, narrowed)


def _narrowed(document: Document, permission: Permission) -> Document:
    """Return a served document with the narrower of what it says and what is permitted now."""
    consent = document.consent
    return replace(
        document,
        status=permission.status,
        published=max(filter(None, (document.published, permission.published)), default=None),
        consent=replace(
            consent,
            audience=min(consent.audience, permission.audience, key=lambda audience: audience.width),
            uses=consent.uses & permission.uses,
            until=min(filter(None, (consent.until, permission.until)), default=None),
        ),
    )


def remove(writer: CatalogueWriter, look: Look, *, allow_removals: bool) -> None:
    """Take out documents whose files have gone, unless they are suspiciously many."""
    if 2 * len(look.gone) > len(look.rows) and not allow_removals:
        raise TooManyRemovals(len(look.gone), len(look.rows))
    with writer.change() as change:
        change.remove(row.id for row in look.gone)
