"""The records' tables: what people make in the site. Migrated (Alembic), backed up, never dropped.

No foreign key leads to the catalogue: records name documents by slug.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint

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
)

# Every state a pack was in: what somebody took out can be put back.
PACK_VERSION = Table(
    "pack_version",
    METADATA,
    Column("pack_id", ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

# What files carried when they were made: the mark of a row stands on them, behind the pack's code.
PACK_EDITION = Table(
    "pack_edition",
    METADATA,
    Column("pack_id", ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", String(4), primary_key=True),
    Column("made_on", Date, nullable=False),
    # SHA-256 of the body: files that carry the same bear the same mark.
    Column("digest", LargeBinary(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("pack_id", "digest"),
)
