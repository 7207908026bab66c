"""``library export``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from library.actions.import_export.exporting import write_export
from library.bootstrap import library_from_environment
from library.terminal.progress import show_progress

_NAME = "commonplace-{0:%Y%m%d-%H%M%S}.zip"


@click.command()
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), help="A zip file (name.zip), or else a new folder."
)
def export(target: Path | None) -> None:
    """Save the content as a zip file or a folder.

    It holds documents, the files that they name, collections, introductions and the vocabulary. It holds no packs,
    people, drafts, comments or keys. Only you can read it. To bring it back: library import
    """
    target = target or Path(_NAME.format(datetime.now(UTC)))
    with show_progress() as progress:
        done = write_export(library_from_environment(), target, progress)
    for sentence in done.left_out:
        click.echo(f"Left out: {sentence}", err=True)
    documents = "1 document" if done.documents == 1 else f"{done.documents} documents"
    click.echo(f"Exported: {documents}, {done.files} files in all. {target.absolute()}")
    if done.left_out:
        click.get_current_context().exit(1)
