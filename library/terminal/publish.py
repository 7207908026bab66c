"""``library publish``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from library.actions.packs.expiry import clean_quietly
from library.actions.publish import count_by_status
from library.actions.publish import publish as publish_content
from library.bootstrap import library_from_environment
from library.model.document import Status
from library.terminal.progress import show_progress

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.publish_steps import Published


@click.command()
@click.option("--rebuild", is_flag=True, help="Build everything anew beside the old state, then swap.")
@click.option("--allow-removals", is_flag=True, help="Allow over half of the documents to go.")
def publish(*, rebuild: bool, allow_removals: bool) -> None:
    """Publish the changes in your content folder."""
    publish_and_say(library_from_environment(), rebuild=rebuild, allow_removals=allow_removals)


def publish_and_say(library: Library, *, rebuild: bool = False, allow_removals: bool = False) -> None:
    """Publish, show how far it is, and say what was done.

    Raises:
        LibraryError: It did not succeed; see ``library.actions.publish``.
    """
    try:
        with show_progress() as progress:
            published = publish_content(
                library, rebuild=rebuild, allow_removals=allow_removals, progress=progress, tell=click.echo
            )
    finally:
        clean_quietly(library)
    click.echo(_summary(library, published))


def _summary(library: Library, published: Published) -> str:
    counts = dict(count_by_status(library))
    shown, gone = (counts.pop(status, 0) for status in (Status.PUBLISHED, Status.WITHDRAWN))
    parts = [f"{shown} documents shown"]
    parts += [f"{gone} taken down"] if gone else []
    parts += [f"{waiting} not published yet"] if (waiting := sum(counts.values())) else []
    done = "built anew" if published.rebuilt else f"{published.changed} changed, {published.removed} removed"
    return f"{', '.join(parts)}; {done}."
