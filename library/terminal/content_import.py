"""``library import`` of a content folder or a zip file: its report, and undoing it."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from library.actions.import_export.importing import carry_out, dry_run, past_imports, received_from, undo_import
from library.actions.import_export.plan import Outcome
from library.bootstrap import library_from_environment
from library.errors import ContentError, Mistake
from library.model.audit import TERMINAL
from library.terminal.counts import line_by_line
from library.terminal.progress import show_progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from library.actions.import_export.plan import Choices, Plan, Row
    from library.actions.import_export.record import ImportRecord, PastImport
    from library.actions.library import Library

_NEXT = "Readers see nothing of it before: library publish"


def import_content(source: Path, choices: Choices, *, is_asked: bool, is_applied: bool) -> None:
    """Report what an import would do, and import if that is wanted.

    Args:
        source: A folder or a zip file.
        choices: What was decided about its files.
        is_asked: Whether to ask, if there is someone to answer.
        is_applied: Whether to import without asking.

    Raises:
        LibraryError: It cannot be imported. Nothing was changed, unless the message says so.
    """
    library = library_from_environment()
    with ExitStack() as stack:
        with show_progress() as progress:
            received = stack.enter_context(received_from(library, source, progress))
            plan = dry_run(library, received, choices, progress)
        click.echo("\n".join(_report(library, plan)))
        if plan.mistakes:
            raise ContentError(plan.mistakes)
        if not plan.files:
            return
        if is_applied or (is_asked and _is_wanted(plan)):
            click.echo("\n".join(_done(carry_out(library, plan, TERMINAL))))
        else:
            click.echo("Nothing was imported. To import it, run the command again with: --apply")


def list_imports() -> None:
    """List the imports of the last 30 days."""
    past = past_imports(library_from_environment())
    click.echo("\n".join(map(_described, past)) or "Nothing was imported in the last 30 days.")


def undo(import_id: str) -> None:
    """Undo an import.

    Raises:
        LibraryError: It cannot be undone; nothing was changed, unless the message says so.
    """
    done = undo_import(library_from_environment(), import_id, TERMINAL)
    click.echo(f"{_files(len(done.steps))} put back as before the import {import_id}. {_NEXT}")


def _is_wanted(plan: Plan) -> bool:
    return sys.stdin.isatty() and click.confirm(f"Import {_files(len(plan.files))}?")


def _report(library: Library, plan: Plan) -> Iterator[str]:
    for row in plan.rows:
        if row.outcome is not Outcome.SAME:
            yield from _row(row)
    yield f"{', '.join(f'{plan.count(each)} {each.value}' for each in Outcome if plan.count(each))}."
    if plan.differences and plan.files:
        yield "What readers will see after the import and the next publish:"
        yield from line_by_line(plan.differences, library.settings.url)


def _row(row: Row) -> Iterator[str]:
    yield f"{row.path}: {row.outcome.value}"
    yield from (f"  {sentence}" for sentence in row.sentences)
    if row.can_be_included:
        yield f"  To import it all the same: --include {row.path}"
    for each in row.findings:
        yield f"  Line {each.line}: {'' if isinstance(each, Mistake) else 'Advice: '}{each.sentence}"


def _done(record: ImportRecord) -> Iterator[str]:
    yield f"Imported: {_files(len(record.steps))}. {_NEXT}"
    yield f"To undo this: library import --undo {record.id}"


def _described(past: PastImport) -> str:
    when = datetime.fromtimestamp(past.record.made, UTC)
    state = "undone" if past.is_undone else "can be undone" if past.can_be_undone else "can no longer be undone"
    return f"{past.record.id}: {when.day} {when:%B %Y, %H:%M} UTC, {_files(len(past.record.steps))}, {state}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
