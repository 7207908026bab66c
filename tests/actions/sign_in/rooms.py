"""A library in which people can sign in, with a clock that a test moves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select, update

from library.actions.library import Library
from library.actions.sign_in.by_mail import ask
from library.actions.sign_in.starting import Browser
from library.model.viewer import Role
from library.search.whoosh_index.engine import WhooshIndex
from library.settings import read_settings
from library.storage.people import add_person
from library.storage.people_tables import METADATA, PERSON

NOON = 1_800_000_000
ANN = "ann@example.org"


@dataclass
class Clock:
    """Tells a library the time."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


@dataclass
class Room:
    """A library with its clock and the mails that wait in it."""

    library: Library
    clock: Clock = field(default_factory=Clock)

    def person(self, email: str = ANN, role: Role = Role.MEMBER, language: str = "en") -> int:
        """Store a person, and return their id."""
        with self.library.database.writing() as connection:
            return add_person(connection, email, "Ann", role, language, NOON).id

    def change(self, person_id: int, **values: object) -> None:
        """Change columns of a person."""
        with self.library.database.writing() as connection:
            connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(values))

    def mails(self) -> list[dict[str, str]]:
        """Take every job; return the mails of those that send one."""
        found = []
        while (job := self.library.jobs.take(self.library.now())) is not None:
            self.library.jobs.done(job)
            if job.kind == "mail":
                found.append(job.payload["mail"])
        return found

    def asks(self, email: str = ANN, browser: Browser | None = None, next_path: str = "") -> Asked:
        """Ask for a mail; return the browser that asked, and the link and code of the mail."""
        before = browser or Browser("192.0.2.1", device="Firefox, Windows")
        secret = ask(self.library, before, email, next_path)
        after = Browser(before.address, secret, before.known, before.session, before.device)
        mails = self.mails()
        text = mails[0]["text"] if mails else ""
        return Asked(after, _found(r"/sign-in/link/(\S+)", text), _found(r"^(\d{3} \d{3})$", text))

    def rows(self, table: str) -> list[dict[str, object]]:
        """Return the rows of a table."""
        with self.library.database.reading() as connection:
            return [dict(row) for row in connection.execute(select(METADATA.tables[table])).mappings()]


@dataclass(frozen=True)
class Asked:
    """What someone has who asked for a mail: empty link and code if none came."""

    browser: Browser
    link: str
    code: str

    @property
    def wrong(self) -> str:
        """Return a code that is not theirs."""
        return "111111" if self.code != "111 111" else "222222"


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    return match[1] if match else ""


def open_room(folder: Path, address: str) -> Room:
    """Return a room whose records are at an address."""
    clock = Clock()
    settings = {
        "LIBRARY_CONTENT": str(folder / "content"),
        "LIBRARY_DATA": str(folder / "data"),
        "LIBRARY_URL": "https://library.example.org",
        "LIBRARY_LANGUAGES": "en,cy",
        "LIBRARY_DATABASE_URL": address,
        "LIBRARY_SECRET_KEY": "a key of the tests",
    }
    return Room(Library(read_settings(settings), WhooshIndex, now=clock), clock)
