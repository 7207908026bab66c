"""``python -m bench.freeze record FOLDER`` and ``python -m bench.freeze compare OLD NEW``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bench.freeze.compare import differences
from bench.machine import ROOT

_FOLDER = click.Path(file_okay=False, exists=True, path_type=Path)


@click.group()
def main() -> None:
    """Record what a build gives, and compare two records."""


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--code", default=ROOT, type=_FOLDER, help="The checkout whose code runs; this one if not given.")
@click.option("--content", type=_FOLDER, help="The content folder; that of the checkout if not given.")
@click.option("--records", "earlier", type=_FOLDER, help="An earlier record, whose packs and codes are asked for too.")
def record(folder: Path, code: Path, content: Path | None, earlier: Path | None) -> None:
    """Record into FOLDER, which must not exist: passages, pages, packs, codes and what the terminal says."""
    # Before importing anything of `library`, which comes from there, while the recorder comes from here.
    sys.path.insert(0, str(code.absolute()))
    os.environ["PYTHONPATH"] = str(code.absolute())
    from bench.freeze.record import record_build  # noqa: PLC0415

    record_build(folder.absolute(), code.absolute(), content or code / "content", earlier)


@main.command()
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@click.option("--lines", default=6, show_default=True, help="Changed lines to show of each change.")
def compare(old: Path, new: Path, lines: int) -> None:
    """Say which files of two records differ, and how. Exit 1 if any does."""
    found = differences(old, new)
    for each in found:
        click.echo(each.told(lines))
    count = sum(len(each.files) for each in found)
    click.echo(f"{count} files differ, in {len(found)} ways." if found else "Nothing differs.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
