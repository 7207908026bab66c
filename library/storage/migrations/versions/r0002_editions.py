"""What the files of a pack held when they were made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pack_edition",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(4), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name="fk_pack_edition_pack_id_pack", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pack_id", "mark", name="pk_pack_edition"),
        sa.UniqueConstraint("pack_id", "digest", name="uq_pack_edition_pack_id"),
    )
