"""Publishing with the audit log and the history: who can see what now, and what was changed outside the site.

A first publish leaves no lines, and neither does one that cannot write to the records: nothing may hold up a
withdrawal.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
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

    from library.actions.library import Library, Rule, View
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
    before = _view(library)
    try:
        yield
    finally:
        after = _view(library)
        _record(library, actor, before, after, is_whole=is_whole)
        if after:
            known = before.snapshot.by_id if before else {}
            remember_files(library, known, after.snapshot, written, is_whole=is_whole)


def _view(library: Library) -> View | None:
    """Return what everyone sees; ``None`` if nothing is published."""
    with suppress(NothingPublished, CatalogueUnavailable):
        return library.view(ANYBODY)
    return None


def _rules(view: View) -> tuple[Rule, ...]:
    """Return the rule for each audience, the widest first."""
    return tuple(replace(view.rule, audience=viewer.audience) for viewer in _VIEWERS)


def _changed(view: View | None, other: View | None) -> dict[str, str]:
    """Return who sees each document by slug, without those of which nothing has changed since another view."""
    if view is None:
        return {}
    states, known = view.snapshot.by_id, other.snapshot.by_id if other else {}
    ids = [each for each, state in states.items() if known.get(each) != state]
    hidden = view.rule.blocked ^ (other.rule.blocked if other else frozenset())
    every = [states[each] for each in {*ids, *hidden} & states.keys()]
    seen: dict[str, str] = {}
    for rule in reversed(_rules(view)):
        seen |= {state.slug: rule.audience.value for state in every if rule.is_visible(state)}
    return seen


def _shows_something(view: View) -> bool:
    """Return whether there is a role that sees a document."""
    *_, rule = _rules(view)
    return any(map(rule.is_visible, view.snapshot.by_id.values()))


def _record(library: Library, actor: Actor, earlier: View | None, later: View | None, *, is_whole: bool) -> None:
    if earlier is None or not _shows_something(earlier) or not library.database.exists():
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
