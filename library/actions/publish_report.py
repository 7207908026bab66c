"""What a publish reports about documents that are not shown, or not as before. It says only what is already true."""

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
    from library.storage.catalogue_row import Row

_CHANGED = "it has changed, and the new version cannot be shown until {until}."
_STILL = "it is still hidden, and cannot be shown until {until}."
_TAKEN_OUT = "It may still say what you took out. If so, change it and publish again."
_PERHAPS = "If you took something out there, take it out here too and publish again."


def taken_down(
    changes: ContentChanges, now: Mapping[str, Row], day: date, *, but: Collection[str] = ()
) -> dict[str, str]:
    """Return, by path, a sentence for each document that was shown before and is not now.

    Args:
        changes: The documents as they were before.
        now: What the catalogue holds now, by path.
        day: The day it is in London.
        but: Files of documents to leave out.
    """
    gone = {path: row for path, row in sorted(changes.rows.items()) if row.is_published and path not in but}
    return {
        path: _taken_down(row, after, day)
        for path, row in gone.items()
        if (after := now.get(path)) is None or not after.is_published
    }


def _taken_down(row: Row, after: Row | None, day: date) -> str:
    """Return that a document was taken down, with the reason if its last day has passed."""
    last = after.ended if after else row.until
    return f"Taken down: {row.path}" + (f": its last day, {last}, has passed." if last and last < day else "")


def shown_again(
    returning: Iterable[Row], hidden: Mapping[str, bool], now: Mapping[str, Row], day: date
) -> Iterator[str]:
    """Yield what happened to hidden documents whose new text has now been published.

    Args:
        returning: What ``may_return`` gave.
        hidden: Maps each file that this publish hid to whether words were removed from it.
        now: What the catalogue holds at the end, by path.
        day: The day it is in London.
    """
    before = {row.slug: row for row in returning}
    for row in sorted(before.values(), key=lambda row: (row.translation_of != "", row.path)):
        after = now.get(row.path)
        if after is None or not after.is_published:
            if row.path in hidden:
                yield _taken_down(row, after, day)
        elif after.sha256 != row.sha256:
            what = "what you took out is gone" if hidden.get(row.path) else "the new version is shown"
            yield f"Replaced: {row.path}: {what}."
        else:
            yield _unchanged(row, before.get(row.translation_of), hidden, now)


def _unchanged(row: Row, original: Row | None, hidden: Mapping[str, bool], now: Mapping[str, Row]) -> str:
    """Return that a document is shown unchanged; a translation may still hold words removed from its original."""
    after = now.get(original.path) if original else None
    if original is None or after is None or after.sha256 == original.sha256:
        return f"Shown again: {row.path}"
    if hidden.get(original.path):
        return f"Check: {row.path} translates {original.slug} and was not changed. {_TAKEN_OUT}"
    return f"Check: {row.path} translates {original.slug}, which has changed. {_PERHAPS}"


def may_return(changes: ContentChanges, hidden: Collection[str]) -> tuple[Row, ...]:
    """Return the rows that this publish or an earlier one hid, each as it was before."""
    rows = {
        row.path: row
        for row in changed_rows(changes)
        if (row.is_published and row.path in hidden) or row.is_hidden_until_read
    }
    return tuple(rows.values())


def standing(
    folder: Path, changes: ContentChanges, now: Mapping[str, Row], day: date, until: str, *, but: Collection[str] = ()
) -> Iterator[str]:
    """Yield the state of each changed document while mistakes stop the publish, by path.

    Args:
        folder: The content folder.
        changes: What has changed.
        now: What the catalogue holds, narrowed, by path.
        day: The day it is in London.
        until: What has to happen before a changed document can be replaced, as words.
        but: Files already reported as taken down.
    """
    gate = Gate(statements_now(folder, changes), day, ended(changes.rows.values()))
    rows = {row.path: row for row in changed_rows(changes) if row.is_published or row.is_hidden_until_read}
    away = {row.slug for path, row in rows.items() if path in now and not now[path].is_published}
    for path, row in sorted(rows.items()):
        after = now.get(path)
        if after is not None and after.is_published:
            yield from _narrowed(row.agreed, after.agreed, path)
        elif after is not None and path not in but:
            changed = (_CHANGED if row.is_published else _STILL).format(until=until)
            original = f"{row.translation_of}, which it translates, is not shown."
            yield _not_shown(folder, row, gate, original if row.translation_of in away else changed)


def _narrowed(before: Permission, after: Permission, path: str) -> Iterator[str]:
    """Yield a sentence if a document that is still shown permits less than before."""
    less = [f"{use} is no longer allowed" for use in sorted(before.uses - after.uses)]
    less += [f"the audience is now {after.audience}"] if after.audience is not before.audience else []
    less += [f"the last day is now {after.until}"] if after.until != before.until else []
    less += [f"the first day is now {after.published}"] if after.published != before.published else []
    if less:
        yield f"Restricted: {path}: {', '.join(less)}."


def _not_shown(folder: Path, row: Row, gate: Gate, changed: str) -> str:
    own = gate.statement_of(row.slug)
    if own.permission.status is Status.WITHDRAWN:
        return f"Withdrawn: {row.path}"
    if own == UNKNOWN:
        return f"Not shown: {row.path}: {_header(folder, row.path)}."
    if own.permission.status is not Status.PUBLISHED:
        return f"Not shown: {row.path}: its status is {own.permission.status}."
    if own.translation_of and gate.statement_of(own.translation_of).permission.status is Status.WITHDRAWN:
        return f"Withdrawn: {row.path}: it translates {own.translation_of}, which was withdrawn."
    return f"Not shown: {row.path}: {why_hidden(row, gate) or _over(own.permission, gate.day) or changed}"


def _header(folder: Path, path: str) -> str:
    line = line_in_doubt(folder, path)
    return f"there is a problem in its header (line {line})" if line else "its header cannot be read"


def _over(permission: Permission, day: date) -> str:
    return f"its last day, {permission.until}, has passed." if permission.until and permission.until < day else ""
