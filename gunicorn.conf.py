"""Settings that gunicorn reads when it is started in this folder; its command line takes priority."""

from __future__ import annotations

from gunicorn.glogging import Logger

# A thread waits until its request has arrived completely. With one thread for each worker, sixty connections that never
# finish would block everyone else. A proxy that reads whole requests first keeps them away altogether.
worker_class = "gthread"
threads = 100

# Addresses contain editing links of packs, codes and searches, so the access log, if switched on, has no addresses.
access_log_format = "%(t)s %(m)s %(s)s %(b)s bytes %(M)s ms"


class Log(Logger):
    """A log without addresses: gunicorn adds the address of a failed request to its message."""

    def exception(self, msg: str, *_values: object, **more: object) -> None:
        """Write only the message and the traceback."""
        super().exception(msg.partition(" %s")[0], **more)  # type: ignore[no-untyped-call]


logger_class = Log
