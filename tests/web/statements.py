"""Which SQL statements a request runs: equal ones for two addresses mean that no time tells them apart."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine, event

from tests.web.shelves import Shelves

T = TypeVar("T")


def with_statements(ask: Callable[[], T]) -> tuple[T, list[str]]:
    """Return what a function returns, and the statements that it ran, in order; not those of other threads."""
    asked: list[str] = []
    here = threading.get_ident()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if threading.get_ident() == here:
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        return ask(), asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


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
