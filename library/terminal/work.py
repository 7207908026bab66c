"""``library work``."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import click

from library import log
from library.actions.jobs.worker import Worker
from library.bootstrap import library_from_environment

if TYPE_CHECKING:
    from types import FrameType


@click.command()
def work() -> None:
    """Send mails, publish drafts at their time and clean up, apart from the site (with LIBRARY_JOBS=apart)."""
    library = library_from_environment()
    log.configure(library.settings.log)
    log.write_unhandled()
    worker = Worker(library)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    click.echo("Working: mails and clean-up (stop with Ctrl-C)")
    worker.work()
