"""The records' tables: what people make on the site. Migrated (Alembic), backed up, never dropped.

No foreign key refers to the catalogue: records name documents by slug.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

# Names that a migration can rely on, the same in every database.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PACK = Table(
    "pack",
    METADATA,
    Column("id", Integer, primary_key=True),
    # On every file, followed by the mark of an edition: 13 letters and digits, 65 bits.
    Column("code", String(13), nullable=False, unique=True),
    # SHA-256 of the secret in the editing link, so that reading the table does not allow editing.
    Column("edit_digest", LargeBinary(32), nullable=False, unique=True),
    # The secret in the view-only link; it opens nothing that is not in this row.
    Column("view_token", String(43), unique=True),
    Column("version", Integer, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("changed_on", Date, nullable=False),
    # Written at most once a day: a pack that nobody opens for a year is deleted.
    Column("opened_on", Date, nullable=False),
    # The day a clean-up first marked it as unopened for a year: it is deleted a week later at the earliest.
    Column("expires_from", Date),
    # Bytes of all rows of the pack, as ``pack_size`` counts them.
    Column("size", BigInteger, nullable=False),
    # The person in whose list it is; not a foreign key, because SQLite would copy the whole table to add one.
    Column("owner_id", Integer),
    # The secret of the editing link, encrypted with a key derived from the site's, so that its owner can find it again.
    Column("edit_sealed", LargeBinary(200)),
    Index("ix_pack_opened_on", "opened_on"),
    Index("ix_pack_size", "size"),
    Index("ix_pack_owner_id", "owner_id"),
)


def _parts(name: str) -> Table:
    """Return a table of bodies that rows of a pack share, each stored once (``pack_parts``)."""
    return Table(
        name,
        METADATA,
        Column("pack_id", ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        # SHA-256 of the body before it was compressed.
        Column("digest", LargeBinary(32), nullable=False),
        Column("body", LargeBinary, nullable=False),
        UniqueConstraint("pack_id", "digest"),
    )


# Items of a pack, shared by its states; documents of its files, shared by its editions.
PACK_ITEM = _parts("pack_item")
PACK_CARRIED = _parts("pack_carried")

# Every state of a pack, so that removals can be undone. The body names items by their numbers.
PACK_VERSION = Table(
    "pack_version",
    METADATA,
    Column("pack_id", ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

# What files held when they were made: the mark of a row is on them, after the pack's code. The body names the parts by
# numbers.
PACK_EDITION = Table(
    "pack_edition",
    METADATA,
    Column("pack_id", ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", String(4), primary_key=True),
    Column("made_on", Date, nullable=False),
    # Written at most once a day: the mark is stored as long as a file of that day can be used.
    Column("last_made_on", Date, nullable=False),
    # SHA-256 of all parts: files with the same content have the same mark.
    Column("digest", LargeBinary(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("pack_id", "digest"),
)

# How often an event with a limit happened, by client and span of time (``event_counts``).
EVENT_COUNT = Table(
    "event_count",
    METADATA,
    Column("scope", String(32), primary_key=True),
    # An HMAC of the client and the span: there is no address here, and none can be derived once the row is deleted.
    Column("key", LargeBinary(32), primary_key=True),
    Column("count", Integer, nullable=False),
    # Unix seconds; the row is deleted after that.
    Column("ends", BigInteger, nullable=False),
    Index("ix_event_count_scope", "scope", "ends"),
)
