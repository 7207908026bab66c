"""Reading the catalogue.

A ``Snapshot`` holds what many pages need of one generation: vocabulary, bitmaps, order. It is read once for each
generation and process (25 ms at 10,000 documents). Documents and cards are read by id when a page needs them.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec
from pyroaring import BitMap
from sqlalchemy import and_, inspect, or_, select

from library.errors import NothingPublished
from library.model.card import Card
from library.model.document import Audience, Document, Status
from library.model.introduction import Introductions
from library.model.permission import Permission
from library.model.vocabulary import Vocabulary
from library.storage.lexicon import distinctive_of, rows_of, rows_starting, texts_of
from library.storage.tables import BITMAP, DOCUMENT, FORMER, META, as_day, asking, open_engine, reading, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from library.model.lexicon import RowKind
    from library.storage.tables import Ask

Decoded = TypeVar("Decoded")

# Looking a value up takes a tenth of the time of calling its class, for every document of each new generation.
_STATUSES = {status.value: status for status in Status}
_AUDIENCES = {audience.value: audience for audience in Audience}

# In SQL, because every page asks these and SQLAlchemy takes 40 µs more to make a statement.
_VALUE = "SELECT value FROM meta WHERE name = ?"
_DECODED = "SELECT id, {0} FROM document WHERE id IN ({1}) AND {0} IS NOT NULL"

# In SQL, and converted here: 18 ms at 10,000 documents instead of the 35 that SQLAlchemy takes with its own types.
_STATES = """
    SELECT id, slug, shelf, status, audience, fictional, published, until, translation_of
    FROM document ORDER BY published DESC, title_key, id
"""
_BY_TITLE = "SELECT id FROM document ORDER BY title_key, id"

_documents = msgspec.json.Decoder(Document)
_cards = msgspec.json.Decoder(Card)
_vocabularies = msgspec.json.Decoder(Vocabulary)
_introductions = msgspec.json.Decoder(Introductions)
_advice = msgspec.json.Decoder(tuple[tuple[int, str], ...])
_permissions = msgspec.json.Decoder(Permission)


class DocumentState(NamedTuple):
    """The state of a document and who may see it, for every document, visible or not.

    Attributes:
        id: The catalogue's integer.
        slug: The slug.
        shelf: ``stories`` or ``resources``.
        status: Its status.
        audience: Its audience.
        fictional: Whether it is fictional.
        published: First day it is shown, or ``None``.
        until: Last day it is shown, or ``None``.
    """

    id: int
    slug: str
    shelf: str
    status: Status
    audience: Audience
    fictional: bool
    published: date | None
    until: date | None


class DeskRow(NamedTuple):
    """What the coordinators' desk needs of a document that someone has to look at.

    Attributes:
        id: The catalogue's integer.
        path: The file.
        status: Its status.
        review_on: The first day to look at it again, or ``None``.
        until: Last day it is shown, or ``None``.
        unchecked: Whether it is a translation that nobody has checked.
        advice: For its author: line and sentence of each; empty unless it is published.
    """

    id: int
    path: str
    status: Status
    review_on: date | None
    until: date | None
    unchecked: bool
    advice: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation of the catalogue.

    Attributes:
        generation: Counts publishes that changed something.
        vocabulary: The terms.
        introductions: The introductions by editors.
        values: Axis to value to the documents that have it.
        by_id: Every document by id, newest first, then by title.
        by_slug: The same by slug.
        original_of: Each translation's id to the id of the document it translates.
        by_title: Every document's id, by title.
        ended: The ids of documents taken down because their last day has passed, and not withdrawn.
        cache: Values that callers compute once for each generation.
        vocabulary_cache: Values that they compute from the vocabulary alone; the next generation with the same
            vocabulary has them too.
    """

    generation: int
    vocabulary: Vocabulary
    introductions: Introductions
    values: Mapping[str, Mapping[str, BitMap]]
    by_id: Mapping[int, DocumentState]
    by_slug: Mapping[str, DocumentState]
    original_of: Mapping[int, int]
    by_title: tuple[int, ...]
    ended: frozenset[int]
    cache: dict[object, Any] = field(default_factory=dict, compare=False)
    vocabulary_cache: dict[object, Any] = field(default_factory=dict, compare=False)


class Catalogue:
    """A published catalogue, for reading; threads may share it."""

    def __init__(self, path: Path) -> None:
        """Open a catalogue file.

        Raises:
            NothingPublished: There is none, or it has another shape.
        CatalogueUnavailable: It is damaged. So for every method here.
        """
        if not path.exists():
            raise NothingPublished
        self._engine = open_engine(path)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        with reading(self._engine) as connection:
            found = _meta(connection.exec_driver_sql, "schema") if inspect(connection).has_table(META.name) else None
        if found != shape().encode():
            raise NothingPublished

    def generation(self) -> int:
        """Return the number of the newest generation."""
        with asking(self._engine) as ask:
            return _generation(ask)

    def snapshot(self) -> Snapshot:
        """Return the newest generation."""
        generation = self.generation()
        with self._lock:
            if self._snapshot is None or self._snapshot.generation != generation:
                with reading(self._engine) as connection:
                    self._snapshot = _read_snapshot(connection, self._snapshot)
            return self._snapshot

    def documents(self, ids: Iterable[int]) -> dict[int, Document]:
        """Return documents by id, without those that are gone or withdrawn."""
        return self._decoded(ids, "payload", _documents)

    def cards(self, ids: Iterable[int]) -> dict[int, Card]:
        """Return cards by id, without those that are gone or withdrawn."""
        return self._decoded(ids, "card", _cards)

    def to_look_at(self, review_by: date, until_by: date) -> list[DeskRow]:
        """Return what someone has to look at, by path, whoever may see it.

        These are drafts, documents in review, unchecked translations, and published documents with advice.

        Args:
            review_by: Published documents whose review is due on this day or before are among them.
            until_by: So are those whose last day is this day or before.
        """
        columns = DOCUMENT.c
        dated = or_(columns.review_on <= review_by, columns.until <= until_by)
        noted = or_(dated, columns.unchecked, columns.advice.is_not(None))
        unfinished = columns.status.in_((Status.DRAFT, Status.IN_REVIEW))
        asked = (
            select(*(columns[name] for name in DeskRow._fields))
            .where(or_(unfinished, and_(columns.status == Status.PUBLISHED, noted)))
            .order_by(columns.path)
        )
        with reading(self._engine) as connection:
            return [
                _desk_row(*row[:5], unchecked=row.unchecked, advice=row.advice) for row in connection.execute(asked)
            ]

    def now_at(self, slug: str) -> str | None:
        """Return the slug that replaced an earlier one, or ``None``."""
        with reading(self._engine) as connection:
            now: str | None = connection.execute(select(FORMER.c.now).where(FORMER.c.slug == slug)).scalar()
            return now

    def standing_in(self, kind: RowKind, texts: Iterable[str]) -> dict[str, BitMap]:
        """Return the documents that have each text of the lexicon, by text, without texts that no document has.

        Here and below this covers all documents: intersect them with those that the viewer may see.
        """
        with asking(self._engine) as ask:
            return rows_of(ask, kind, texts)

    def distinctive_words(self, document_id: int) -> list[tuple[str, BitMap]]:
        """Return the distinctive words of a document, as it spells them, with the documents that share them."""
        with reading(self._engine) as connection:
            return distinctive_of(connection, document_id)

    def starting(self, kind: RowKind, prefix: str, visible: BitMap, most: int) -> list[tuple[str, BitMap]]:
        """Return texts of visible documents with a prefix, and these documents.

        Args:
            kind: The kind of texts.
            prefix: At least one character, folded as the texts are.
            visible: The documents that the viewer may see.
            most: How many texts at most, those with the most documents in total first.
        """
        with asking(self._engine) as ask:
            return list(rows_starting(ask, kind, prefix, visible, most))

    def texts(self, kind: RowKind) -> list[str]:
        """Return every text of a kind in any document, visible or not, sorted."""
        with reading(self._engine) as connection:
            return texts_of(connection, kind)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def _decoded(self, ids: Iterable[int], column: str, decoder: msgspec.json.Decoder[Decoded]) -> dict[int, Decoded]:
        some = tuple(ids)
        if not some:
            return {}
        query = _DECODED.format(column, ",".join("?" * len(some)))
        with asking(self._engine) as ask:
            return {number: decoder.decode(stored) for number, stored in ask(query, some)}


def _desk_row(
    document_id: int, path: str, status: str, review: date | None, until: date | None, *, unchecked: bool, advice: bytes
) -> DeskRow:
    noted = _advice.decode(advice) if advice else ()
    return DeskRow(document_id, path, _STATUSES[status], review, until, unchecked, noted)


def _meta(ask: Ask, name: str) -> bytes | None:
    value: bytes | None
    (value,) = next(iter(ask(_VALUE, (name,))), (None,))
    return value


def _generation(ask: Ask) -> int:
    return int(_meta(ask, "generation") or b"0")


def _read_snapshot(connection: Connection, before: Snapshot | None) -> Snapshot:
    ask = connection.exec_driver_sql
    values: dict[str, dict[str, BitMap]] = defaultdict(dict)
    for axis, value, documents in connection.execute(select(BITMAP)):
        values[axis][value] = BitMap.deserialize(documents)
    rows = ask(_STATES).all()
    by_id = {
        number: DocumentState(
            number, slug, shelf, _STATUSES[status], _AUDIENCES[who], bool(fictional), as_day(first), as_day(last)
        )
        for number, slug, shelf, status, who, fictional, first, last, _ in rows
    }
    by_slug = {state.slug: state for state in by_id.values()}
    vocabulary = _vocabularies.decode(_meta(ask, "vocabulary") or b'{"terms":[]}')
    return Snapshot(
        generation=_generation(ask),
        vocabulary=vocabulary,
        introductions=_introductions.decode(_meta(ask, "introductions") or b"{}"),
        values=values,
        by_id=by_id,
        by_slug=by_slug,
        original_of={row[0]: by_slug[row[-1]].id for row in rows if row[-1] in by_slug},
        by_title=tuple(number for (number,) in ask(_BY_TITLE).all()),
        ended=frozenset(_ended(connection)),
        vocabulary_cache=before.vocabulary_cache if before and before.vocabulary == vocabulary else {},
    )


def _ended(connection: Connection) -> Iterator[int]:
    columns = DOCUMENT.c
    # An index has these columns but not the permission: all rows of the table would be read.
    over = select(columns.id).where(columns.status == Status.WITHDRAWN, columns.until.is_not(None))
    for document_id, permission in connection.execute(
        select(columns.id, columns.permission).where(columns.id.in_(over))
    ):
        if _permissions.decode(permission).status is Status.PUBLISHED:
            yield document_id
