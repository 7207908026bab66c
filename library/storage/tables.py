"""The catalogue's tables, and how its SQLite file is opened.

Nothing here is migrated. ``shape`` is derived from the tables and from what is stored in them, and a catalogue with
another shape is rebuilt.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias, cast

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
from library.model.document import Document, Status
from library.model.fingerprint import fields, fingerprint
from library.model.introduction import Introductions
from library.model.lexicon import Lexicon
from library.model.permission import Permission
from library.model.vocabulary import Vocabulary
from library.storage.sqlite_files import connect, use_frozen_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

# What the long columns hold, as JSON.
PAYLOADS = (Document, Permission, Card, Lexicon, Vocabulary, Introductions)

WAIT = 30.0  # how many seconds writers and readers wait for each other

METADATA = MetaData()

# The values about the whole catalogue in `meta`. A new name changes the shape, because every catalogue must have it.
_META_NAMES = (
    *("schema", "generation", "last_id", "vocabulary", "vocabulary_hash", "introductions", "introduction_digests"),
    "leftovers",
)
META = Table(
    "meta",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    CheckConstraint(f"name IN {_META_NAMES}"),
)

# One row for each file. `id` is new for every version of a document and is never used again within a build. `payload`
# and `card` are JSON; both are NULL unless the document is published. `status`, `audience`, `published`, `until` and
# the consent in the payload are what counts: the narrowest of the file, of the originals' files and of the days that
# have passed. `permission` is the same without the days. `stamps` describes the files that the document is made of,
# `links` holds what it refers to, `files` the SHA-256 of each file it serves (all JSON; `files` is NULL for none).
# `lexicon` is what it added to the lexicon. The coordinators' desk reads `review_on`, the first day to look at it
# again, `unchecked`, whether it is a translation that nobody has checked, and `advice` on it (JSON; NULL for none and
# unless it is published).
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
    Column("review_on", Date),
    Column("unchecked", Boolean, nullable=False),
    Column("permission", LargeBinary, nullable=False),
    Column("stamps", LargeBinary, nullable=False),
    Column("links", LargeBinary, nullable=False),
    Column("files", LargeBinary),
    Column("advice", LargeBinary),
    # Long columns come last: SQLite reads a row up to the last column that is needed.
    Column("card", LargeBinary),
    Column("lexicon", LargeBinary),
    Column("payload", LargeBinary),
)

# Everything that a snapshot needs of every document, in its order, so that no text has to be skipped.
Index(
    "document_in_order",
    DOCUMENT.c.published.desc(),
    *(DOCUMENT.c[name] for name in ("title_key", "id", "slug", "shelf", "status", "audience")),
    *(DOCUMENT.c[name] for name in ("fictional", "until", "translation_of")),
)
Index("document_by_title", DOCUMENT.c.title_key, DOCUMENT.c.id)
# Every publish asks for the files that are served; few documents have any.
Index("document_with_files", DOCUMENT.c.files, sqlite_where=DOCUMENT.c.files.is_not(None))

# Which documents have a payload. An index has their status, but whether a payload is NULL is only in the table.
HAS_TEXT = DOCUMENT.c.status == Status.PUBLISHED

# Which documents have a value of a facet: a serialised bitmap of `document.id`.
BITMAP = Table(
    "bitmap",
    METADATA,
    Column("axis", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("documents", LargeBinary, nullable=False),
)

# Which documents have a word, phrase, distinctive stem or word of a title (`model.lexicon`): a serialised bitmap,
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

# Earlier slugs and the document that has each now.
FORMER = Table(
    "former",
    METADATA,
    Column("slug", String, primary_key=True),
    Column("now", String, nullable=False, index=True),
)


def as_day(stored: str | None) -> date | None:
    """Return a date as SQLite stores it, for queries in SQL."""
    return date.fromisoformat(stored) if stored else None


@cache
def shape() -> str:
    """Return the fingerprint of a catalogue's tables, indexes and payloads; 8 ms, once."""
    tables = METADATA.sorted_tables
    indexes = sorted((index for table in tables for index in table.indexes), key=lambda index: str(index.name))
    statements = [*map(CreateTable, tables), *map(CreateIndex, indexes)]
    return fingerprint([str(statement) for statement in statements], fields(*PAYLOADS))


# Runs one SQL statement with its values and returns its rows.
Ask: TypeAlias = "Callable[[str, tuple[Any, ...]], Iterable[Any]]"


@contextmanager
def asking(engine: Engine) -> Iterator[Ask]:
    """Yield a function that runs SQL on one consistent state of the file, without SQLAlchemy.

    Every page asks several times, and SQLAlchemy takes up to ten times as long for each as SQLite does (40 µs).

    Raises:
        CatalogueUnavailable: The file is damaged.
    """
    try:
        # The pool rolls it back when it is closed.
        with closing(engine.raw_connection()) as connection:
            driver = cast("sqlite3.Connection", connection.driver_connection)
            driver.execute("BEGIN")
            yield driver.execute
    except (sqlite3.DatabaseError, msgspec.MsgspecError) as error:
        raise CatalogueUnavailable from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees one consistent state of the file.

    Raises:
        CatalogueUnavailable: The file is damaged.
    """
    try:
        with engine.connect() as connection:
            yield connection
    except (DatabaseError, msgspec.MsgspecError) as error:
        raise CatalogueUnavailable from error


def open_engine(path: Path) -> Engine:
    """Open a catalogue file; create it if missing.

    Returns:
        An engine whose connections sync to the disk, because a withdrawal must survive a power cut.
    """
    engine = create_engine(f"sqlite:///{path}", creator=partial(connect, path, WAIT, _prepare))
    use_frozen_once(engine)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _prepare(connection: sqlite3.Connection) -> None:
    # By default the driver begins a transaction only with the first change, but several reads must see one state too.
    connection.isolation_level = None
    # Overwrite what is deleted: the words of a withdrawn story must not stay in free pages.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
