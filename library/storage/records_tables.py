"""The records' tables: what people make in the site. Migrated (Alembic), backed up, never dropped.

No foreign key leads to the catalogue: records name documents by slug.
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
    # Stands on every file, with the mark of an edition behind it: 13 letters and digits, 65 bits.
    Column("code", String(13), nullable=False, unique=True),
    # SHA-256 of the secret in the link to edit: who reads the table cannot edit.
    Column("edit_digest", LargeBinary(32), nullable=False, unique=True),
    # The secret in the link to look; it opens nothing that the row beside it does not hold.
    Column("view_token", String(43), unique=True),
    Column("version", Integer, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("changed_on", Date, nullable=False),
    # Written once a day at most: a pack that nobody opens for a year is deleted.
    Column("opened_on", Date, nullable=False),
    # The day a clean-up first found that nobody had opened it for a year: deleted a week later at the earliest.
    Column("expires_from", Date),
    # Bytes of all rows of the pack, as ``pack_size`` counts them.
    Column("size", BigInteger, nullable=False),
    Index("ix_pack_opened_on", "opened_on"),
    Index("ix_pack_size", "size"),
)


def _parts(name: str) -> Table:
    """Return a table of bodies that rows of a pack share: each different one is stored once (``pack_parts``)."""
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

# Every state a pack was in: what somebody took out can be put back. The body names items by their numbers.
PACK_VERSION = Table(
    "pack_version",
    METADATA,
    Column("pack_id", ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

# What files carried when they were made: the mark of a row stands on them, behind the pack's code. The body names what
# they carried by numbers.
PACK_EDITION = Table(
    "pack_edition",
    METADATA,
    Column("pack_id", ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", String(4), primary_key=True),
    Column("made_on", Date, nullable=False),
    # Written once a day at most: as long as a file of that day may be used, its mark is answered for.
    Column("last_made_on", Date, nullable=False),
    # SHA-256 of all that was carried: files that carry the same bear the same mark.
    Column("digest", LargeBinary(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("pack_id", "digest"),
)

# How often something happened that has a limit, by whom and in which span of time (``event_counts``).
EVENT_COUNT = Table(
    "event_count",
    METADATA,
    Column("scope", String(32), primary_key=True),
    # An HMAC of the client and the span: no address stands here, and none can be worked out once the row is gone.
    Column("key", LargeBinary(32), primary_key=True),
    Column("count", Integer, nullable=False),
    # Unix seconds; the row is deleted after that.
    Column("ends", BigInteger, nullable=False),
    Index("ix_event_count_scope", "scope", "ends"),
)
