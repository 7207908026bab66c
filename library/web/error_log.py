"""Logging faults: where and what they were, without anything from the request.

An address may contain the editing link of a pack, a search or the code on a file, and nobody who reads the log may get
these. So the log names the route, ``/packs/<edit>``, and everything that came with the request is removed from the
traceback, where the text of an error may repeat it.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from flask import Flask, request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

BLOTTED = "[…]"

# Shorter values, such as a page number, reveal nothing and are in every traceback.
SHORTEST = 4


class Site(Flask):
    """A Flask application whose log has no address, no words and no secret."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> None:
        """Write a fault to the log."""
        route = request.url_rule.rule if request.url_rule else "an unknown address"
        told = "".join(traceback.format_exception(exc_info[1])) if exc_info[1] else ""
        self.logger.error("Fault at %s [%s]\n%s", route, request.method, _blotted(told))


def _blotted(text: str) -> str:
    # The longest first: one value may be part of another.
    for value in sorted(set(_carried()), key=len, reverse=True):
        text = text.replace(value, BLOTTED)
    return text


def _carried() -> Iterator[str]:
    """Yield everything that came with the request, as it was sent and as Python would quote it."""
    # A form that was not read yet cannot be in a traceback, and reading it may fail.
    form = vars(request).get("form") or {}
    for values in (request.args, request.cookies, form, request.view_args or {}):
        for value in (str(each) for each in values.values()):
            for written in (value, repr(value)[1:-1]):
                if len(written) >= SHORTEST:
                    yield written
    yield request.path if len(request.path) >= SHORTEST else request.url
