"""What gunicorn reads by itself where it is started in this folder; what its command line says is stronger."""

from __future__ import annotations

from gunicorn.glogging import Logger

# A thread waits for each request to arrive whole. With one thread a worker, sixty that never do are enough to keep
# everybody else out; a proxy in front that collects requests first keeps them away altogether.
worker_class = "gthread"
threads = 100

# Private links of packs, codes and searches stand in addresses: where somebody switches the log on, it has none.
access_log_format = "%(t)s %(m)s %(s)s %(b)s bytes %(M)s ms"


class Log(Logger):
    """A log without addresses: gunicorn puts that of a request that failed behind its sentence."""

    def exception(self, msg: str, *_values: object, **more: object) -> None:
        """Write the sentence and the traceback alone."""
        super().exception(msg.partition(" %s")[0], **more)  # type: ignore[no-untyped-call]


logger_class = Log
