"""Bodies shared by several rows of a pack: its states share items, its editions share documents.

Each different body is stored once, compressed, under a number within the pack. Moving one of 60 full items then writes
40 KB, most of it pages of the database, instead of 990; a full pack at 200 states takes 1 MB instead of 93
(``bench records``). Fields of an item are not shared one by one: a new title stores its words again, some 3 KB.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection, Table


def store_parts(connection: Connection, table: Table, pack_id: int, bodies: Sequence[bytes]) -> list[int]:
    """Store those bodies that the pack does not have yet, and return the number of each, in order."""
    if not bodies:
        return []
    digests = [hashlib.sha256(body).digest() for body in bodies]
    same = (table.c.pack_id == pack_id, table.c.digest.in_(set(digests)))
    known = {row.digest: row.number for row in connection.execute(select(table.c.digest, table.c.number).where(*same))}
    free = 1 + (connection.execute(select(func.max(table.c.number)).where(table.c.pack_id == pack_id)).scalar() or 0)
    new = {digest: body for digest, body in zip(digests, bodies, strict=True) if digest not in known}
    rows = [
        {"pack_id": pack_id, "number": number, "digest": digest, "body": zlib.compress(body)}
        for number, (digest, body) in enumerate(new.items(), start=free)
    ]
    if rows:
        connection.execute(insert(table), rows)
    known |= {row["digest"]: row["number"] for row in rows}
    return [known[digest] for digest in digests]


def read_parts(
    connection: Connection, table: Table, pack_id: int, numbers: Collection[int] | None = None
) -> dict[int, bytes]:
    """Return bodies of a pack by number: the given ones, or all."""
    asked = select(table.c.number, table.c.body).where(table.c.pack_id == pack_id)
    if numbers is not None:
        asked = asked.where(table.c.number.in_(set(numbers)))
    return {row.number: zlib.decompress(row.body) for row in connection.execute(asked)}


def part_sizes(connection: Connection, table: Table, pack_id: int) -> dict[int, int]:
    """Return how many bytes each body of a pack takes, by number."""
    asked = select(table.c.number, func.length(table.c.body).label("size")).where(table.c.pack_id == pack_id)
    return {row.number: row.size for row in connection.execute(asked)}


def remove_parts(connection: Connection, table: Table, pack_id: int, numbers: Collection[int]) -> None:
    """Delete bodies that no row uses."""
    if numbers:
        connection.execute(delete(table).where(table.c.pack_id == pack_id, table.c.number.in_(numbers)))
