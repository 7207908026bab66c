"""``python -m bench``: measure every figure, print one table. README.md says what each means."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from bench.celtic import measure_celtic
from bench.figures import Figure, table, unmeasured
from bench.judged import measure_judged
from bench.limits import measure_limits
from bench.machine import machine_note
from bench.members import measure_members
from bench.missing import Missing
from bench.packs import measure_packs
from bench.practitioners import measure_practitioners
from bench.prose import measure_prose
from bench.publishing import measure_alone, measure_change, measure_full
from bench.reading import measure_document
from bench.records import measure_records
from bench.relevance import measure_relevance
from bench.saved import measure_saved
from bench.search import measure_search
from bench.starting import measure_memory, measure_start
from bench.tail import measure_tail
from bench.transcripts import measure_transcripts
from bench.weight import measure_weight
from bench.word_files.measure import measure_word_files
from bench.workspace import Workspace, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Measure: TypeAlias = Callable[[Workspace], Iterator[Figure]]

# In this order: a full publish makes what the others measure.
MEASURES: dict[str, Measure] = {
    "publish": measure_full,
    "search": measure_search,
    "members": measure_members,
    "tail": measure_tail,
    "document": measure_document,
    "change": measure_change,
    "alone": measure_alone,
    "start": measure_start,
    "memory": measure_memory,
    "weight": measure_weight,
    "relevance": measure_relevance,
    "judged": measure_judged,
    "practitioners": measure_practitioners,
    "celtic": measure_celtic,
    "packs": measure_packs,
    "limits": measure_limits,
    "records": measure_records,
    "prose": measure_prose,
    "saved": measure_saved,
    "word-files": measure_word_files,
    "transcripts": measure_transcripts,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(MEASURES)))
@click.option("--documents", default=10_000, show_default=True, type=click.IntRange(200), help="Size of the library.")
@click.option("--seed", default=1, show_default=True, help="Of the documents and the queries.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep what is generated and published in this folder, and use what is there.",
)
def main(names: tuple[str, ...], documents: int, seed: int, keep: Path | None) -> None:
    """Measure the library on this machine: everything, or what NAMES say. Nothing here passes or fails."""
    # On a signal to stop, it still stops the servers that it started.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(128 + signal.SIGTERM))
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="commonplace-bench-") as temporary:
        workspace = Workspace((keep or Path(temporary)).absolute(), documents, seed)
        workspace.folder.mkdir(parents=True, exist_ok=True)
        figures = [figure for name in MEASURES if not names or name in names for figure in _measured(name, workspace)]
    click.echo(f"{documents:,} documents, seed {seed}\n")
    click.echo(table(figures))
    click.echo(f"\n{machine_note(load_before)}")


def _measured(name: str, workspace: Workspace) -> Iterator[Figure]:
    """Yield the figures of one measurement as they are ready, or a row that says why there are none."""
    say(f"Measuring: {name}")
    try:
        for figure in MEASURES[name](workspace):
            say("  " + " · ".join(filter(None, (*figure.row(), figure.how))))
            yield figure
    except (Missing, OSError, HTTPException) as error:
        say(f"  not measured: {error}")
        yield unmeasured(name, str(error))


if __name__ == "__main__":
    main()
