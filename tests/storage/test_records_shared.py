"""What is equal in states and editions of a pack is stored once, and nothing that is kept is ever taken for unused."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select

from library.errors import Refused
from library.model.edition import LONGEST_USE, Carried, Printed
from library.model.pack import Item, ItemKind, Pack
from library.model.refusal import Refusal
from library.storage import pack_editions, pack_states
from library.storage.records import BASE_BYTES, Records
from library.storage.records_database import RecordsDatabase
from library.storage.records_engine import open_engine, reading
from library.storage.records_tables import PACK, PACK_CARRIED, PACK_EDITION, PACK_ITEM, PACK_VERSION
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

DAY = date(2026, 11, 27)


@pytest.fixture
def records(address: str) -> Iterator[Records]:
    opened = Records(RecordsDatabase(address))
    yield opened
    opened.close()


def note(number: int, seed: int = 0, length: int = 4_000) -> Item:
    """Return a note whose words cannot be made smaller by much."""
    letters = random.Random(f"{number} {seed}")  # noqa: S311 - words, no secret
    text = "".join(chr(letters.randrange(0x4E00, 0x9FFF)) for _ in range(length))
    return Item(f"{number:08}", ItemKind.NOTE, text=text)


def carried(number: int, seed: int = 0, words: int = 1) -> Carried:
    letters = random.Random(f"{number} {seed}")  # noqa: S311 - words, no secret
    printed = Printed(tuple(f"{letters.getrandbits(64):016x}" for _ in range(words)), (), "", "", (), False, ())
    return Carried(number, Item(f"{number:08}", ItemKind.DOCUMENT, "spare-key"), printed, printed)


def bytes_stored(address: str) -> int:
    engine = open_engine(address)
    with reading(engine) as connection:
        total = sum(
            int(connection.execute(select(func.sum(func.length(table.c.body)))).scalar() or 0)
            for table in (PACK_ITEM, PACK_VERSION, PACK_CARRIED, PACK_EDITION)
        )
        sizes = connection.execute(select(func.sum(PACK.c.size - BASE_BYTES))).scalar()
    engine.dispose()
    assert int(sizes or 0) == total
    return total


def test_a_move_stores_no_words_again(records: Records, address: str) -> None:
    added = records.add_pack(Pack(items=tuple(note(number) for number in range(60))), "0" * 13, "edit", DAY)
    before = bytes_stored(address)
    assert records.change_pack(added.id, lambda pack: pack.moved("00000000", 59), DAY)
    assert bytes_stored(address) - before < 500


def test_what_is_put_back_is_the_item_that_was_taken_out(records: Records, address: str) -> None:
    added = records.add_pack(Pack(items=(note(1), note(2))), "0" * 13, "edit", DAY)
    before = bytes_stored(address)
    for _ in range(5):
        records.change_pack(added.id, lambda pack: pack.without("00000001"), DAY)
        records.change_pack(added.id, lambda pack: pack.with_item(note(1)), DAY)
    assert bytes_stored(address) - before < 2_000
    assert records.state(added.id, 11) == Pack(items=(note(2), note(1)))


def test_items_go_with_the_last_state_that_has_them(
    records: Records, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_states, "MOST_VERSIONS", 3)
    states = [Pack(items=(note(1),)), *(Pack(title=str(number)) for number in range(5))]
    added = records.add_pack(states[0], "0" * 13, "edit", DAY)
    sizes = [bytes_stored(address)]
    for state in states[1:]:
        records.change_pack(added.id, lambda _, state=state: state, DAY)  # type: ignore[misc]
        sizes.append(bytes_stored(address))
    assert sizes[2] > sizes[0] > 1_000
    assert sizes[3] < 500


def test_any_order_of_changes_leaves_every_kept_state_whole(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_states, "MOST_VERSIONS", 8)
    chosen = random.Random(7)  # noqa: S311 - an order, no secret
    notes = [note(number, seed, 20) for number in range(6) for seed in range(3)]
    states = [Pack()]
    added = records.add_pack(states[0], "0" * 13, "edit", DAY)
    for _ in range(80):
        state = Pack(items=tuple(chosen.sample(notes, chosen.randrange(6))))
        if state != states[-1]:
            states.append(state)
            records.change_pack(added.id, lambda _, state=state: state, DAY)  # type: ignore[misc]
        assert [records.state(added.id, version + 1) for version in range(len(states))][-8:] == states[-8:]


def test_the_oldest_states_go_where_a_pack_takes_too_much(
    records: Records, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_states, "MOST_STATE_BYTES", 100_000)
    added = records.add_pack(Pack(items=(note(0),)), "0" * 13, "edit", DAY)
    for seed in range(1, 30):
        records.change_pack(added.id, lambda _, seed=seed: Pack(items=(note(0, seed),)), DAY)  # type: ignore[misc]
        assert bytes_stored(address) <= 100_000
    assert records.state(added.id, 1) is None
    assert [records.state(added.id, version) for version in (29, 30)] == [
        Pack(items=(note(0, 28),)),
        Pack(items=(note(0, 29),)),
    ]


def test_the_state_before_stays_however_much_it_takes(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_states, "MOST_STATE_BYTES", 0)
    added = records.add_pack(Pack(items=(note(1),)), "0" * 13, "edit", DAY)
    for number in range(3):
        records.change_pack(added.id, lambda pack, number=number: replace(pack, title=str(number)), DAY)  # type: ignore[misc]
    assert [records.state(added.id, version) is not None for version in range(1, 5)] == [False, False, True, True]


def test_editions_share_what_they_carry_wherever_it_stands(records: Records, address: str) -> None:
    added = records.add_pack(Pack(), "0" * 13, "edit", DAY)
    every = [carried(number, words=200) for number in range(20)]
    records.store_edition(added.id, 20, every, DAY)
    before = bytes_stored(address)
    turned = [replace(each, number=place) for place, each in enumerate(reversed(every))]
    mark = records.store_edition(added.id, 20, turned, DAY)
    assert mark
    assert bytes_stored(address) - before < 500
    assert records.editions(added.id, mark)[0].carried == tuple(turned)
    assert [each.item for each in records.carried(added.id)] == [each.item for each in every]


def test_an_edition_goes_only_when_its_files_may_not_be_used_any_more(
    records: Records, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_editions, "MOST_EDITIONS", 3)
    added = records.add_pack(Pack(), "0" * 13, "edit", DAY)
    marks = [records.store_edition(added.id, 1, [carried(1, seed, 50)], DAY) for seed in range(3)]
    size = bytes_stored(address)
    # A file with the first mark is made again later: it may be used for longer.
    assert records.store_edition(added.id, 1, [carried(1, 0, 50)], DAY + timedelta(days=9)) == marks[0]
    with pytest.raises(Refused) as refused:
        records.store_edition(added.id, 1, [carried(1, 9, 50)], DAY + LONGEST_USE)
    assert refused.value.reason == Refusal.EDITIONS_FULL
    assert {each.mark for each in records.editions(added.id)} == set(marks)
    new = records.store_edition(added.id, 1, [carried(1, 9, 50)], DAY + LONGEST_USE + timedelta(days=1))
    assert {each.mark for each in records.editions(added.id)} == {marks[0], new}
    assert bytes_stored(address) < size
    assert records.editions(added.id, marks[0] or "")[0].carried == (carried(1, 0, 50),)


def test_editions_have_a_limit_in_bytes_too(records: Records, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_editions, "MOST_EDITION_BYTES", 3_000)
    added = records.add_pack(Pack(), "0" * 13, "edit", DAY)
    seed, empty = 0, bytes_stored(address)
    while bytes_stored(address) < empty + 3_000:
        records.store_edition(added.id, 1, [carried(1, seed, 50)], DAY)
        seed += 1
    with pytest.raises(Refused):
        records.store_edition(added.id, 1, [carried(1, seed, 50)], DAY)
    assert 3_000 <= bytes_stored(address) < 6_000


def test_a_deleted_pack_leaves_no_row(records: Records, address: str) -> None:
    added = records.add_pack(Pack(items=(note(1),)), "0" * 13, "edit", DAY)
    records.store_edition(added.id, 1, [carried(1)], DAY)
    records.delete_pack(added.id)
    engine = open_engine(address)
    with reading(engine) as connection:
        for table in (PACK, PACK_ITEM, PACK_VERSION, PACK_CARRIED, PACK_EDITION):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0
    engine.dispose()


# Changes items and carries them in files, with so few states that each change removes some; prints what was saved.
CHURN = """
import sys
from datetime import date, timedelta
from library.model.edition import Carried, Printed
from library.model.pack import Item, ItemKind, Pack
from library.storage import pack_states
from library.storage.records import Records
from library.storage.records_database import RecordsDatabase
pack_states.MOST_VERSIONS = 5
records = Records(RecordsDatabase(sys.argv[1]))
pack = records.pack_to_edit("edit")
nothing = Printed((), (), "", "", (), False, ())
for number in range(pack.version, 100_000):
    day = date(2026, 11, 27) + timedelta(days=number // 4)  # no day has more editions than one may have
    items = tuple(Item(f"{place:08}", ItemKind.NOTE, text=str((number + place) // 3)) for place in range(6))
    records.change_pack(pack.id, lambda _: Pack(str(number), items=items), day)
    if number % 4 == 0:
        records.store_edition(pack.id, number % 50, [Carried(1, items[0], nothing, nothing)], day)
    print(number, flush=True)
"""


def kill_while_sharing(folder: Path, rounds: int) -> None:
    """Kill a process at any instant while items come and go; every state is whole, and no row is left behind."""
    address = f"sqlite:///{folder / 'records.sqlite'}"
    records = Records(RecordsDatabase(address))
    added = records.add_pack(Pack("0"), "0" * 13, "edit", DAY)
    for _ in range(rounds):
        with subprocess.Popen([sys.executable, "-c", CHURN, address], stdout=subprocess.PIPE, text=True) as saving:
            assert saving.stdout is not None
            said = saving.stdout.readline()
            time.sleep(random.uniform(0, 0.1))  # noqa: S311 - an instant, no secret
            os.kill(saving.pid, signal.SIGKILL)
            last = max(int(line) for line in (said, *saving.stdout.readlines()) if line.endswith("\n"))
        found = records.pack_to_edit("edit")
        assert found is not None
        assert int(found.pack.title) in {last, last + 1}
        states = [records.state(added.id, version) for version in range(found.version - 4, found.version + 1)]
        assert [state and state.title for state in states[-1:]] == [found.pack.title]
        used = {item for state in states if state for item in state.items}
        assert rows(address, PACK_ITEM) == len(used)
        assert {each.carried[0].item for each in records.editions(added.id)} == {
            each.item for each in records.carried(added.id)
        }
        bytes_stored(address)
    records.close()


def rows(address: str, table: Table) -> int:
    engine = open_engine(address)
    with reading(engine) as connection:
        found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()
    engine.dispose()
    return found


def test_a_kill_at_any_instant_leaves_every_state_whole_and_no_row_behind(tmp_path: Path) -> None:
    kill_while_sharing(tmp_path, 10)


@pytest.mark.soak
def test_a_hundred_kills_leave_every_state_whole(tmp_path: Path) -> None:
    kill_while_sharing(tmp_path, 100)
