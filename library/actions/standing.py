"""What a publish says of documents that are not shown, or not as they were: only what is true when it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.gate import Gate, ended
from library.actions.narrowing import changed_rows, statements_now, why_hidden
from library.content.permission import line_in_doubt
from library.model.document import Status
from library.model.permission import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from library.actions.narrowing import ContentChanges
    from library.model.permission import Permission
    from library.storage.writing import Row

_CHANGED = "it was changed, and cannot be replaced until {until}. When you publish again, the new version is shown."
_ORIGINAL = "the document that it translates is not shown."
_LOOK = "It may still say what you took out. If so, change it and publish again."


def taken_down(
    changes: ContentChanges, served: Collection[str], day: date, *, but: Collection[str] = ()
) -> Iterator[str]:
    """Yield a sentence for each document that was shown to somebody before and is not any more, by path.

    Args:
        changes: The documents as they were before.
        served: The files of the documents that are shown now.
        day: The day it is in London.
        but: Files of documents to say nothing of yet.
    """
    for path, row in sorted(changes.rows.items()):
        if row.is_published and path not in served and path not in but:
            over = row.until is not None and row.until < day
            yield f"Taken down: {path}" + (f": its last day, {row.until}, has passed." if over else "")


def shown_again(returning: Iterable[Row], hidden: Mapping[str, bool], now: Mapping[str, Row]) -> Iterator[str]:
    """Yield what became of documents that were hidden until their new text was published, once it is.

    Args:
        returning: What ``may_return`` gave.
        hidden: By file, of those that this publish hid: whether words were taken out.
        now: What the catalogue holds at the end, by path.
    """
    for row in sorted(returning, key=lambda row: (row.translation_of != "", row.path)):
        after = now.get(row.path)
        if after is None or not after.is_published:
            if row.path in hidden:
                yield f"Taken down: {row.path}"
        elif row.sha256 and after.sha256 != row.sha256:
            what = "what you took out is gone" if hidden.get(row.path) else "the new version is shown"
            yield f"Replaced: {row.path}: {what}."
        elif not row.translation_of:
            yield f"Shown again: {row.path}"
        else:
            changed = " and was not changed" if row.sha256 else ""
            yield f"Please look: {row.path} translates {row.translation_of}{changed}. {_LOOK}"


def may_return(changes: ContentChanges, hidden: Collection[str]) -> tuple[Row, ...]:
    """Return what this publish hid, by path, and what one before it had hidden: each as it was before."""
    rows = {
        row.path: row for row in changed_rows(changes) if (row.is_published and row.path in hidden) or _was_hidden(row)
    }
    return tuple(rows.values())


def _was_hidden(row: Row) -> bool:
    """Tell whether a publish that failed hid a document."""
    return not row.is_published and not row.sha256


def standing(folder: Path, changes: ContentChanges, now: Mapping[str, Row], day: date, until: str) -> Iterator[str]:
    """Yield what holds of each changed document while mistakes keep the new text from being published, by path.

    Args:
        folder: The content folder.
        changes: What has changed.
        now: What the catalogue holds, narrowed, by path.
        day: The day it is in London.
        until: Until what a changed document cannot be replaced.
    """
    gate = Gate(statements_now(folder, changes), day, ended(changes.rows.values()))
    rows = {row.path: row for row in changed_rows(changes) if row.is_published or _was_hidden(row)}
    away = {row.slug for path, row in rows.items() if path in now and not now[path].is_published}
    for path, row in sorted(rows.items()):
        after = now.get(path)
        if after is not None and after.is_published:
            yield from _narrowed(row.agreed, after.agreed, path)
        elif after is not None:
            changed = _CHANGED.format(until=until)
            yield _not_shown(folder, row, gate, changed if row.translation_of not in away else _ORIGINAL)


def _narrowed(before: Permission, after: Permission, path: str) -> Iterator[str]:
    """Yield a sentence where a document that is still shown permits less than before."""
    less = [f"no longer {use}" for use in sorted(before.uses - after.uses)]
    less += [f"audience {after.audience}"] if after.audience is not before.audience else []
    less += [f"until {after.until}"] if after.until != before.until else []
    less += [f"from {after.published}"] if after.published != before.published else []
    if less:
        yield f"Narrowed, as its file says: {path}: {', '.join(less)}."


def _not_shown(folder: Path, row: Row, gate: Gate, changed: str) -> str:
    own = gate.statement_of(row.slug)
    if own.permission.status is Status.WITHDRAWN:
        return f"Withdrawn, as its file says: {row.path}"
    if own == UNKNOWN:
        return f"Not shown until its mistake is mended: {row.path}: {_header(folder, row.path)}."
    if own.permission.status is not Status.PUBLISHED:
        return f"Not shown, as its file says: {row.path}: status: {own.permission.status}."
    if own.translation_of and gate.statement_of(own.translation_of).permission.status is Status.WITHDRAWN:
        return f"Withdrawn with {own.translation_of}, which it translates: {row.path}"
    return f"Not shown: {row.path}: {why_hidden(row, gate) or _over(own.permission, gate.day) or changed}"


def _header(folder: Path, path: str) -> str:
    line = line_in_doubt(folder, path)
    return f"its header has a mistake (line {line})" if line else "its header cannot be read"


def _over(permission: Permission, day: date) -> str:
    return f"its last day, {permission.until}, has passed." if permission.until and permission.until < day else ""
