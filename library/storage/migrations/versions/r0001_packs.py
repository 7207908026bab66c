"""Packs, and every state they were in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(13), nullable=False),
        sa.Column("edit_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("view_token", sa.String(43), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pack"),
        sa.UniqueConstraint("code", name="uq_pack_code"),
        sa.UniqueConstraint("edit_digest", name="uq_pack_edit_digest"),
        sa.UniqueConstraint("view_token", name="uq_pack_view_token"),
    )
    op.create_table(
        "pack_version",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name="fk_pack_version_pack_id_pack", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pack_id", "version", name="pk_pack_version"),
    )
