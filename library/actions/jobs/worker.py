"""Doing jobs: one thread in each serving process, or ``library work`` by itself."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from library.actions.jobs.clean_up import CLEAN_UP
from library.actions.jobs.kinds import KINDS
from library.errors import JobFailed, LibraryError, RecordsUnavailable
from library.storage.jobs import MOST_TRIES, NewJob

if TYPE_CHECKING:
    from datetime import date

    from library.actions.library import Library
    from library.storage.jobs import Job

_log = logging.getLogger(__name__)

# How often a process looks for work: one row of an index is read.
PAUSE = 2.0  # seconds
# After that many seconds a job is tried again, by how often it was tried.
WAITS = (30, 120, 600, 3_600, 14_400)
UNAVAILABLE = 30.0  # seconds until records that do not answer are asked again
FAULT = "fault"


class Worker:
    """Does the jobs of a library, one at a time."""

    def __init__(self, library: Library) -> None:
        """Store the library; do nothing yet."""
        self._library = library
        self._stopping = threading.Event()
        self._day: date | None = None

    def start(self) -> None:
        """Work in a thread that ends with the process."""
        threading.Thread(target=self.work, name="jobs", daemon=True).start()

    def stop(self) -> None:
        """End after the job that is being done."""
        self._stopping.set()

    def work(self) -> None:
        """Do jobs until told to stop."""
        while not self._stopping.is_set():
            try:
                pause = self._pause_after_some()
            except Exception as error:  # noqa: BLE001 - no fault may end the thread: nobody would get mail any more
                _log.error("Looking for jobs failed: %s", type(error).__name__)
                pause = UNAVAILABLE
            self._stopping.wait(pause)

    def _pause_after_some(self) -> float:
        if not self._library.database.exists():
            return PAUSE
        try:
            self._clean_up_daily()
            while not self._stopping.is_set() and do_one(self._library):
                pass
        except RecordsUnavailable:
            return UNAVAILABLE
        return PAUSE

    def _clean_up_daily(self) -> None:
        today = self._library.today()
        if today != self._day:
            self._library.jobs.add(NewJob(CLEAN_UP, {}, int(time.time()), key=today.isoformat()))
            self._day = today


def do_one(library: Library) -> bool:
    """Do the job that has been due longest, and return whether there was one.

    Raises:
        RecordsUnavailable: The records do not answer; the job is taken again when its lease is over.
    """
    job = library.jobs.take(int(time.time()))
    if job is None:
        return False
    if job.tries > MOST_TRIES:
        library.jobs.give_up(job, int(time.time()), FAULT)
        return True
    try:
        KINDS[job.kind](library, job.payload)
    except JobFailed as error:
        _failed(library, job, error)
    except RecordsUnavailable:
        raise
    except (LibraryError, OSError, ValueError, KeyError, TypeError) as error:
        # Neither message nor traceback: they may hold an address.
        _log.error("A job failed (%s): %s", job.kind, type(error).__name__)
        _failed(library, job, JobFailed(FAULT))
    else:
        library.jobs.done(job)
    return True


def _failed(library: Library, job: Job, error: JobFailed) -> None:
    now = int(time.time())
    if error.is_final or job.tries >= MOST_TRIES:
        library.jobs.give_up(job, now, error.failure)
    else:
        library.jobs.put_off(job, now + WAITS[job.tries - 1], error.failure)
