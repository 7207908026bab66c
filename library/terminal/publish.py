"""``library publish``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from library.actions.packs.expiry import clean_quietly
from library.actions.publish_audit import publish_and_record
from library.actions.tally import seen_now
from library.bootstrap import library_from_environment
from library.model.audit import TERMINAL
from library.terminal.counts import in_numbers
from library.terminal.progress import show_progress

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.publish_steps import Published


@click.command()
@click.option("--rebuild", is_flag=True, help="Rebuild everything. The site shows the old version until it is ready.")
@click.option("--allow-removals", is_flag=True, help="Allow more than half of the documents to be removed.")
def publish(*, rebuild: bool, allow_removals: bool) -> None:
    """Publish the changes in your content folder."""
    publish_and_say(library_from_environment(), rebuild=rebuild, allow_removals=allow_removals)


def publish_and_say(library: Library, *, rebuild: bool = False, allow_removals: bool = False) -> None:
    """Publish, show progress, and report what was done.

    Raises:
        LibraryError: It did not succeed; see ``library.actions.publish``.
    """
    try:
        with show_progress() as progress:
            published = publish_and_record(
                library, TERMINAL, rebuild=rebuild, allow_removals=allow_removals, progress=progress, tell=click.echo
            )
    finally:
        clean_quietly(library)
    click.echo(_summary(library, published))


def _summary(library: Library, published: Published) -> str:
    """Return what readers can see now and what they cannot, and what this publish did."""
    said = f"Published: {in_numbers(seen_now(library).values())}. {_done(published)}"
    return f"{said}{_advised(published.advised)}"


def _advised(count: int) -> str:
    if not count:
        return ""
    return f"\nAdvice for {count} {'document' if count == 1 else 'documents'}. To see it, run: library check"


def _done(published: Published) -> str:
    if published.rebuilt:
        return "Built from scratch."
    if not published.changed and not published.removed:
        return "No documents have changed."
    return f"This time: {published.changed} changed, {published.removed} removed."
