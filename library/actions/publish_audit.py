"""Publishing with the audit log and the history: who can see what now, and what was changed outside the site.

A first publish leaves no lines, and neither does one that cannot write to the records: nothing may hold up a
withdrawal.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from library.actions.publish import publish
from library.actions.writing.found import remember_files
from library.errors import CatalogueUnavailable, NothingPublished, RecordsUnavailable
from library.model.audit import Action, AuditLine
from library.model.viewer import ANYBODY, Role, Viewer
from library.storage.audit import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any

    from library.actions.library import Library, View
    from library.actions.publish_steps import Published
    from library.model.audit import Actor

# Over this, one line says that much was published: a move to another folder would fill the log.
MOST_LINES = 500
# From the widest audience to the narrowest.
_VIEWERS = (ANYBODY, Viewer(Role.MEMBER), Viewer(Role.COORDINATOR))


def publish_and_record(
    library: Library,
    actor: Actor,
    *,
    written: Collection[str] = (),
    only: Collection[str] | None = None,
    **options: Any,
) -> Published:
    """Publish, and record who can see what now; also if the publish fails, because narrowings come first.

    Args:
        library: As for ``publish``.
        actor: Who publishes.
        written: Paths of files that the site itself has just written, and has in its history.
        only: As for ``publish``. A new version of a page that the same people can see is recorded too.
        options: As for ``publish``.

    Raises:
        LibraryError: As for ``publish``.
    """
    with recorded(library, actor, written=written, is_whole=only is None):
        return publish(library, only=only, **options)


@contextmanager
def recorded(
    library: Library, actor: Actor, *, written: Collection[str] = (), is_whole: bool = False
) -> Iterator[None]:
    """Record at the end of a block who can see what since its beginning, and what was found in files.

    Args:
        library: That the block publishes.
        actor: Who publishes.
        written: Paths of files that the site itself has just written, and has in its history.
        is_whole: Whether everything was published, and a new version for the same people is not worth a line.
    """
    before = _views(library)
    try:
        yield
    finally:
        after = _views(library)
        _record(library, actor, before, after, is_whole=is_whole)
        if after:
            known = before[0].snapshot.by_id if before else {}
            remember_files(library, known, after[0].snapshot, written, is_whole=is_whole)


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


def _record(
    library: Library, actor: Actor, earlier: tuple[View, ...], later: tuple[View, ...], *, is_whole: bool
) -> None:
    if not earlier or not earlier[-1].visible or not library.database.exists():
        return
    lines = list(_lines(actor, library.now(), _changed(earlier, later), _changed(later, earlier), is_whole=is_whole))
    if len(lines) > MOST_LINES:
        lines = [AuditLine(library.now(), actor, Action.LIBRARY_PUBLISHED)]
    if lines:
        with suppress(RecordsUnavailable), library.database.writing() as connection:
            for line in lines:
                record(connection, line)


def _lines(
    actor: Actor, now: int, before: Mapping[str, str], after: Mapping[str, str], *, is_whole: bool
) -> Iterator[AuditLine]:
    for slug in sorted(before.keys() - after.keys()):
        yield AuditLine(now, actor, Action.DOCUMENT_TAKEN_DOWN, slug)
    for slug in sorted(after.keys() - before.keys()):
        yield AuditLine(now, actor, Action.DOCUMENT_PUBLISHED, slug, {"audience": after[slug]})
    for slug in sorted(before.keys() & after.keys()):
        if before[slug] != after[slug]:
            details = {"audience": after[slug], "former_audience": before[slug]}
            yield AuditLine(now, actor, Action.DOCUMENT_AUDIENCE_CHANGED, slug, details)
        elif not is_whole:
            yield AuditLine(now, actor, Action.DOCUMENT_CHANGED, slug)
