"""Which SQL statements a request runs: equal ones for two addresses mean that no time tells them apart."""

from __future__ import annotations

from sqlalchemy import Engine, event

from tests.web.shelves import Shelves


def statements(shelves: Shelves, address: str) -> list[str]:
    """Return the statements of a request that finds nothing, in order."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert shelves.client.get(address).status_code == 404
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return asked


def assert_hidden_asks_like_missing(shelves: Shelves, address: str) -> None:
    """Compare the hidden document *inside* with one that never was, at an address with ``{}`` for the slug."""
    missing = address.format("insidf")
    statements(shelves, missing)  # the first request opens the catalogue
    asked = statements(shelves, address.format("inside"))
    assert asked
    assert asked == statements(shelves, missing)
