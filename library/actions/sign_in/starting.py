"""Signing someone in, however they proved who they are: the one place where a session starts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.secrets import new_secret
from library.actions.sign_in.keys import browser_proof
from library.model.audit import Action, AuditLine, by
from library.storage.audit import record
from library.storage.people import mark_seen
from library.storage.sessions import end_session_with, start_session

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.storage.records_database import Connection


@dataclass(frozen=True, slots=True)
class Browser:
    """The browser that someone signs in with.

    Attributes:
        address: Of the client; it is not stored.
        asked: The secret of the cookie that it got when it asked for a mail; empty without one.
        known: What the cookie of an earlier sign-in holds; empty without one.
        session: The secret of its session so far, which ends; empty without one.
        device: Such as ``Firefox, Windows``.
    """

    address: str = ""
    asked: str = ""
    known: str = ""
    session: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """A session that has just started.

    Attributes:
        secret: For the cookie of the session. Nobody has seen it before, so nobody can have planted it.
        known: For the cookie that says that this account signed in here before.
        next: Where to go now: a path of this site, or empty.
    """

    secret: str
    known: str
    next: str = ""


def start(
    library: Library,
    connection: Connection,
    browser: Browser,
    person_id: int,
    account: bytes,
    now: int,
    *,
    next_path: str = "",
    with_password: bool = False,
) -> Started:
    """Sign a person in, and record it.

    Args:
        library: Whose key proves later that they signed in here.
        connection: To the records, for writing: whatever was used up for this is in the same transaction.
        browser: That they sign in with.
        person_id: Of the person.
        account: The key of their account (``account_key``).
        now: In Unix seconds.
        next_path: Where to go afterwards.
        with_password: Whether they gave password and second factor.
    """
    if browser.session:
        end_session_with(connection, browser.session)
    secret = new_secret()
    start_session(connection, person_id, secret, browser.device, now, with_password=with_password)
    mark_seen(connection, person_id, now)
    record(connection, AuditLine(now, by(person_id), Action.SIGNED_IN, str(person_id)))
    name = secrets.token_urlsafe(16)
    return Started(secret, f"{name}.{browser_proof(library, name, account)}", next_path)
