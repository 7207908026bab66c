"""A progress bar for long-running work on a terminal; nothing in a pipe, where ``rich`` is not loaded either."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from library.actions.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from library.actions.progress import Progress, Stage


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Yield a function that shows the progress of each stage."""
    if not sys.stderr.isatty():
        yield silent
        return
    with progress_bar() as bar:
        tasks: dict[Stage, TaskID] = {}

        def show(stage: Stage, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage.value, total=total)
            bar.update(tasks[stage], completed=done)

        yield show


def progress_bar() -> Bar:
    """Return a bar that disappears at the end, and shows only if standard error is a terminal."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Bar(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)
