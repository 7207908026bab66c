"""States and editions of a pack share what is equal; limits are counted; packs say when they were last opened.

Before, each state held the whole pack, and each edition all that its files carried. All is converted in one
transaction: where it is interrupted, nothing was changed and the next start begins again. 392 MB
(four full packs at 200 states each) take 7 s and become 3 MB.

Nothing here uses the library's own types: they will change, and this must not.
"""

from __future__ import annotations

import hashlib
import zlib
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterable

revision = "0003"
down_revision = "0002"

# The size of a pack besides its bodies.
BASE = 4_096

PACK = sa.table("pack", sa.column("id"), sa.column("size"))
VERSION = sa.table("pack_version", sa.column("pack_id"), sa.column("version"), sa.column("body"))
EDITION = sa.table("pack_edition", sa.column("pack_id"), sa.column("mark"), sa.column("made_on"), sa.column("body"))
ITEM, CARRIED = (
    sa.table(name, *map(sa.column, ("pack_id", "number", "digest", "body"))) for name in ("pack_item", "pack_carried")
)

_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])
_items = msgspec.json.Decoder(list[msgspec.Raw])
_edition = msgspec.json.Decoder(tuple[int, list[dict[str, msgspec.Raw]]])


def upgrade() -> None:
    """Make the new tables and columns, then convert pack by pack."""
    for name in ("pack_item", "pack_carried"):
        op.create_table(
            name,
            sa.Column("pack_id", sa.Integer(), nullable=False),
            sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("digest", sa.LargeBinary(32), nullable=False),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=f"fk_{name}_pack_id_pack", ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("pack_id", "number", name=f"pk_{name}"),
            sa.UniqueConstraint("pack_id", "digest", name=f"uq_{name}_pack_id"),
        )
    op.create_table(
        "event_count",
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name="pk_event_count"),
    )
    op.create_index("ix_event_count_scope", "event_count", ["scope", "ends"])
    # It is not known when a pack was last opened, or a file of it made, so assume today.
    today = date.today().isoformat()
    op.add_column("pack", sa.Column("opened_on", sa.Date(), nullable=False, server_default=today))
    op.add_column("pack", sa.Column("expires_from", sa.Date(), nullable=True))
    op.add_column("pack", sa.Column("size", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("pack_edition", sa.Column("last_made_on", sa.Date(), nullable=False, server_default=today))
    _convert(op.get_bind())
    op.create_index("ix_pack_opened_on", "pack", ["opened_on"])
    op.create_index("ix_pack_size", "pack", ["size"])


def _convert(connection: sa.Connection) -> None:
    for pack_id in connection.execute(sa.select(PACK.c.id)).scalars().all():
        size = _convert_states(connection, pack_id) + _convert_editions(connection, pack_id) + BASE
        connection.execute(sa.update(PACK).where(PACK.c.id == pack_id).values(size=size))


def _convert_states(connection: sa.Connection, pack_id: int) -> int:
    items = _Parts(connection, ITEM, pack_id)
    size = 0
    versions = sa.select(VERSION.c.version).where(VERSION.c.pack_id == pack_id).order_by(VERSION.c.version)
    for version in connection.execute(versions).scalars().all():
        one = (VERSION.c.pack_id == pack_id, VERSION.c.version == version)
        fields = _fields.decode(connection.execute(sa.select(VERSION.c.body).where(*one)).scalar_one())
        numbers = items.numbers(bytes(item) for item in _items.decode(fields["items"]))
        body = msgspec.json.encode(({**fields, "items": []}, numbers))
        connection.execute(sa.update(VERSION).where(*one).values(body=body))
        size += len(body)
    return size + items.size


def _convert_editions(connection: sa.Connection, pack_id: int) -> int:
    parts = _Parts(connection, CARRIED, pack_id)
    size = 0
    marks = sa.select(EDITION.c.mark).where(EDITION.c.pack_id == pack_id).order_by(EDITION.c.made_on, EDITION.c.mark)
    for mark in connection.execute(marks).scalars().all():
        one = (EDITION.c.pack_id == pack_id, EDITION.c.mark == mark)
        total, carried = _edition.decode(connection.execute(sa.select(EDITION.c.body).where(*one)).scalar_one())
        places = [int(bytes(each.pop("number"))) for each in carried]
        numbers = parts.numbers(map(msgspec.json.encode, carried))
        body = msgspec.json.encode((total, list(zip(places, numbers, strict=True))))
        connection.execute(sa.update(EDITION).where(*one).values(body=body))
        size += len(body)
    return size + parts.size


class _Parts:
    """The bodies that one pack shares; ``size`` is what they take, in bytes."""

    def __init__(self, connection: sa.Connection, table: sa.TableClause, pack_id: int) -> None:
        self._connection, self._table, self._pack_id = connection, table, pack_id
        self._known: dict[bytes, int] = {}
        self.size = 0

    def numbers(self, bodies: Iterable[bytes]) -> list[int]:
        """Return the numbers of bodies, stored where they are new."""
        return [self._number(body) for body in bodies]

    def _number(self, body: bytes) -> int:
        digest = hashlib.sha256(body).digest()
        if digest not in self._known:
            self._known[digest] = len(self._known) + 1
            packed = zlib.compress(body)
            row = {"pack_id": self._pack_id, "number": self._known[digest], "digest": digest, "body": packed}
            self._connection.execute(sa.insert(self._table).values(row))
            self.size += len(packed)
        return self._known[digest]
