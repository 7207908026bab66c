"""The catalogue's tables, and how its SQLite file is opened.

Nothing here is migrated: ``shape`` is derived from the tables and from what is kept in them, and a catalogue of another
shape is built anew.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import CreateIndex, CreateTable

from library.errors import CatalogueUnavailable
from library.model.card import Card
from library.model.document import Document
from library.model.fingerprint import fields, fingerprint
from library.model.introduction import Introductions
from library.model.lexicon import Lexicon
from library.model.permission import Permission
from library.model.vocabulary import Vocabulary
from library.storage.sqlite_files import connect, use_frozen_once

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

# What the long columns hold, as JSON.
PAYLOADS = (Document, Permission, Card, Lexicon, Vocabulary, Introductions)

WAIT = 30.0  # seconds that a writer waits for readers, and they for it

METADATA = MetaData()

# What `meta` says of the whole catalogue. Another name is another shape: who reads it asks every catalogue for it.
_META_NAMES = ("schema", "generation", "last_id", "vocabulary", "vocabulary_hash", "introductions", "leftovers")
META = Table(
    "meta",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    CheckConstraint(f"name IN {_META_NAMES}"),
)

# One row for each file. `id` is new for every version of a document and is never used again within a build.
# `payload` and `card` are JSON; both are NULL for what is not published. `status`, `audience`, `published`, `until` and
# what the payload says of consent are what counts: the narrowest of the file, of the originals' files and of the days
# that have passed. `permission` is the same without the days. `stamps` is how the files it is made of looked, `links`
# what it refers to, `files` the SHA-256 of each file it serves (JSON all; `files` is NULL for none). `lexicon` is what
# it gave to the lexicon.
DOCUMENT = Table(
    "document",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("slug", String, nullable=False, unique=True),
    Column("path", String, nullable=False, unique=True),
    Column("shelf", String, nullable=False),
    Column("title_key", String, nullable=False),
    Column("status", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("fictional", Boolean, nullable=False),
    Column("published", Date),
    Column("until", Date),
    Column("translation_of", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("permission", LargeBinary, nullable=False),
    Column("stamps", LargeBinary, nullable=False),
    Column("links", LargeBinary, nullable=False),
    Column("files", LargeBinary),
    # The long ones last: SQLite reads a row up to the last column that is asked for.
    Column("card", LargeBinary),
    Column("lexicon", LargeBinary),
    Column("payload", LargeBinary),
)

# All that a snapshot asks of every document, in its order: read from here, no document's text is passed over.
Index(
    "document_in_order",
    DOCUMENT.c.published.desc(),
    *(DOCUMENT.c[name] for name in ("title_key", "id", "slug", "shelf", "status", "audience")),
    *(DOCUMENT.c[name] for name in ("fictional", "until", "translation_of")),
)
Index("document_by_title", DOCUMENT.c.title_key, DOCUMENT.c.id)

# Which documents have a value of a facet: a serialised bitmap of `document.id`.
BITMAP = Table(
    "bitmap",
    METADATA,
    Column("axis", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("documents", LargeBinary, nullable=False),
)

# Which documents a word, phrase, distinctive stem or word of a title stands in (`model.lexicon`): a serialised bitmap,
# and how many they are.
LEXICON = Table(
    "lexicon",
    METADATA,
    Column("sort", String, primary_key=True),
    Column("text", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("documents", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Old slugs and the document that has taken their place.
FORMER = Table(
    "former",
    METADATA,
    Column("slug", String, primary_key=True),
    Column("now", String, nullable=False, index=True),
)


@cache
def shape() -> str:
    """Return what names the shape of a catalogue: tables, indexes and what the payloads hold. Takes 8 ms, once."""
    tables = METADATA.sorted_tables
    indexes = sorted((index for table in tables for index in table.indexes), key=lambda index: str(index.name))
    statements = [*map(CreateTable, tables), *map(CreateIndex, indexes)]
    return fingerprint([str(statement) for statement in statements], fields(*PAYLOADS))


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the file.

    Raises:
        CatalogueUnavailable: What is read is damaged.
    """
    try:
        with engine.connect() as connection:
            yield connection
    except (DatabaseError, msgspec.MsgspecError) as error:
        raise CatalogueUnavailable from error


def open_engine(path: Path) -> Engine:
    """Open a catalogue file; it is made where it is missing.

    Returns:
        An engine whose connections write through to the disk: a withdrawal must outlive a power cut.
    """
    engine = create_engine(f"sqlite:///{path}", creator=partial(connect, path, WAIT, _prepare))
    use_frozen_once(engine)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _prepare(connection: sqlite3.Connection) -> None:
    # The driver would begin a transaction only with the first change; several reads must see one state too.
    connection.isolation_level = None
    # What is deleted is overwritten: the words of a withdrawn story must not stay behind in free pages.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
