"""Changing the catalogue: one transaction, all or nothing.

A document that changed is removed and added under a new integer, so that no index entry of the old version can ever
show the new one, or the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from pyroaring import BitMap
from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from library.model.card import Card, card_of
from library.model.document import AWAITING_CHECK, Document, Provenance, Status
from library.model.facets import facets_of
from library.model.introduction import Introductions
from library.model.lexicon import Lexicon
from library.model.permission import Permission, permission_of
from library.storage.catalogue_row import NO_STAMPS
from library.storage.lexicon import LexiconChange, packed
from library.storage.tables import BITMAP, DOCUMENT, FORMER, HAS_TEXT, META

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from library.errors import Advice
    from library.model.vocabulary import Vocabulary


_encode = msgspec.json.Encoder().encode

# How many rows are inserted together: 0.1 ms a row instead of 0.6.
_ROWS_AT_ONCE = 200

_NO_WORDS = Lexicon()

# The row of `meta` that says that something was removed since the file was made.
LEFTOVERS = "leftovers"


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
        """Store the vocabulary and the hash of its file."""
        self._set_meta("vocabulary", _encode(vocabulary))
        self._set_meta("vocabulary_hash", digest.encode())
        self._changed = True

    def set_introductions(self, introductions: Introductions, digests: Mapping[str, str]) -> None:
        """Store those introductions whose sources are served; others may quote hidden documents.

        Args:
            introductions: As their files say them.
            digests: SHA-256 of each of these files, by path.
        """
        self._set_meta("introduction_digests", _encode(digests))
        self._set_introductions(introductions)

    def _set_introductions(self, introductions: Introductions) -> None:
        self._insert_rows()
        served = select(DOCUMENT.c.slug).where(HAS_TEXT)
        slugs = frozenset(self._connection.execute(served).scalars().all())
        encoded = _encode(introductions.resting_on(slugs))
        if encoded != self._meta("introductions"):
            self._set_meta("introductions", encoded)
            self._changed = True

    def remove(self, ids: Iterable[int], *, wipe: bool = True) -> None:
        """Remove documents.

        Args:
            ids: Of the documents.
            wipe: Whether their words must also leave the disk.
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
        advice: Sequence[Advice] = (),
    ) -> int:
        """Add a document under a new integer.

        Args:
            document: Complete and checked, as it may be served. Without its text if it is not published.
            stamps: Stamps of the files that it is made of.
            links: What it refers to.
            lexicon: What it adds to the lexicon; ignored if it is not published.
            agreed: What is permitted, whichever days have passed; ``None`` where it is what the document says.
            advice: For its author; ignored if it is not published.

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
                "advice": _encode([(each.line, each.sentence) for each in advice]) if served and advice else None,
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
        """Store new stamps of files whose content is the same. This makes no new generation."""
        self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(stamps=stamps))

    def narrow(self, document_id: int, document: Document, agreed: Permission | None = None) -> None:
        """Narrow the permission of a document that is served; its text and integer stay.

        Args:
            document_id: The catalogue's integer.
            document: As it may be served now.
            agreed: What is permitted, whichever days have passed; ``None`` where it is what the document says.
        """
        self._leave_to_wipe()
        columns = _columns(document, card_of(document, document_id), agreed)
        if document.status is not Status.PUBLISHED:
            # All that may be left is that it existed.
            self._lexicon.leave([document_id])
            self._leaving.add(document_id)
            columns["lexicon"] = columns["advice"] = None
        self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(**columns))
        self._changed = True

    def forget_stamps(self, document_id: int) -> None:
        """Make the next publish read a document's file again, whatever its stamps."""
        self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(stamps=NO_STAMPS))

    def finish(self) -> None:
        """Write rows and bitmaps, and start a new generation if anything changed."""
        if not self._changed:
            return
        self._insert_rows()
        introductions = self._meta("introductions")
        if self._leaving and introductions:
            self._set_introductions(msgspec.json.decode(introductions, type=Introductions))
        self._lexicon.write()
        stored = {
            (axis, value): BitMap.deserialize(held) for axis, value, held in self._connection.execute(select(BITMAP))
        }
        for axis, value in stored.keys() | self._arriving.keys():
            before = stored.get((axis, value), BitMap())
            after = (before - self._leaving) | self._arriving.get((axis, value), BitMap())
            if after != before:
                self._set_bitmap(axis, value, after)
        self._set_meta("last_id", str(self._last_id).encode())
        self._set_meta("generation", str(int(self._meta("generation") or b"0") + 1).encode())

    def _leave_to_wipe(self) -> None:
        """Record that something must leave the disk: words, or the slug of a deleted document."""
        self._set_meta(LEFTOVERS, b"1")

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
        "fictional": document.provenance is Provenance.FICTIONAL,
        "published": document.published,
        "until": document.consent.until,
        "translation_of": document.translation_of,
        "review_on": min(filter(None, (document.consent.review, document.review_by)), default=None),
        "unchecked": document.translation == AWAITING_CHECK,
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
