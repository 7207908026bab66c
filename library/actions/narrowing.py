"""What has changed in the content folder, and narrowings: the changes that cannot wait.

Withdrawals, deletions, narrower audiences or uses, and last days that have passed are applied at once, whatever else is
wrong, and to the translations of such documents too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, reduce
from typing import TYPE_CHECKING

import msgspec

from library.actions.gate import Gate, ended, read_references
from library.content.fingerprint import fingerprint_now
from library.content.folder import Scan, Stamp, scan, stamp
from library.content.permission import read_statement
from library.content.slugs import slug_of
from library.errors import TooManyRemovals
from library.model.document import Provenance, Status
from library.model.permission import NOTHING, UNKNOWN, Permission, Statement, permission_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from library.model.document import Document
    from library.storage.catalogue_row import Row
    from library.storage.catalogue_writer import CatalogueWriter

# The stamps of a document and of the files that it names, as stored in the catalogue.
read_stamps = msgspec.json.Decoder(tuple[Stamp, ...]).decode

# A publish that changes at least this many documents, and this share of them, fills a new build: in place, the index
# would keep all the deleted versions.
LARGE_CHANGE = 200
LARGE_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class ContentChanges:
    """What a publish has to do, as far as this is known before files are parsed.

    Attributes:
        scan: The files.
        rows: What the catalogue holds, by path.
        changed: Paths that are new or hold something else, and those of translations and of other files of the same
            name; sorted.
        same: By path, the new stamps of files that look different but have the same content.
        gone: Rows without a file, in folders that could be read.
        unreadable: Rows whose file exists but cannot be read.
    """

    scan: Scan
    rows: Mapping[str, Row]
    changed: tuple[str, ...]
    same: Mapping[str, tuple[Stamp, ...]]
    gone: tuple[Row, ...]
    unreadable: tuple[Row, ...]

    @property
    def is_large(self) -> bool:
        """Return whether so much has changed that a full rebuild is better."""
        touched = len(self.changed) + len(self.gone)
        return touched >= LARGE_CHANGE and touched >= LARGE_SHARE * len(self.rows)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A document that the catalogue hides or narrows until a publish succeeds.

    Attributes:
        id: The catalogue's integer.
        path: Its file.
        may_return: Whether this publish may show it again, because its file does not ask for it to be hidden.
        says_less: Whether that is because words, names or files were removed from it.
    """

    id: int
    path: str
    may_return: bool
    says_less: bool = False


def compare_files(folder: Path, rows: Iterable[Row]) -> ContentChanges:
    """Compare the files of a content folder with what the catalogue holds of them."""
    found = scan(folder)
    by_path = {row.path: row for row in rows}
    seen = {each.path: _seen(folder, each, by_path.get(each.path), found.began_ns) for each in found.documents}
    changed = {path for path, now in seen.items() if now is None}
    same = {path: now for path, now in seen.items() if now}
    there = {stamp.path for stamp in found.documents}
    # A file or folder that exists but cannot be read is a mistake; it was not deleted.
    unread = {mistake.path for mistake in found.mistakes}
    missing = [row for path, row in by_path.items() if path not in there]
    gone = tuple(row for row in missing if unread.isdisjoint(_within(row.path)))
    unreadable = tuple(row for row in missing if row.path in unread)
    touched = {*map(slug_of, changed), *(row.slug for row in (*gone, *unreadable))}
    namesakes = (row for row in by_path.values() if row.slug in touched)
    follow = {row.path for row in (*namesakes, *translations_of(touched, by_path.values()))}
    changed |= follow & there
    return ContentChanges(found, by_path, tuple(sorted(changed)), same, gone, unreadable)


def no_changes(rows: Iterable[Row]) -> ContentChanges:
    """Return changes for files that have not changed: only last days that have passed are left to apply."""
    return ContentChanges(Scan((), ()), {row.path: row for row in rows}, (), {}, (), ())


def _within(path: str) -> set[str]:
    """Return a path and its folder."""
    return {path, path.partition("/")[0]}


def _seen(folder: Path, document: Stamp, row: Row | None, now: int) -> tuple[Stamp, ...] | None:
    """Return the new stamps of an unchanged document; empty if they are as stored, ``None`` if it changed.

    Equal times, size and inode prove that a file is the same. If they differ or are too recent, its content decides:
    a copy can have other times, and a file can change twice within one tick of a coarse clock.
    """
    if row is None:
        return None
    # Nearly every document is one file that proves to be the same, and comparing bytes takes a third of the time.
    if document.is_settled and row.stamps == msgspec.json.encode([document]):
        return ()
    before = read_stamps(row.stamps)
    if not before:
        return None
    pairs = [(before[0], document), *((each, stamp(folder, each.path, now)) for each in before[1:])]
    if all(each.proves(looks) for each, looks in pairs):
        return ()
    if any(looks is None or each.size != looks.size for each, looks in pairs):
        return None
    same = fingerprint_now(folder, [each.path for each in before]) == row.sha256
    return tuple(looks for _, looks in pairs if looks) if same else None


def translations_of(slugs: Iterable[str], rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the translations of some documents, the translations of those, and so on."""
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.translation_of:
            of[row.translation_of].append(row)
    waiting = list(slugs)
    while waiting:
        for row in of.pop(waiting.pop(), ()):
            yield row
            waiting.append(row.slug)


def narrow(folder: Path, writer: CatalogueWriter, changes: ContentChanges, day: date) -> tuple[Hidden, ...]:
    """Apply every narrowing: whatever the files permit less today than the served documents.

    Args:
        folder: The content folder.
        writer: The catalogue being served.
        changes: What has changed.
        day: The day it is in London.

    Returns:
        The documents of which the catalogue now holds less than their files say, in no order.
    """
    gate = Gate(statements_now(folder, changes), day, ended(changes.rows.values()))
    asked = {row.id: row for row in changed_rows(changes) if row.is_published}
    over = {row.id for row in changes.rows.values() if row.until and row.until < day and row.is_published}
    narrower: list[tuple[int, Document, Permission]] = []
    hidden: list[Hidden] = []
    for document_id, document in writer.documents(asked.keys() | over):
        row = asked.get(document_id)
        # The index still finds the words of an attachment, so its document is hidden until it is read again.
        doubtful = row is not None and (
            why_hidden(row, gate) != "" or _turned_told(document, gate) or gate.refuses_words(document)
        )
        agreed = permission_of(document) if row is None else NOTHING if doubtful else gate.agreed(document)
        now = gate.today(document, agreed)
        if permission_of(now) != permission_of(document):
            narrower.append((document_id, now, agreed))
            hidden += [Hidden(document_id, row.path, doubtful)] if row else []
    with writer.change() as change:
        for path, stamps in changes.same.items():
            change.restamp(changes.rows[path].id, msgspec.json.encode(stamps))
        for document_id, now, agreed in narrower:
            change.narrow(document_id, now, agreed)
        for each in hidden:
            change.forget_stamps(each.id)
    return tuple(hidden)


def changed_rows(changes: ContentChanges) -> Iterator[Row]:
    """Yield what the catalogue holds of every file that has changed or cannot be read."""
    yield from (row for path in changes.changed if (row := changes.rows.get(path)))
    yield from changes.unreadable


def _turned_told(document: Document, gate: Gate) -> bool:
    """Return whether a file has become told: the consent for the served version was never published."""
    own = gate.statement_of(document.slug)
    is_withdrawn = own.permission.status is Status.WITHDRAWN
    return not is_withdrawn and own.provenance is Provenance.TOLD and document.provenance is not Provenance.TOLD


def why_hidden(row: Row, gate: Gate) -> str:
    """Return why the files no longer permit a document at all; empty if they still do.

    Args:
        row: What the catalogue holds of it.
        gate: Has what the files say now.
    """
    own = gate.statement_of(row.slug)
    if own.permission.status is Status.WITHDRAWN:
        return ""
    if own == UNKNOWN:
        return "there is a problem in its header."
    if row.translation_of not in {"", own.translation_of}:
        return f"it was published as a translation of {row.translation_of}, and its file no longer says so."
    return _why_of_original(own, gate.statement_of(own.translation_of)) if own.translation_of else ""


def _why_of_original(own: Statement, original: Statement) -> str:
    """Return why an original permits nothing of its translation; empty if it does."""
    name = own.translation_of
    if original == UNKNOWN:
        return f"{name}, which it translates, is gone or has a problem in its header."
    if original.permission.status is not Status.PUBLISHED:
        return ""
    if own.names_more_than(original):
        return f"it names its teller more plainly than {name}, which it translates."
    return "" if original.may_be_translated else f"{name} cannot be translated: its uses do not include translate."


def statements_now(folder: Path, changes: ContentChanges) -> Callable[[str], Statement]:
    """Return a function from slug to what the file says now: read again if it changed, else from the catalogue."""
    changed: dict[str, list[str]] = defaultdict(list)
    for path in changes.changed:
        changed[slug_of(path)].append(path)
    missing = {row.slug for row in (*changes.gone, *changes.unreadable)}
    rows = {row.slug: row for row in changes.rows.values() if row.slug not in missing}

    @cache
    def statement_of(slug: str) -> Statement:
        if slug in changed:
            # That two files share a slug is a mistake.
            return reduce(Statement.narrower, (read_statement(folder, path) for path in changed[slug]))
        row = rows.get(slug)
        return UNKNOWN if row is None else read_references(row.links).statement

    return statement_of


def remove(writer: CatalogueWriter, changes: ContentChanges, *, allow_removals: bool) -> None:
    """Remove documents whose files are gone, unless there are suspiciously many."""
    if 2 * len(changes.gone) > len(changes.rows) and not allow_removals:
        raise TooManyRemovals(len(changes.gone), len(changes.rows))
    with writer.change() as change:
        change.remove(row.id for row in changes.gone)
