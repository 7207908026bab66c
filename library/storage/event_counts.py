"""Counts of events that have a limit: how often one client did one thing in one span of time, across all processes.

No address is stored. The key of a row is an HMAC of client, event and span with the site's secret key, so the same
client has another key tomorrow. A row is deleted when its span is over.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, text

from library.storage.records_tables import EVENT_COUNT

if TYPE_CHECKING:
    from sqlalchemy import Connection

# One household, office or server has an IPv6 network of this many bits, and can change all bits after them.
NETWORK_BITS = 64

# How many clients are counted for one event, about 2 MB. Any more are not counted in that span.
MOST_CLIENTS = 20_000

# The same SQL in SQLite and PostgreSQL.
_COUNT = text(
    "INSERT INTO event_count (scope, key, count, ends) VALUES (:scope, :key, 1, :ends)"
    " ON CONFLICT (scope, key) DO UPDATE SET count = event_count.count + 1 RETURNING count"
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that one client did in one span of time.

    Attributes:
        scope: What is counted, such as ``new-pack``; at most 32 characters.
        key: Of client and span; 32 bytes that reveal nothing.
        starts: When the span began, in Unix seconds.
        ends: When it is over.
    """

    scope: str
    key: bytes
    starts: int
    ends: int


def event_of(secret: str, scope: str, address: str, starts: int, ends: int) -> Event:
    """Return an event of a client.

    Args:
        secret: The site's secret key.
        scope: What is counted.
        address: The client's; all addresses of one IPv6 /64 are one client.
        starts: When the span began, in Unix seconds.
        ends: When it is over.
    """
    message = f"{scope}\0{starts}\0{network_of(address)}".encode()
    return Event(scope, hmac.digest(secret.encode(), message, hashlib.sha256), starts, ends)


def network_of(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(IPv6Address(int(read) >> NETWORK_BITS << NETWORK_BITS))


def count_event(connection: Connection, event: Event) -> int:
    """Count an event, delete those whose span is over, and return how often it happened.

    Return 0 for a client beyond ``MOST_CLIENTS``.
    """
    delete_events(connection, event.scope, event.starts)
    if not times_counted(connection, event) and _clients(connection, event.scope) >= MOST_CLIENTS:
        return 0
    row = {"scope": event.scope, "key": event.key, "ends": event.ends}
    return int(connection.execute(_COUNT, row).scalar_one())


def times_counted(connection: Connection, event: Event) -> int:
    """Return how often an event happened in its span."""
    one = (EVENT_COUNT.c.scope == event.scope, EVENT_COUNT.c.key == event.key)
    return connection.execute(select(EVENT_COUNT.c.count).where(*one)).scalar() or 0


def _clients(connection: Connection, scope: str) -> int:
    asked = select(func.count()).select_from(EVENT_COUNT).where(EVENT_COUNT.c.scope == scope)
    return connection.execute(asked).scalar_one()


def delete_events(connection: Connection, scope: str, now: int) -> None:
    """Delete the counts of spans that are over.

    Args:
        connection: To the records, for writing.
        scope: What was counted.
        now: In Unix seconds.
    """
    connection.execute(delete(EVENT_COUNT).where(EVENT_COUNT.c.scope == scope, EVENT_COUNT.c.ends <= now))
