"""Settings for gunicorn: ``gunicorn --config python:library.web.gunicorn_settings 'library.web.server:create_site()'``.

The command line takes priority. In a checkout, gunicorn reads the same from ``gunicorn.conf.py``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gunicorn.glogging import Logger

from library.errors import SettingsError
from library.log import Line, write_unhandled
from library.settings import read_settings

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.config import Config
    from gunicorn.workers.base import Worker

# A thread waits until its request has arrived completely. With one thread for each worker, sixty connections that never
# finish would block everyone else. A proxy that reads whole requests first keeps them away altogether.
worker_class = "gthread"
threads = 100

# The site is put together once, before its workers: if nothing usable is published, that publishes first, for minutes.
# A worker would be stopped after half a minute.
preload_app = True

# A search can be a pasted paragraph in Welsh; nginx reads as much.
limit_request_line = 8_190

# A worker that is asked to stop has this long to finish: a pack file may wait 5 s and take 25.
graceful_timeout = 60

# Nothing uses it, and a sandbox has no place for its socket.
control_socket_disable = True

# Addresses contain editing links of packs, codes and searches, so the access log, if switched on, has no addresses.
access_log_format = "%(m)s %(s)s %(b)s bytes %(M)s ms"


class Log(Logger):
    """A log without addresses, in the form of ``LIBRARY_LOG``."""

    def setup(self, cfg: Config) -> None:
        """Open the log; stop with a sentence for each wrong setting."""
        super().setup(cfg)  # type: ignore[no-untyped-call]
        try:
            line = Line(read_settings().log)
        except SettingsError as error:
            sys.exit(str(error))
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(line)

    def warning(self, msg: str, *values: object, **more: object) -> None:
        """Write a warning; of a request that cannot be read, neither its address nor where it came from."""
        message = "Invalid request" if msg.startswith("Invalid request from") else msg
        super().warning(message, *values, **more)  # type: ignore[no-untyped-call]

    def exception(self, msg: str, *_values: object, **more: object) -> None:
        """Write only the message and the traceback: gunicorn adds the address of a failed request."""
        super().exception(msg.partition(" %s")[0], **more)  # type: ignore[no-untyped-call]


logger_class = Log


def post_fork(_arbiter: Arbiter, _worker: Worker) -> None:
    """Let a new worker write errors that nothing catches to the log."""
    write_unhandled()
