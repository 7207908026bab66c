"""Attempts to sign in, kept for a day so that they can be limited. No address is stored: keys are HMACs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from library.storage.people_tables import SIGN_IN_ATTEMPT

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

KEPT = 86_400  # seconds
# Over this, someone floods the site from very many networks; about 20 MB.
MOST_ATTEMPTS = 100_000
# Any number that no other program uses on the same PostgreSQL database.
_LOCK = 0x434F4D4E


class AttemptKind(StrEnum):
    """What was attempted."""

    MAIL = "mail"  # asking for a mail
    CODE = "code"  # the code in a mail
    PASSWORD = "password"  # noqa: S105 - a kind
    TOTP = "totp"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to sign in.

    Attributes:
        kind: What was attempted.
        account_key: HMAC of the address that was entered, whether someone has it or not.
        network_key: HMAC of the network that it came from.
        browser_key: HMAC of the browser, if this account signed in there before; otherwise ``None``.
    """

    kind: AttemptKind
    account_key: bytes
    network_key: bytes
    browser_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class Failures:
    """How many attempts of one kind failed lately.

    Attributes:
        browser: In this browser, if the account signed in there before; otherwise 0. The others leave out those.
        account_and_network: For the account, from the network.
        network: From the network, for all accounts.
        account: For the account, from all networks.
        everything: All attempts that are stored.
    """

    browser: int
    account_and_network: int
    network: int
    account: int
    everything: int


def lock_attempts(connection: Connection) -> None:
    """Let nobody else count attempts until the transaction ends, so that many at the same moment count as many.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def record_attempt(connection: Connection, attempt: Attempt, now: int, *, succeeded: bool) -> None:
    """Store an attempt, and delete those that are older than a day."""
    connection.execute(delete(SIGN_IN_ATTEMPT).where(SIGN_IN_ATTEMPT.c.at <= now - KEPT))
    row = {
        "kind": attempt.kind.value,
        "account_key": attempt.account_key,
        "network_key": attempt.network_key,
        "browser_key": attempt.browser_key,
        "at": now,
        "succeeded": succeeded,
    }
    connection.execute(insert(SIGN_IN_ATTEMPT).values(row))


def failures(connection: Connection, attempt: Attempt, since: int) -> Failures:
    """Return how many attempts like this one failed after a time, in Unix seconds; always by the same statements."""
    table = SIGN_IN_ATTEMPT.c
    lately = (table.kind == attempt.kind.value, table.at > since, table.succeeded.is_(False))
    unknown = (*lately, table.browser_key.is_(None))
    account, network = table.account_key == attempt.account_key, table.network_key == attempt.network_key
    return Failures(
        browser=_count(connection, *lately, account, table.browser_key == (attempt.browser_key or b"")),
        account_and_network=_count(connection, *unknown, account, network),
        network=_count(connection, *unknown, network),
        account=_count(connection, *unknown, account),
        everything=_count(connection),
    )


def delete_old_attempts(connection: Connection, now: int) -> None:
    """Delete attempts that are older than a day, ``now`` being in Unix seconds."""
    connection.execute(delete(SIGN_IN_ATTEMPT).where(SIGN_IN_ATTEMPT.c.at <= now - KEPT))


def _count(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(SIGN_IN_ATTEMPT).where(*conditions)).scalar_one()
