"""Work in the background of a serving process: its thread starts with the first request.

A server may fork after the site was put together, and threads do not survive that.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from library.actions.jobs.worker import Worker

if TYPE_CHECKING:
    from library.actions.library import Library


class Background:
    """Starts the worker of a process, before its first request."""

    def __init__(self, library: Library) -> None:
        """Store the library; start nothing yet."""
        self._library = library
        self._process = 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        """Start the worker, unless this process has one."""
        with self._lock:
            is_new, self._process = self._process != os.getpid(), os.getpid()
        if is_new:
            Worker(self._library).start()
