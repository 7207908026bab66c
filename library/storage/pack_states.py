"""The states of a pack: each has the details of the pack and the numbers of its items, which states share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, func, insert, select

from library.model.pack import Item, Pack
from library.storage.pack_parts import part_sizes, read_parts, remove_parts, store_parts
from library.storage.records_tables import PACK_ITEM, PACK_VERSION

if TYPE_CHECKING:
    from sqlalchemy import Connection

# How many states of one pack are stored, and how many bytes they can take; the oldest are deleted first.
MOST_VERSIONS = 200
MOST_STATE_BYTES = 4 * 1_048_576
# This many are always kept, so that the last removal can be undone.
FEWEST_VERSIONS = 2

_bodies = msgspec.json.Decoder(tuple[Pack, tuple[int, ...]])
_items = msgspec.json.Decoder(Item)


@dataclass(frozen=True, slots=True)
class State:
    """A state of a pack.

    Attributes:
        pack: What it held.
        numbers: Of its stored items, in the same order.
    """

    pack: Pack
    numbers: tuple[int, ...]


EMPTY = State(Pack(), ())


def read_state(connection: Connection, pack_id: int, version: int) -> State | None:
    """Return a state of a pack, or ``None`` if it is no longer stored."""
    asked = select(PACK_VERSION.c.body).where(PACK_VERSION.c.pack_id == pack_id, PACK_VERSION.c.version == version)
    body: bytes | None = connection.execute(asked).scalar()
    if body is None:
        return None
    pack, numbers = _bodies.decode(body)
    parts = {
        number: _items.decode(part) for number, part in read_parts(connection, PACK_ITEM, pack_id, numbers).items()
    }
    return State(replace(pack, items=tuple(parts[number] for number in numbers)), numbers)


def write_state(connection: Connection, pack_id: int, version: int, pack: Pack, before: State = EMPTY) -> None:
    """Store a state, and only those items that were not in the previous one.

    Args:
        connection: To the records, for writing.
        pack_id: Of the pack.
        version: The number of the new state.
        pack: The new state.
        before: The previous state, whose items are stored already.
    """
    known = dict(zip(before.pack.items, before.numbers, strict=True))
    new = [item for item in pack.items if item not in known]
    numbers = store_parts(connection, PACK_ITEM, pack_id, [msgspec.json.encode(item) for item in new])
    known |= dict(zip(new, numbers, strict=True))
    body = msgspec.json.encode((replace(pack, items=()), [known[item] for item in pack.items]))
    connection.execute(insert(PACK_VERSION).values(pack_id=pack_id, version=version, body=body))


def prune_states(connection: Connection, pack_id: int, *, to_fewest: bool = False) -> None:
    """Delete the oldest states beyond the limits, with the items that only they had.

    Args:
        connection: To the records, for writing.
        pack_id: Of the pack.
        to_fewest: Whether to delete all but the newest two, whatever the limits.
    """
    most_bytes = 0 if to_fewest else MOST_STATE_BYTES
    mine = PACK_VERSION.c.pack_id == pack_id
    asked = select(PACK_VERSION.c.version, PACK_VERSION.c.body).where(mine).order_by(PACK_VERSION.c.version.desc())
    sizes = part_sizes(connection, PACK_ITEM, pack_id)
    used: set[int] = set()
    total, oldest = 0, None
    for count, row in enumerate(connection.execute(asked).all()):
        numbers = set(_bodies.decode(row.body)[1])
        total += len(row.body) + sum(sizes[number] for number in numbers - used)
        if count >= FEWEST_VERSIONS and (count >= MOST_VERSIONS or total > most_bytes):
            oldest = row.version
            break
        used |= numbers
    if oldest is not None:
        connection.execute(delete(PACK_VERSION).where(mine, PACK_VERSION.c.version <= oldest))
    remove_parts(connection, PACK_ITEM, pack_id, sizes.keys() - used)


def states_size(connection: Connection, pack_id: int) -> int:
    """Return how many bytes the states of a pack take, with their items."""
    bodies = select(func.sum(func.length(PACK_VERSION.c.body))).where(PACK_VERSION.c.pack_id == pack_id)
    return int(connection.execute(bodies).scalar() or 0) + sum(part_sizes(connection, PACK_ITEM, pack_id).values())
