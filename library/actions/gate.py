"""The gate into the catalogue: what each document permits today.

A document never goes further than its own file says, than its last day or, for a translation, than its original's file
says. What is not permitted is not in the catalogue, so nothing that reads the catalogue can show it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from library.actions.attachment_texts import without_refused_words
from library.content.references import References
from library.model.permission import UNKNOWN, Permission, Statement, effective, narrowed, permission_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from library.content.document import ReadDocument
    from library.content.folder import Stamp
    from library.model.document import Document
    from library.model.lexicon import Lexicon
    from library.storage.catalogue_row import Row

# What a document says about others, as stored in the catalogue. Finding a type's decoder takes longer than decoding.
read_references = msgspec.json.Decoder(References).decode


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read.

    Attributes:
        stamp: The stamp of its file, taken before reading.
        began_ns: A time before any of its files was read, in nanoseconds since 1970.
        read: The document as its file says it, and the advice for its author.
        lexicon: What it adds to the lexicon.
    """

    stamp: Stamp
    began_ns: int
    read: ReadDocument
    lexicon: Lexicon

    @property
    def document(self) -> Document:
        """Return the document as its file says it."""
        return self.read.document


@dataclass(frozen=True, slots=True)
class Admitted:
    """A document that goes into the catalogue.

    Attributes:
        read: As it was read.
        document: As it may be served today.
        agreed: What it permits, regardless of the day.
    """

    read: Read
    document: Document
    agreed: Permission

    def is_held_in(self, row: Row) -> bool:
        """Return whether the catalogue already has the same."""
        same = row.sha256 == self.document.sha256 and row.status == self.document.status
        return same and row.agreed == self.agreed


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides what every document permits.

    Attributes:
        statement_of: Returns what the file of a document says, by slug.
        day: The day it is in London.
        ended: The last day of each document that was taken down because that day had passed, by slug. Such a document
            stays down until its file has another day, whatever the clock says.
    """

    statement_of: Callable[[str], Statement]
    day: date
    ended: Mapping[str, date]

    def agreed(self, document: Document) -> Permission:
        """Return what a document permits, regardless of the day: never more than its own file."""
        return permission_of(document).narrower(effective(document.slug, self.statement_of))

    def admit(self, read: Read) -> Admitted:
        """Return a document that was read as it may be served today."""
        agreed = self.agreed(read.document)
        return Admitted(read, self.today(read.document, agreed), agreed)

    def today(self, document: Document, agreed: Permission) -> Document:
        """Return a document as it may be served today, given what it permits regardless of the day."""
        over = agreed.until is not None and (agreed.until < self.day or agreed.until == self.ended.get(document.slug))
        return without_refused_words(narrowed(document, agreed.ended() if over else agreed))

    def refuses_words(self, document: Document) -> bool:
        """Return whether a document has words of an attachment that readers may no longer have."""
        return without_refused_words(narrowed(document, self.agreed(document))).attachments != document.attachments


def ended(rows: Iterable[Row]) -> dict[str, date]:
    """Return the last day of each document taken down for that reason, by slug."""
    return {row.slug: day for row in rows if row.until and (day := row.ended)}


@dataclass(slots=True)
class OriginalsFirst:
    """Orders documents, read one by one, so that no translation comes before its original."""

    _known: dict[str, Statement] = field(default_factory=dict)
    _waiting: dict[str, list[Read]] = field(default_factory=lambda: defaultdict(list))

    def after(self, read: Read, statement: Statement) -> Iterator[Read]:
        """Yield the documents that can be decided after reading one more; a translation may have to wait."""
        self._known[read.document.slug] = statement
        original = statement.translation_of
        if original and original not in self._known:
            self._waiting[original].append(read)
        else:
            yield read
        yield from self._waiting.pop(read.document.slug, ())

    def statement_of(self, slug: str) -> Statement:
        """Return what the file of a document says, if it has been read."""
        return self._known.get(slug, UNKNOWN)
