"""What gunicorn reads when it is started in this folder: the settings that the package brings for it."""

from library.web.gunicorn_settings import (
    access_log_format,
    control_socket_disable,
    graceful_timeout,
    limit_request_line,
    logger_class,
    post_fork,
    preload_app,
    threads,
    worker_class,
)

__all__ = [
    "access_log_format",
    "control_socket_disable",
    "graceful_timeout",
    "limit_request_line",
    "logger_class",
    "post_fork",
    "preload_app",
    "threads",
    "worker_class",
]
