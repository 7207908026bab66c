"""Writing a catalogue file. Only the holder of the publish lock writes."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

import msgspec
from pyroaring import BitMap
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from library.errors import CatalogueNotWritten, CatalogueUnavailable
from library.model.document import Document
from library.model.introduction import Introductions
from library.model.vocabulary import Vocabulary
from library.storage.catalogue_change import LEFTOVERS, Change
from library.storage.catalogue_row import Row
from library.storage.tables import DOCUMENT, FORMER, HAS_TEXT, META, METADATA, as_day, open_engine, reading, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

# In SQL, because SQLAlchemy takes twice as long with every row.
_ROWS = f"SELECT {', '.join(Row._fields)} FROM document ORDER BY path"  # noqa: S608 - our own names


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OperationalError, IntegrityError) as error:
        raise CatalogueNotWritten(str(error.orig)) from error
    except sqlite3.OperationalError as error:
        raise CatalogueNotWritten(str(error)) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise CatalogueUnavailable from error


class CatalogueWriter:
    """A catalogue file, for writing."""

    def __init__(self, path: Path, after: int = 0) -> None:
        """Open the file, and create its tables if it is new.

        Args:
            path: The SQLite file.
            after: The generation that a new file continues from.
        """
        # On a full disk, an existing file must open without writing.
        is_new = not path.exists()
        self._engine: Engine = open_engine(path)
        if is_new:
            with _translated(), self._engine.begin() as connection:
                METADATA.create_all(connection)
                rows = [{"name": "schema", "value": shape().encode()}, {"name": "generation", "value": b"%d" % after}]
                connection.execute(insert(META), rows)

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._engine.dispose()

    def rows(self) -> tuple[Row, ...]:
        """Return what the catalogue holds of every file, by path."""
        with reading(self._engine) as connection:
            # Fetch all at once: one by one, each costs a call into the driver.
            every = connection.exec_driver_sql(_ROWS).all()
        return tuple(
            Row(number, slug, path, digest, status, as_day(until), original, permission, stamps, links)
            for number, slug, path, digest, status, until, original, permission, stamps, links in every
        )

    def documents(self, ids: Iterable[int]) -> Iterator[tuple[int, Document]]:
        """Yield documents by id, in order, without those that have no text. Reads a few at a time."""
        wanted = sorted(ids)
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            query = select(DOCUMENT.c.id, DOCUMENT.c.payload).where(DOCUMENT.c.id.in_(some)).order_by(DOCUMENT.c.id)
            with reading(self._engine) as connection:
                rows = connection.execute(query).all()
            yield from ((row.id, msgspec.json.decode(row.payload, type=Document)) for row in rows if row.payload)

    def documents_with_files(self) -> Iterator[tuple[int, Document]]:
        """Yield the documents that serve files, by id, in order."""
        with reading(self._engine) as connection:
            ids = connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.files.is_not(None))).scalars().all()
        return self.documents(ids)

    def served_files(self) -> frozenset[str]:
        """Return the SHA-256 of every file that some document serves."""
        with reading(self._engine) as connection:
            lists = connection.execute(select(DOCUMENT.c.files).where(DOCUMENT.c.files.is_not(None))).scalars()
            return frozenset(name for names in lists for name in msgspec.json.decode(names, type=list[str]))

    def former(self, names: Iterable[str]) -> dict[str, str]:
        """Return which of some names documents had earlier, with the slug that each of these has now."""
        query = select(FORMER.c.slug, FORMER.c.now).where(FORMER.c.slug.in_(list(names)))
        with reading(self._engine) as connection:
            return {row.slug: row.now for row in connection.execute(query)}

    def published_ids(self) -> BitMap:
        """Return every document that has a text, which the index has to hold."""
        with reading(self._engine) as connection:
            return BitMap(connection.execute(select(DOCUMENT.c.id).where(HAS_TEXT)).scalars().all())

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary of the last publish; empty if there was none."""
        return msgspec.json.decode(self.meta("vocabulary") or '{"terms":[]}', type=Vocabulary)

    def introductions(self) -> Introductions:
        """Return the introductions as they are served; empty if there are none."""
        return msgspec.json.decode(self.meta("introductions") or "{}", type=Introductions)

    def introduction_digests(self) -> dict[str, str]:
        """Return SHA-256 of each file that the introductions were published from, by path."""
        return msgspec.json.decode(self.meta("introduction_digests") or "{}", type=dict[str, str])

    def meta(self, name: str) -> str:
        """Return a value about the catalogue, such as ``vocabulary_hash``; empty if there is none."""
        with reading(self._engine) as connection:
            return (connection.execute(select(META.c.value).where(META.c.name == name)).scalar() or b"").decode()

    def generation(self) -> int:
        """Return the number of the newest generation."""
        return int(self.meta("generation"))

    def has_leftovers(self) -> bool:
        """Return whether removed words may still be on the disk: in this file, its log, or the index."""
        return self.meta(LEFTOVERS) == "1"

    def copy_to(self, path: Path) -> None:
        """Write a copy with the current content and no byte of what was removed.

        Args:
            path: The SQLite file to create.

        Raises:
            PublishError: The disk is full or the file cannot be written.
            CatalogueUnavailable: The file is damaged.
        """
        with _translated(), self._engine.connect() as connection:
            # Do this before SQLAlchemy begins a transaction, because a copy cannot be made within one.
            connection.connection.cursor().execute("VACUUM INTO ?", (str(path),))
        with CatalogueWriter(path) as copy, _translated(), copy._engine.begin() as connection:
            connection.execute(delete(META).where(META.c.name == LEFTOVERS))

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Yield a change that is committed as one new generation, or not at all if an error is raised.

        Raises:
            PublishError: The disk is full or the file cannot be written.
            CatalogueUnavailable: The file is damaged.
        """
        with _translated(), self._engine.begin() as connection:
            change = Change(connection)
            yield change
            change.finish()
