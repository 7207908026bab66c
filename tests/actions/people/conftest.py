"""What these tests share: a library with records in SQLite or PostgreSQL, and people in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from library.actions.library import Library
from library.actions.people.pasted_list import Entry
from library.model.audit import Actor, AuditLine, by
from library.model.person import Person
from library.model.viewer import Role
from library.search.whoosh_index.engine import WhooshIndex
from library.settings import read_settings
from library.storage.people import add_person
from tests.making import Day
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

NOW = 1_795_000_000


@dataclass
class Clock:
    """The time it is, to be changed by a test."""

    now: int = NOW

    def __call__(self) -> int:
        """Say what time it is."""
        return self.now


def open_library(root: Path, database: str, clock: Clock | None = None, **settings: str) -> Library:
    """Open the library of a folder with its records in a database."""
    environment = {
        "LIBRARY_CONTENT": str(root / "content"),
        "LIBRARY_DATA": str(root / "data"),
        "LIBRARY_DATABASE_URL": database,
        "LIBRARY_URL": "https://library.example.org",
    }
    return Library(read_settings(environment | settings), WhooshIndex, Day(), clock or Clock())


@dataclass
class Network:
    """A library and its people."""

    root: Path
    database: str
    clock: Clock = field(default_factory=Clock)
    library: Library = field(init=False)

    def __post_init__(self) -> None:
        self.library = self.opened()

    def opened(self, **settings: str) -> Library:
        """Open it once more, as another process does."""
        return open_library(self.root, self.database, self.clock, **settings)

    def add(self, name: str, role: Role = Role.MEMBER) -> Person:
        """Add a person with an account."""
        with self.library.database.writing() as connection:
            return add_person(connection, f"{name.lower()}@example.org", name, role, "en", NOW - 100)

    def admin(self, name: str = "Ada") -> Actor:
        """Add an administrator, and return them as the one who does things."""
        return by(self.add(name, Role.ADMINISTRATOR).id)

    def log(self) -> list[tuple[str, Actor, str, dict[str, str]]]:
        """Return the log, oldest first: action, actor, subject and details."""
        return [told(line) for line in reversed(self.library.audit.lines())]


def told(line: AuditLine) -> tuple[str, Actor, str, dict[str, str]]:
    return line.action.value, line.actor, line.subject, dict(line.details)


def entries(*names: str) -> list[Entry]:
    """Return entries of a list, one for each name."""
    return [Entry(number, f"{name.lower()}@example.org", name) for number, name in enumerate(names, 1)]


@pytest.fixture
def network(address: str, tmp_path: Path) -> Iterator[Network]:
    """A library without people."""
    made = Network(tmp_path, address)
    yield made
    made.library.close()
