"""What is permitted of each document today: decided here for everything that goes into the catalogue.

A document never goes further than its own file says, than its original's file says where it is a translation, or than
its last day. What is not permitted does not get into the catalogue, so nothing that reads the catalogue can show it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from library.content.references import References
from library.model.permission import UNKNOWN, Permission, Statement, effective, narrowed, permission_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from library.content.folder import Stamp
    from library.model.document import Document
    from library.model.lexicon import Lexicon
    from library.storage.catalogue_row import Row

# What a document says of others, as the catalogue keeps it. To find a type's decoder takes longer than to decode.
read_references = msgspec.json.Decoder(References).decode


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read.

    Attributes:
        stamp: How its file looked before.
        began_ns: A time before any of its files was read, in nanoseconds since 1970.
        document: As its file says it.
        lexicon: What it gives to the lexicon.
    """

    stamp: Stamp
    began_ns: int
    document: Document
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Admitted:
    """A document that goes into the catalogue.

    Attributes:
        read: As it was read.
        document: As it may be served today.
        agreed: What is permitted of it, whichever days have passed.
    """

    read: Read
    document: Document
    agreed: Permission

    def is_held_in(self, row: Row) -> bool:
        """Tell whether the catalogue holds the same."""
        same = row.sha256 == self.document.sha256 and row.status == self.document.status
        return same and row.agreed == self.agreed


@dataclass(frozen=True, slots=True)
class Gate:
    """What decides about every document.

    Attributes:
        statement_of: Returns what the file of a document says, by slug.
        day: The day it is in London.
        ended: The last day of each document that was taken down because that day had passed, by slug. Such a document
            stays down until its file names another day, whatever the clock says.
    """

    statement_of: Callable[[str], Statement]
    day: date
    ended: Mapping[str, date]

    def agreed(self, document: Document) -> Permission:
        """Return what is permitted of a document, whichever days have passed: no more than it says itself."""
        return permission_of(document).narrower(effective(document.slug, self.statement_of))

    def admit(self, read: Read) -> Admitted:
        """Return a document that was read as it may be served today."""
        agreed = self.agreed(read.document)
        return Admitted(read, self.today(read.document, agreed), agreed)

    def today(self, document: Document, agreed: Permission) -> Document:
        """Return a document as it may be served today, given what is permitted whichever days have passed."""
        over = agreed.until is not None and (agreed.until < self.day or agreed.until == self.ended.get(document.slug))
        return narrowed(document, agreed.ended() if over else agreed)


def ended(rows: Iterable[Row]) -> dict[str, date]:
    """Return the last day of each document that was taken down because that day had passed, by slug."""
    return {row.slug: day for row in rows if row.until and (day := row.ended)}


@dataclass(slots=True)
class OriginalsFirst:
    """Puts documents that are read one by one in an order in which no translation comes before its original."""

    _known: dict[str, Statement] = field(default_factory=dict)
    _waiting: dict[str, list[Read]] = field(default_factory=lambda: defaultdict(list))

    def after(self, read: Read, statement: Statement) -> Iterator[Read]:
        """Yield what can be judged when one more document has been read; a translation may have to wait."""
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
