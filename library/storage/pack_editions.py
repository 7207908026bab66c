"""The editions of a pack: what its files held, under the mark printed on them.

Editions share their parts, so a hundred files of one pack take little more space than one. A mark is stored for as long
as its files say they can be used: only an edition whose last file is past that day can make room for a new one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import delete, func, insert, select, update

from library.errors import Refused
from library.model.code_alphabet import ALPHABET
from library.model.edition import LONGEST_USE, Carried, Edition, Printed
from library.model.pack import Item
from library.model.refusal import Refusal
from library.storage.pack_parts import part_sizes, read_parts, remove_parts, store_parts
from library.storage.records_tables import PACK_CARRIED, PACK_EDITION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection, Row, Select

# How many different files of one pack a day allows: arranging and printing all day needs a few dozen.
MOST_EDITIONS_A_DAY = 100
# How many editions one pack can have, and how many bytes they can take.
MOST_EDITIONS = 1_000
MOST_EDITION_BYTES = 4 * 1_048_576


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an edition without its position in the pack, so that it is the same in any position."""

    item: Item
    screen: Printed
    paper: Printed


# Fields that items got after the first editions were stored.
_LATER_FIELDS = ("discussion", "slides")

_parts = msgspec.json.Decoder(_Part)
_bodies = msgspec.json.Decoder(tuple[int, tuple[tuple[int, int], ...]])


def edition_digest(total: int, carried: Sequence[Carried]) -> bytes:
    """Return the digest of an edition; equal files have equal digests in every copy of the records."""
    return hashlib.sha256(msgspec.json.encode((total, [_as_first_stored(each) for each in carried]))).digest()


class Known(NamedTuple):
    """An edition that is stored already.

    Attributes:
        mark: The mark on its files.
        last_made_on: The last day a file with it was made.
    """

    mark: str
    last_made_on: date


def known_edition(connection: Connection, pack_id: int, digest: bytes) -> Known | None:
    """Return the edition with a digest, or ``None``."""
    same = (PACK_EDITION.c.pack_id == pack_id, PACK_EDITION.c.digest == digest)
    row = connection.execute(select(PACK_EDITION.c.mark, PACK_EDITION.c.last_made_on).where(*same)).one_or_none()
    return Known(row.mark, row.last_made_on) if row else None


def mark_for(connection: Connection, pack_id: int, total: int, carried: Sequence[Carried]) -> str:
    """Return the mark of files with this content, stored or not."""
    digest = edition_digest(total, carried)
    known = known_edition(connection, pack_id, digest)
    return known.mark if known else new_mark(digest, {row.mark for row in connection.execute(_all(pack_id))})


def renew_edition(connection: Connection, pack_id: int, mark: str, day: date) -> None:
    """Record that a file with a mark was made on a day."""
    one = (PACK_EDITION.c.pack_id == pack_id, PACK_EDITION.c.mark == mark)
    connection.execute(update(PACK_EDITION).where(*one).values(last_made_on=day))


def add_edition(connection: Connection, pack_id: int, total: int, carried: Sequence[Carried], day: date) -> str:
    """Store an edition that the pack does not have yet, and return its mark.

    Args:
        connection: To the records, for writing.
        pack_id: Of the pack.
        total: How many items the files have.
        carried: What the files hold of documents, in order.
        day: The day in London.

    Raises:
        Refused: Too many others were made from the pack today, or are still stored.
    """
    made = connection.execute(_all(pack_id)).all()
    if sum(row.made_on == day for row in made) >= MOST_EDITIONS_A_DAY:
        raise Refused(Refusal.MANY_FILES)
    _make_room(connection, pack_id, made, day)
    digest = edition_digest(total, carried)
    mark = new_mark(digest, {row.mark for row in made})
    parts = (_Part(each.item, each.screen, each.paper) for each in carried)
    bodies = [msgspec.json.encode(_as_first_stored(part)) for part in parts]
    numbers = store_parts(connection, PACK_CARRIED, pack_id, bodies)
    body = msgspec.json.encode((total, [(each.number, number) for each, number in zip(carried, numbers, strict=True)]))
    row = {"pack_id": pack_id, "mark": mark, "made_on": day, "last_made_on": day, "digest": digest, "body": body}
    connection.execute(insert(PACK_EDITION).values(row))
    return mark


def read_editions(connection: Connection, pack_id: int, mark: str = "") -> tuple[Edition, ...]:
    """Return the editions of a pack, the newest first; or the one with a mark."""
    asked = _all(pack_id).order_by(PACK_EDITION.c.made_on.desc(), PACK_EDITION.c.mark)
    rows = connection.execute(asked.where(PACK_EDITION.c.mark == mark) if mark else asked).all()
    bodies = [_bodies.decode(row.body) for row in rows]
    numbers = {number for _, carried in bodies for _, number in carried} if mark else None
    parts = _read(connection, pack_id, numbers)
    return tuple(
        Edition(row.mark, row.made_on, total, tuple(_carried(at, parts[number]) for at, number in carried))
        for row, (total, carried) in zip(rows, bodies, strict=True)
    )


def read_carried(connection: Connection, pack_id: int) -> tuple[Carried, ...]:
    """Return each different part of all files of a pack once, numbered from 1."""
    return tuple(_carried(at, part) for at, part in enumerate(_read(connection, pack_id, None).values(), start=1))


def editions_size(connection: Connection, pack_id: int) -> int:
    """Return how many bytes the editions of a pack take, including shared parts."""
    bodies = select(func.sum(func.length(PACK_EDITION.c.body))).where(PACK_EDITION.c.pack_id == pack_id)
    return int(connection.execute(bodies).scalar() or 0) + sum(part_sizes(connection, PACK_CARRIED, pack_id).values())


def new_mark(digest: bytes, taken: set[str]) -> str:
    """Return the first mark of a digest that no other edition of the pack has."""
    for attempt in count():
        number = int.from_bytes(hashlib.sha256(digest + attempt.to_bytes(4)).digest()[:4])
        mark = "".join(ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))
        if mark not in taken:
            return mark
    raise AssertionError("there are more marks than editions")


def _as_first_stored(carried: Carried | _Part) -> dict[str, Any]:
    """Return what an edition holds, with the fields that items had when the first editions were stored.

    Marks on paper are made from these fields. Those that items got later are of the facilitator's plan only.
    """
    built: dict[str, Any] = msgspec.to_builtins(carried)
    for name in _LATER_FIELDS:
        del built["item"][name]
    return built


def _make_room(connection: Connection, pack_id: int, made: Iterable[Row[tuple[object, ...]]], day: date) -> None:
    """If there are too many editions, delete those whose files are past their date."""
    every = sorted(made, key=lambda row: row.last_made_on)
    if len(every) < MOST_EDITIONS and editions_size(connection, pack_id) < MOST_EDITION_BYTES:
        return
    expired = [row.mark for row in every if row.last_made_on + LONGEST_USE < day]
    if not expired:
        raise Refused(Refusal.EDITIONS_FULL)
    mine = PACK_EDITION.c.pack_id == pack_id
    connection.execute(delete(PACK_EDITION).where(mine, PACK_EDITION.c.mark.in_(expired)))
    left = connection.execute(_all(pack_id)).all()
    used = {number for row in left for _, number in _bodies.decode(row.body)[1]}
    remove_parts(connection, PACK_CARRIED, pack_id, part_sizes(connection, PACK_CARRIED, pack_id).keys() - used)


def _all(pack_id: int) -> Select[tuple[object, ...]]:
    return select(PACK_EDITION).where(PACK_EDITION.c.pack_id == pack_id)


def _read(connection: Connection, pack_id: int, numbers: set[int] | None) -> dict[int, _Part]:
    return {
        number: _parts.decode(body) for number, body in read_parts(connection, PACK_CARRIED, pack_id, numbers).items()
    }


def _carried(number: int, part: _Part) -> Carried:
    return Carried(number, part.item, part.screen, part.paper)
