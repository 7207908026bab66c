"""One line for each request in the log, with ``LIBRARY_LOG=json``: its route, status and time.

No address, no words, no IP address and no cookie: a route is ``/packs/<edit>``, whatever the link. A line of the proxy
before us and ours can be matched by the ID of the request, which nginx makes and passes on (``deploy/nginx.conf``).
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import TYPE_CHECKING

from flask import g, request

from library.web.request_context import current_settings

if TYPE_CHECKING:
    from flask import Flask, Response

_log = logging.getLogger(__name__)

# The form of nginx's $request_id. Nothing else is taken from outside.
ID = re.compile(r"[0-9a-f]{32}")
METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
MILLISECONDS = 1_000_000  # in nanoseconds


def log_requests(app: Flask) -> None:
    """Write a line for each request; to be registered first, so that the time includes everything else."""
    app.before_request(_start)
    app.after_request(_finish)


def route_of_request() -> str:
    """Return the route of this request, such as ``/packs/<edit>``."""
    return request.url_rule.rule if request.url_rule else "an unknown address"


def fields_of_request() -> dict[str, object]:
    """Return what the log may say of this request."""
    method = request.method if request.method in METHODS else "other"
    return {"route": route_of_request(), "method": method, "id": _id_of_request()}


def _id_of_request() -> str:
    if "request_id" not in g:
        sent = request.headers.get("X-Request-ID", "") if current_settings().trusted_proxies else ""
        g.request_id = sent if ID.fullmatch(sent) else secrets.token_hex(16)
    found: str = g.request_id
    return found


def _start() -> None:
    g.started = time.monotonic_ns()


def _finish(response: Response) -> Response:
    milliseconds = (time.monotonic_ns() - g.started) // MILLISECONDS
    fields = {"event": "request", **fields_of_request(), "status": response.status_code, "ms": milliseconds}
    _log.info("Request", extra={"fields": fields})
    return response
