"""Browsers of people who are signed in, by real rows of the records."""

from __future__ import annotations

import secrets
import time

from flask.testing import FlaskClient
from sqlalchemy import insert

from library.actions.library import Library
from library.actions.packs.secrets import new_secret
from library.model.viewer import Role
from library.storage.people_tables import PERSON
from library.storage.sessions import start_session
from tests.web.shelves import Shelves


def new_person(library: Library, role: Role, email: str = "", name: str = "Morag Bell", language: str = "en") -> int:
    """Store a person, with an email address that nobody else has if none is given; return their id."""
    row = {
        "email": email or f"{role}-{secrets.token_hex(4)}@example.org",
        "name": name,
        "role": role,
        "language": language,
        "joined_at": int(time.time()),
    }
    with library.database.writing() as connection:
        return int(connection.execute(insert(PERSON).values(row).returning(PERSON.c.id)).scalar_one())


def new_session(
    library: Library, person_id: int, *, with_password: bool = False, device: str = "", now: int = 0
) -> str:
    """Start a session now, or at a time; return the secret of its cookie."""
    secret = new_secret()
    with library.database.writing() as connection:
        start_session(connection, person_id, secret, device, now or int(time.time()), with_password=with_password)
    return secret


def browser_of(shelves: Shelves, secret: str) -> FlaskClient:
    """Return a browser that has the cookie of a session; the site is at the root of an https address."""
    client = shelves.client
    client.set_cookie("__Host-session", secret, domain="localhost", secure=True)
    return client


def signed_in(shelves: Shelves, role: Role, name: str = "Morag Bell") -> FlaskClient:
    """Return a browser in which a new person is signed in, with a second factor if their role needs one."""
    person_id = new_person(shelves.library, role, name=name)
    return browser_of(shelves, new_session(shelves.library, person_id, with_password=role is not Role.MEMBER))
