"""Room for packs: at the limit no new one is started, and those that are there go on as far as there is room."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from sqlalchemy import func, select

from library.errors import Refused
from library.model.edition import Carried, Printed
from library.model.pack import Item, ItemKind, Pack
from library.model.refusal import Refusal
from library.storage.records import BASE_BYTES, Records
from library.storage.records_database import RecordsDatabase
from library.storage.records_engine import open_engine, reading
from library.storage.records_tables import PACK
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

DAY = date(2026, 11, 27)
LIMIT = 100_000


@pytest.fixture
def records(address: str) -> Iterator[Records]:
    opened = Records(RecordsDatabase(address), LIMIT)
    yield opened
    opened.close()


def note(number: int, length: int = 4_000) -> Item:
    letters = random.Random(number)  # noqa: S311 - words, no secret
    return Item(
        f"{number:08}", ItemKind.NOTE, text="".join(chr(letters.randrange(0x4E00, 0x9FFF)) for _ in range(length))
    )


def total(address: str) -> int:
    engine = open_engine(address)
    with reading(engine) as connection:
        found = int(connection.execute(select(func.sum(PACK.c.size))).scalar() or 0)
    engine.dispose()
    return found


def is_full(act: Callable[[], object]) -> bool:
    """Do something, and tell whether there was no room for it."""
    try:
        act()
    except Refused as refused:
        return refused.reason == Refusal.RECORDS_FULL
    return False


def fill(records: Records) -> int:
    """Start packs until no more can be started, and return how many there are."""
    numbers = count()
    return next(n for n in numbers if is_full(lambda n=n: records.add_pack(Pack(str(n)), f"{n:013}", f"edit{n}", DAY)))  # type: ignore[misc]


def test_empty_packs_fill_the_room_too(records: Records, address: str) -> None:
    assert 1 < fill(records) <= LIMIT // BASE_BYTES + 1
    assert LIMIT <= total(address) < LIMIT + 2 * BASE_BYTES


def test_a_pack_that_is_there_can_be_changed_when_no_new_one_can_be_started(records: Records) -> None:
    fill(records)
    found = records.pack_to_edit("edit0")
    assert found is not None
    changed = records.change_pack(found.id, lambda pack: pack.with_item(note(1)), DAY)
    assert changed is not None
    assert changed.pack.items == (note(1),)


def grow(records: Records, edit: str) -> int:
    """Put notes into a pack until there is no room, and return its integer."""
    found = records.pack_to_edit(edit)
    assert found is not None
    pack_id = found.id
    assert any(
        is_full(lambda n=n: records.change_pack(pack_id, lambda pack: pack.with_item(note(n)), DAY))  # type: ignore[misc]
        for n in range(60)
    )
    return pack_id


def test_packs_that_are_there_never_grow_beyond_a_quarter_more(records: Records, address: str) -> None:
    for number in range(fill(records)):
        grow(records, f"edit{number}")
    assert total(address) <= LIMIT * 1.25


def test_without_any_room_a_pack_is_still_rearranged_and_made_shorter(records: Records, address: str) -> None:
    fill(records)
    pack_id = grow(records, "edit0")
    before = records.pack_to_edit("edit0")
    assert before is not None
    for version in range(before.version + 1, before.version + 20):
        moved = records.change_pack(pack_id, lambda pack: pack.moved(pack.items[0].id, 9), DAY)
        assert moved is not None
        assert moved.version == version
        assert sorted(item.id for item in moved.pack.items) == sorted(item.id for item in before.pack.items)
        assert records.state(pack_id, version - 1) is not None
    shorter = records.change_pack(pack_id, lambda pack: replace(pack, items=pack.items[:1]), DAY)
    assert shorter is not None
    assert len(shorter.pack.items) == 1
    assert total(address) <= LIMIT * 1.25


def test_a_change_that_was_refused_changes_nothing(records: Records) -> None:
    fill(records)
    pack_id = grow(records, "edit0")
    before = records.pack_to_edit("edit0")
    assert before is not None
    states = [records.state(pack_id, version) for version in range(1, before.version + 1)]
    with pytest.raises(Refused):
        records.change_pack(pack_id, lambda pack: pack.with_item(note(99)), DAY)
    assert records.pack_to_edit("edit0") == before
    assert [records.state(pack_id, version) for version in range(1, before.version + 1)] == states


def test_editions_keep_to_the_room_too(records: Records, address: str) -> None:
    fill(records)
    pack_id = grow(records, "edit0")
    words = tuple(f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}" for number in range(3_000))
    printed = Printed(words, (), "", "", (), False, ())
    item = Item("aaaaaaaa", ItemKind.DOCUMENT, "spare-key")
    with pytest.raises(Refused) as refused:
        records.store_edition(pack_id, 1, [Carried(1, item, printed, printed)], DAY)
    assert refused.value.reason == Refusal.RECORDS_FULL
    assert records.editions(pack_id) == ()
    assert total(address) <= LIMIT * 1.25


def test_where_packs_are_deleted_new_ones_can_be_started(records: Records) -> None:
    fill(records)
    found = records.pack_to_edit("edit0")
    assert found is not None
    records.delete_pack(found.id)
    assert records.add_pack(Pack(), "9" * 13, "again", DAY).version == 1
