"""Publishing with the audit log: which documents readers can now see, who, and which no longer.

A first publish leaves no lines, and neither does one that cannot write to the records: nothing may hold up a
withdrawal.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from library.actions.publish import publish
from library.errors import CatalogueUnavailable, NothingPublished, RecordsUnavailable
from library.model.audit import Action, AuditLine
from library.model.viewer import ANYBODY, Role, Viewer
from library.storage.audit import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from library.actions.library import Library, View
    from library.actions.publish_steps import Published
    from library.model.audit import Actor

# Over this, one line says that much was published: a move to another folder would fill the log.
MOST_LINES = 500
# From the widest audience to the narrowest.
_VIEWERS = (ANYBODY, Viewer(Role.MEMBER), Viewer(Role.COORDINATOR))


def publish_and_record(library: Library, actor: Actor, **options: Any) -> Published:
    """Publish, and record who can see what now; also if the publish fails, because narrowings come first.

    Args:
        library: As for ``publish``.
        actor: Who publishes.
        options: As for ``publish``.

    Raises:
        LibraryError: As for ``publish``.
    """
    before = _views(library)
    try:
        return publish(library, **options)
    finally:
        _record(library, actor, before, _views(library))


def _views(library: Library) -> tuple[View, ...]:
    """Return what each viewer sees, those for the widest audience first; empty if nothing is published."""
    with suppress(NothingPublished, CatalogueUnavailable):
        return tuple(library.view(viewer) for viewer in _VIEWERS)
    return ()


def _changed(views: tuple[View, ...], others: tuple[View, ...]) -> dict[str, str]:
    """Return who sees each document by slug, without those of which nothing has changed in other views."""
    if not views:
        return {}
    known = others[0].snapshot.by_id if others else {}
    ids = [each for each, state in views[0].snapshot.by_id.items() if known.get(each) != state]
    hidden = views[0].rule.blocked ^ (others[0].rule.blocked if others else frozenset())
    every = {*ids, *hidden} & views[0].snapshot.by_id.keys()
    seen: dict[str, str] = {}
    for view in reversed(views):
        seen |= {view.snapshot.by_id[each].slug: view.rule.audience.value for each in every if each in view.visible}
    return seen


def _record(library: Library, actor: Actor, earlier: tuple[View, ...], later: tuple[View, ...]) -> None:
    if not earlier or not earlier[-1].visible or not library.database.exists():
        return
    now = library.now()
    lines = list(_lines(actor, now, _changed(earlier, later), _changed(later, earlier)))
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
