"""The tables of writing: drafts, the history of documents, comments on them, and who has which one open.

These hold words of stories, so they are not among the records (``writing_database``). Documents are named by path,
people by id: no name is in here. Times are Unix seconds, sizes are bytes.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

from library.storage.records_tables import METADATA as RECORDS

METADATA = MetaData(naming_convention=RECORDS.naming_convention)

DRAFT = Table(
    "draft",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("path", String(200), nullable=False, unique=True),
    # SHA-256 of the file that it started from, in hexadecimal; empty if there is none.
    Column("base", String(64), nullable=False),
    # One more with each save. Two drafts never have the same, even if one was deleted and another started.
    Column("version", BigInteger, nullable=False),
    # All later versions were saved by whoever saved the newest.
    Column("alone_since", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("started_by", Integer),
    Column("started_at", BigInteger, nullable=False),
    Column("changed_by", Integer),
    Column("changed_at", BigInteger, nullable=False),
    # When it will be published, who decided that, and about which version.
    Column("publish_at", BigInteger),
    Column("publish_by", Integer),
    Column("publish_version", BigInteger),
    # Why it was not published at that time: a value of ``Unpublished``; empty if nothing failed.
    Column("failure", String(16), nullable=False),
    Column("size", Integer, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Index("ix_draft_publish_at", "publish_at"),
    Index("ix_draft_size", "size"),
    sqlite_autoincrement=True,
)

REVISION = Table(
    "revision",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("path", String(200), nullable=False),
    # SHA-256 of the text, in hexadecimal.
    Column("digest", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    # When the first of the automatic saves was made that this revision stands for.
    Column("since", BigInteger, nullable=False),
    # The id of a person; empty if it was someone at the terminal or outside the site.
    Column("actor", Integer),
    Column("source", String(8), nullable=False),
    Column("what", String(16), nullable=False),
    Column("reason", String(200), nullable=False),
    # The tab in which it was written; empty if in none.
    Column("tab", String(43), nullable=False),
    # Of the text, and of the row.
    Column("length", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    # Compressed by zlib.
    Column("text", LargeBinary, nullable=False),
    Index("ix_revision_path", "path", "id"),
    Index("ix_revision_digest", "path", "digest", "id"),
    Index("ix_revision_what", "what", "at"),
    Index("ix_revision_size", "size"),
    # An id is in the address of its page, so it is never used again.
    sqlite_autoincrement=True,
)

COMMENT = Table(
    "comment",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("path", String(200), nullable=False),
    # A lasting link to the passage (``model/lasting_link.py``); empty if it is on the whole document.
    Column("anchor", String(80), nullable=False),
    # The beginning of the passage when the comment was made.
    Column("words", String(300), nullable=False),
    Column("text", Text, nullable=False),
    Column("by", Integer),
    Column("at", BigInteger, nullable=False),
    Column("resolved_at", BigInteger),
    Column("resolved_by", Integer),
    Index("ix_comment_path", "path", "id"),
    sqlite_autoincrement=True,
)

PRESENCE = Table(
    "presence",
    METADATA,
    Column("path", String(200), primary_key=True),
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("tab", String(43), primary_key=True),
    Column("seen_at", BigInteger, nullable=False),
    Index("ix_presence_seen_at", "seen_at"),
)
