"""Which SQL statements a request runs: equal ones for two addresses mean that no time tells them apart.

SQLAlchemy reports those that it runs. The catalogue is also asked without it, so SQLite reports its own too, without
their values.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from sqlalchemy import Engine, Pool, event

from tests.web.shelves import Shelves

T = TypeVar("T")

# A text, bytes or a number in a statement.
_VALUE = re.compile(r"x?'(?:[^']|'')*'|\b\d+\b", re.IGNORECASE)


def with_statements(ask: Callable[[], T]) -> tuple[T, list[str]]:
    """Return what a function returns, and the statements that it ran, in order; not those of other threads."""
    asked: list[str] = []
    here = threading.get_ident()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if threading.get_ident() == here:
            asked.append(_VALUE.sub("?", statement))

    def trace(connection: object, *_: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(partial(note, None, None))

    def untrace(connection: object, *_: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(None)

    listeners = ((Engine, "before_cursor_execute", note), (Pool, "checkout", trace), (Pool, "checkin", untrace))
    for listener in listeners:
        event.listen(*listener)
    try:
        return ask(), asked
    finally:
        for listener in listeners:
            event.remove(*listener)


def statements(shelves: Shelves, address: str) -> list[str]:
    """Return the statements of a request that finds nothing, in order."""
    answer, asked = with_statements(lambda: shelves.client.get(address))
    assert answer.status_code == 404
    return asked


def assert_hidden_asks_like_missing(shelves: Shelves, address: str) -> None:
    """Compare the hidden document *inside* with one that never was, at an address with ``{}`` for the slug."""
    missing = address.format("insidf")
    statements(shelves, missing)  # the first request opens the catalogue
    asked = statements(shelves, address.format("inside"))
    assert asked
    assert asked == statements(shelves, missing)
