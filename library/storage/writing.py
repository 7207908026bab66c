"""Changing the catalogue: one transaction, all or nothing.

Only who holds the publish lock writes. A document that changed leaves and comes back under a new integer, so that no
index entry of its old version can ever show the new one, or the other way round.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import msgspec
from pyroaring import BitMap
from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from library.errors import CatalogueNotWritten, CatalogueUnavailable
from library.model.card import Card, card_of
from library.model.document import Document, Provenance, Status
from library.model.facets import facets_of
from library.model.introduction import Introductions
from library.model.lexicon import Lexicon
from library.model.permission import Permission, permission_of
from library.model.vocabulary import Vocabulary
from library.storage.blocked import block
from library.storage.lexicon import LexiconChange, packed
from library.storage.tables import BITMAP, DOCUMENT, FORMER, META, METADATA, open_engine, reading, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Connection, Engine


_encode = msgspec.json.Encoder().encode

# Rows that wait to be inserted together: 0.1 ms a row instead of 0.6.
_ROWS_AT_ONCE = 200

_NO_WORDS = Lexicon()

# The stamps of a document whose file says something else than the catalogue holds.
_FORGOTTEN = b"[]"

# The row of `meta` that says that something was taken out since the file was made.
_LEFTOVERS = "leftovers"


@dataclass(frozen=True, slots=True)
class Row:
    """What the catalogue holds of one file, apart from its text.

    Attributes:
        id: The catalogue's integer.
        slug: The slug.
        path: The file.
        sha256: Of the document.
        status: As served.
        until: As served.
        translation_of: As served.
        permission: As given to ``put``.
        stamps: As given to ``put``.
        links: As given to ``put``.
    """

    id: int
    slug: str
    path: str
    sha256: str
    status: str
    until: date | None
    translation_of: str
    permission: bytes
    stamps: bytes
    links: bytes

    @property
    def is_published(self) -> bool:
        """Tell whether some reader may be shown it."""
        return self.status == Status.PUBLISHED

    @property
    def is_in_doubt(self) -> bool:
        """Tell whether a publish hid it and none has read its file since."""
        return not self.is_published and self.stamps == _FORGOTTEN

    @property
    def agreed(self) -> Permission:
        """Return what is permitted by its file and its originals' files, on whichever day."""
        return msgspec.json.decode(self.permission, type=Permission)

    @property
    def ended(self) -> date | None:
        """Return its last day where it was taken down because that day had passed, else ``None``."""
        withdrawn = self.status == Status.WITHDRAWN and self.until is not None
        return self.until if withdrawn and self.agreed.status is Status.PUBLISHED else None


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
        """Open the file; its tables are made where it is new.

        Args:
            path: The SQLite file.
            after: The generation that a new file goes on from.
        """
        # On a full disk a file that is there must open without a write.
        is_new = not path.exists()
        self._engine: Engine = open_engine(path)
        if is_new:
            with _translated(), self._engine.begin() as connection:
                METADATA.create_all(connection)
                rows = [{"name": "schema", "value": shape().encode()}, {"name": "generation", "value": b"%d" % after}]
                connection.execute(insert(META), rows)

    def __enter__(self) -> Self:
        """Give the writer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def rows(self) -> tuple[Row, ...]:
        """Return what the catalogue holds of every file, by path."""
        columns = [DOCUMENT.c[name] for name in Row.__slots__]
        with reading(self._engine) as connection:
            # All at once: taken one by one, each costs a call into the driver.
            every = connection.execute(select(*columns).order_by(DOCUMENT.c.path)).all()
        return tuple(Row(*row) for row in every)

    def documents(self, ids: Iterable[int]) -> Iterator[tuple[int, Document]]:
        """Give documents by id, in order; those without text are left out. Reads a few at a time."""
        wanted = sorted(ids)
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            query = select(DOCUMENT.c.id, DOCUMENT.c.payload).where(DOCUMENT.c.id.in_(some)).order_by(DOCUMENT.c.id)
            with reading(self._engine) as connection:
                rows = connection.execute(query).all()
            yield from ((row.id, msgspec.json.decode(row.payload, type=Document)) for row in rows if row.payload)

    def documents_with_files(self) -> Iterator[tuple[int, Document]]:
        """Give the documents that serve files, by id, in order."""
        with reading(self._engine) as connection:
            ids = connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.files.is_not(None))).scalars().all()
        return self.documents(ids)

    def served_files(self) -> frozenset[str]:
        """Return the SHA-256 of every file that some document serves."""
        with reading(self._engine) as connection:
            lists = connection.execute(select(DOCUMENT.c.files).where(DOCUMENT.c.files.is_not(None))).scalars()
            return frozenset(name for names in lists for name in msgspec.json.decode(names, type=list[str]))

    def published_ids(self) -> BitMap:
        """Return every document that has a text: those that the index has to hold."""
        with reading(self._engine) as connection:
            return BitMap(connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.payload.is_not(None))).scalars())

    def vocabulary(self) -> Vocabulary:
        """Return the terms that what is served was published with; none where nothing was."""
        return msgspec.json.decode(self.meta("vocabulary") or '{"terms":[]}', type=Vocabulary)

    def meta(self, name: str) -> str:
        """Return a value of the catalogue itself, such as ``vocabulary_hash``; empty where there is none."""
        with reading(self._engine) as connection:
            return (connection.execute(select(META.c.value).where(META.c.name == name)).scalar() or b"").decode()

    def generation(self) -> int:
        """Return the number of the newest generation."""
        return int(self.meta("generation"))

    def has_leftovers(self) -> bool:
        """Tell whether words that were taken out may still be on the disk: in this file, its log, or the index."""
        return self.meta(_LEFTOVERS) == "1"

    def copy_to(self, path: Path) -> None:
        """Write a copy that holds what is there now and no byte of what was there before.

        Args:
            path: The SQLite file to make.

        Raises:
            PublishError: The disk is full or the file cannot be written.
            CatalogueUnavailable: The file is damaged.
        """
        with _translated(), self._engine.connect() as connection:
            # Before SQLAlchemy begins a transaction: a copy cannot be made within one.
            connection.connection.cursor().execute("VACUUM INTO ?", (str(path),))
        with CatalogueWriter(path) as copy, _translated(), copy._engine.begin() as connection:
            connection.execute(delete(META).where(META.c.name == _LEFTOVERS))

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Give a change that is kept as one new generation, or not at all if an error is raised.

        Raises:
            PublishError: The disk is full or the file cannot be written.
            CatalogueUnavailable: The file is damaged.
        """
        with _translated(), self._engine.begin() as connection:
            change = Change(connection)
            yield change
            change.finish()


class BlockingWriter(CatalogueWriter):
    """Stands in for the writer of a catalogue that cannot be written: whatever would be narrowed is not shown at all.

    Attributes:
        blocked: The documents that were to be narrowed or removed.
    """

    def __init__(self, path: Path, blocked: Path) -> None:
        """Open the file to read.

        Args:
            path: The SQLite file.
            blocked: Where to note what must not be shown.
        """
        super().__init__(path)
        self._blocked = blocked
        self.blocked: set[int] = set()

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Give a change whose documents are not shown from its end on.

        Raises:
            OSError: They cannot be noted.
        """
        change = BlockingChange()
        yield change
        block(self._blocked, change.ids)
        self.blocked |= change.ids


class Change:
    """One transaction."""

    def __init__(self, connection: Connection) -> None:
        """Start with nothing changed."""
        self._connection = connection
        self._last_id = int(self._meta("last_id") or b"0")
        self._leaving = BitMap()
        self._arriving: dict[tuple[str, str], BitMap] = {}
        self._lexicon = LexiconChange(connection)
        self._rows: list[dict[str, Any]] = []
        self._changed = False

    def set_vocabulary(self, vocabulary: Vocabulary, digest: str) -> None:
        """Keep the vocabulary and the hash of its file."""
        self._set_meta("vocabulary", _encode(vocabulary))
        self._set_meta("vocabulary_hash", digest.encode())
        self._changed = True

    def set_introductions(self, introductions: Introductions) -> None:
        """Keep of the introductions what rests on documents that are served: they may quote the others."""
        self._insert_rows()
        served = select(DOCUMENT.c.slug).where(DOCUMENT.c.payload.is_not(None))
        slugs = frozenset(self._connection.execute(served).scalars())
        encoded = _encode(introductions.resting_on(slugs))
        if encoded != self._meta("introductions"):
            self._set_meta("introductions", encoded)
            self._changed = True

    def remove(self, ids: Iterable[int], *, wipe: bool = True) -> None:
        """Take documents out.

        Args:
            ids: Of the documents.
            wipe: Whether what they said must leave the disk too, and not only the site.
        """
        gone = BitMap(ids)
        if wipe and gone:
            self._leave_to_wipe()
        for some in _batches(gone):
            slugs = self._connection.execute(select(DOCUMENT.c.slug).where(DOCUMENT.c.id.in_(some))).scalars().all()
            self._connection.execute(delete(FORMER).where(FORMER.c.now.in_(slugs)))
            self._lexicon.leave(some)
            self._connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id.in_(some)))
        self._leaving |= gone
        self._changed = self._changed or bool(gone)

    def put(
        self,
        document: Document,
        stamps: bytes,
        links: bytes,
        lexicon: Lexicon = _NO_WORDS,
        agreed: Permission | None = None,
    ) -> int:
        """Put in a document that is not there, under a new integer.

        Args:
            document: Complete and checked, as it may be served. The text of one that is not published is not kept.
            stamps: How the files it is made of looked.
            links: What it refers to.
            lexicon: What it gives to the lexicon; not kept of one that is not published.
            agreed: What is permitted, whichever days have passed; ``None`` where it is what the document says.

        Returns:
            The catalogue's integer for this version.
        """
        self._last_id += 1
        card = card_of(document, self._last_id)
        served = document.status is Status.PUBLISHED
        self._rows.append(
            {
                "id": self._last_id,
                **_columns(document, card, agreed),
                "stamps": stamps,
                "links": links,
                "lexicon": packed(lexicon) if served else None,
            }
        )
        if document.formerly:
            former = [{"slug": old, "now": document.slug} for old in document.formerly]
            # A slug that two documents claim is a mistake that `check_references` reports.
            self._connection.execute(upsert(FORMER).on_conflict_do_nothing(), former)
        if served:
            self._lexicon.add(self._last_id, lexicon)
            for facet in facets_of(document, card):
                self._arriving.setdefault(facet, BitMap()).add(self._last_id)
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._insert_rows()
        self._changed = True
        return self._last_id

    def restamp(self, document_id: int, stamps: bytes) -> None:
        """Note that a document's files look different and say the same. No new generation."""
        self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(stamps=stamps))

    def narrow(self, document_id: int, document: Document, agreed: Permission | None = None) -> None:
        """Put a narrower permission on a document that is served, its text as it was; the integer stays.

        Args:
            document_id: The catalogue's integer.
            document: As it may be served now.
            agreed: What is permitted, whichever days have passed; ``None`` where it is what the document says.
        """
        self._leave_to_wipe()
        columns = _columns(document, card_of(document, document_id), agreed)
        if document.status is not Status.PUBLISHED:
            # Nothing may be left of it but that it was there.
            self._lexicon.leave([document_id])
            self._leaving.add(document_id)
            columns["lexicon"] = None
        self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(**columns))
        self._changed = True

    def forget_stamps(self, document_id: int) -> None:
        """Let the next publish read a document's file again, however it looks: it says something else."""
        self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(stamps=_FORGOTTEN))

    def finish(self) -> None:
        """Write rows and bitmaps and count one generation up, if anything changed."""
        if not self._changed:
            return
        self._insert_rows()
        introductions = self._meta("introductions")
        if self._leaving and introductions:
            self.set_introductions(msgspec.json.decode(introductions, type=Introductions))
        self._lexicon.write()
        kept = {
            (axis, value): BitMap.deserialize(held) for axis, value, held in self._connection.execute(select(BITMAP))
        }
        for axis, value in kept.keys() | self._arriving.keys():
            before = kept.get((axis, value), BitMap())
            after = (before - self._leaving) | self._arriving.get((axis, value), BitMap())
            if after != before:
                self._set_bitmap(axis, value, after)
        self._set_meta("last_id", str(self._last_id).encode())
        self._set_meta("generation", str(int(self._meta("generation") or b"0") + 1).encode())

    def _leave_to_wipe(self) -> None:
        """Note that something must leave the disk: words, or the slug of what was withdrawn long ago."""
        self._set_meta(_LEFTOVERS, b"1")

    def _insert_rows(self) -> None:
        if self._rows:
            self._connection.execute(insert(DOCUMENT), self._rows)
            self._rows = []

    def _meta(self, name: str) -> bytes | None:
        return self._connection.execute(select(META.c.value).where(META.c.name == name)).scalar()

    def _set_bitmap(self, axis: str, value: str, documents: BitMap) -> None:
        where = (BITMAP.c.axis == axis) & (BITMAP.c.value == value)
        self._connection.execute(delete(BITMAP).where(where))
        if documents:
            self._connection.execute(insert(BITMAP).values(axis=axis, value=value, documents=documents.serialize()))

    def _set_meta(self, name: str, value: bytes) -> None:
        row = {"name": name, "value": value}
        self._connection.execute(upsert(META).values(row).on_conflict_do_update(index_elements=["name"], set_=row))


def _columns(document: Document, card: Card, agreed: Permission | None) -> dict[str, Any]:
    served = document.status is Status.PUBLISHED
    return {
        "slug": document.slug,
        "path": document.path,
        "shelf": document.kind.shelf,
        "title_key": document.title.casefold() if served else "",
        "status": document.status.value,
        "audience": document.consent.audience.value,
        "invented": document.provenance is Provenance.INVENTED,
        "published": document.published,
        "until": document.consent.until,
        "translation_of": document.translation_of,
        "sha256": document.sha256,
        "permission": _encode(agreed or permission_of(document)),
        "payload": _encode(document) if served else None,
        "card": _encode(card) if served else None,
        "files": _encode([file.sha256 for file in document.files]) if served and document.files else None,
    }


def _batches(ids: BitMap) -> Iterator[list[int]]:
    # SQLite takes 32,766 parameters a statement.
    wanted = list(ids)
    return (wanted[start : start + 10_000] for start in range(0, len(wanted), 10_000))


class BlockingChange(Change):
    """A change that only notes which documents must not be shown, for every method by which something is narrowed."""

    def __init__(self) -> None:
        """Start with none."""
        self.ids: set[int] = set()

    def remove(self, ids: Iterable[int], *, wipe: bool = True) -> None:
        """Note documents that are to be taken out."""
        del wipe
        self.ids.update(ids)

    def narrow(self, document_id: int, *_: object) -> None:
        """Note a document that is to be narrowed."""
        self.ids.add(document_id)

    def forget_stamps(self, document_id: int) -> None:
        """Leave it: nothing can be noted of how files look."""

    def restamp(self, document_id: int, stamps: bytes) -> None:
        """Leave it: nothing can be noted of how files look."""
