"""Publishing with the audit log: which documents readers can now see, who, and which no longer.

A first publish leaves no lines, and neither does one that cannot write to the records: nothing may hold up a
withdrawal.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from library.actions.publish import publish
from library.actions.tally import NOT_SHOWN, seen_now
from library.errors import CatalogueUnavailable, NothingPublished, RecordsUnavailable
from library.model.audit import Action, AuditLine
from library.storage.audit import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from library.actions.library import Library
    from library.actions.publish_steps import Published
    from library.model.audit import Actor

# Over this, one line says that much was published: a move to another folder would fill the log.
MOST_LINES = 500
_AUDIENCES = {"public": "public", "for members": "network", "for coordinators": "coordinators"}


def publish_and_record(library: Library, actor: Actor, **options: Any) -> Published:
    """Publish, and record who can see what now; also if the publish fails, because narrowings come first.

    Args:
        library: As for ``publish``.
        actor: Who publishes.
        options: As for ``publish``.

    Raises:
        LibraryError: As for ``publish``.
    """
    before = _seen(library)
    try:
        return publish(library, **options)
    finally:
        _record(library, actor, before, _seen(library))


def _seen(library: Library) -> dict[str, str]:
    """Return who sees each document that anyone sees, by slug; empty if nothing is published."""
    with suppress(NothingPublished, CatalogueUnavailable):
        seen = seen_now(library).items()
        return {path.rpartition("/")[2]: _AUDIENCES[who] for path, who in seen if who not in NOT_SHOWN}
    return {}


def _record(library: Library, actor: Actor, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    if not before or not library.database.exists():
        return
    now = library.now()
    lines = list(_lines(actor, now, before, after))
    if len(lines) > MOST_LINES:
        lines = [AuditLine(now, actor, Action.LIBRARY_PUBLISHED)]
    if lines:
        with suppress(RecordsUnavailable), library.database.writing() as connection:
            for line in lines:
                record(connection, line)


def _lines(actor: Actor, now: int, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[AuditLine]:
    for slug in sorted(before.keys() - after.keys()):
        yield AuditLine(now, actor, Action.DOCUMENT_TAKEN_DOWN, slug)
    for slug in sorted(after.keys() - before.keys()):
        yield AuditLine(now, actor, Action.DOCUMENT_PUBLISHED, slug, {"audience": after[slug]})
    for slug in sorted(slug for slug in before.keys() & after.keys() if before[slug] != after[slug]):
        details = {"audience": after[slug], "former_audience": before[slug]}
        yield AuditLine(now, actor, Action.DOCUMENT_AUDIENCE_CHANGED, slug, details)
