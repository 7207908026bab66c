"""What the log says of a fault: the route and the traceback, never the address.

Addresses have searches, editing links of packs and codes in them; forms, cookies and other headers have what someone
wrote and who they are. So the log names the route, ``/packs/<edit>``, and everything that came with the request is
removed from the traceback, where the text of an error may repeat it.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from flask import Flask, has_request_context, request

from library.log import redacted
from library.web.request_log import fields_of_request, route_of_request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

# Shorter values, such as a page number, reveal nothing and are in every traceback.
SHORTEST = 4

# Headers that every browser sends alike, with words that code uses too, such as ``close``.
HARMLESS = frozenset({
    "Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Length", "Content-Type",
    "Dnt", "Host", "Pragma", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Te",
    "Upgrade-Insecure-Requests", "X-Forwarded-Proto",
})  # fmt: skip


class Site(Flask):
    """A Flask application whose log has no address, no words and no secret."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> None:
        """Write a fault to the log."""
        route = route_of_request()
        told = "".join(traceback.format_exception(exc_info[1])) if exc_info[1] else ""
        fields = {"event": "fault", **fields_of_request()}
        said = redacted(told, carried_by_request())
        self.logger.error("Fault at %s [%s]\n%s", route, request.method, said, extra={"fields": fields})


def carried_by_request() -> Iterator[str]:
    """Yield everything that came with the request, as it was sent and as Python would quote it; nothing without one."""
    if not has_request_context():
        return
    for value in _values():
        for written in (value, repr(value)[1:-1]):
            if len(written) >= SHORTEST:
                yield written
    yield request.path if len(request.path) >= SHORTEST else request.url


def _values() -> Iterator[str]:
    # A form that was not read yet cannot be in a traceback, and reading it may fail.
    form = vars(request).get("form") or {}
    for values in (request.args, request.cookies, form, request.view_args or {}):
        yield from map(str, values.values())
    yield from (value for name, value in request.headers if name not in HARMLESS)
    yield request.query_string.decode("utf-8", "replace")
    yield request.remote_addr or ""
