"""Records: nothing that was acknowledged is lost, in either database, whoever else writes."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import update

from library.errors import RecordsUnavailable, Refused
from library.model.edition import Carried, Edition, Printed
from library.model.pack import Extent, Item, ItemKind, Pack, Way
from library.model.place import Place
from library.storage import pack_editions, pack_states
from library.storage.pack_editions import edition_digest
from library.storage.people_tables import METADATA
from library.storage.records import Records
from library.storage.records_database import RecordsDatabase
from library.storage.records_engine import HEAD, MIGRATIONS, open_engine, reading, upgrade
from library.storage.records_tables import PACK_ITEM, PACK_VERSION
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

DAY = date(2026, 11, 27)
CODE = "7KQM2F9TXBRCE"

FULL = Pack(
    title="Gwrando \u202e ar ddydd Mawrth 👨‍👩‍👧",
    starts="10:00",
    available=120,
    people=24,
    nation="wales",
    items=(
        Item("aaaaaaaa", ItemKind.DOCUMENT, "spare-key", Extent.CHOSEN, (Place("spare-key", "p2", "0" * 16),)),
        Item("bbbbbbbb", ItemKind.NOTE, text="x" * 4_000, notes="'; DROP TABLE pack; --", minutes=0),
    ),
)


NOTHING = Printed((), (), "", "", (), False, ())
CARRIED = (
    Carried(1, FULL.items[0], Printed(("0" * 16,), (), "1" * 16, "", ("Hard",), True, ("2" * 16,)), NOTHING),
    Carried(2, FULL.items[0], NOTHING, NOTHING),
)


# As a pack was stored before items had discussions.
FORMER_STATE = (
    b'[{"title":"Tuesday","starts":"10:00","available":60,"people":12,"nation":"","items":[]},[1]]',
    b'{"id":"aaaaaaaa","kind":"document","slug":"spare-key","extent":"whole","kept":[],"way":"aloud","title":"",'
    b'"text":"","notes":"Slowly.","minutes":7,"stage":null}',
)
FORMER_PACK = Pack(
    "Tuesday", "10:00", 60, 12, "",
    (Item("aaaaaaaa", ItemKind.DOCUMENT, "spare-key", Extent.WHOLE, notes="Slowly.", minutes=7),),
)  # fmt: skip


@pytest.fixture
def records(address: str) -> Iterator[Records]:
    opened = Records(RecordsDatabase(address))
    yield opened
    opened.close()


def test_a_pack_from_before_discussions_reads_the_same(records: Records, address: str) -> None:
    added = records.add_pack(FORMER_PACK, CODE, "edit", DAY)
    body, item = FORMER_STATE
    engine = open_engine(address)
    with engine.begin() as connection:
        connection.execute(update(PACK_VERSION).values(body=body))
        connection.execute(update(PACK_ITEM).values(body=zlib.compress(item)))
    engine.dispose()
    assert records.pack_to_edit("edit") == added
    assert (FORMER_PACK.items[0].discussion, FORMER_PACK.framed) == (0, False)
    noted = FORMER_PACK.changed("aaaaaaaa", lambda found: replace(found, discussion=10))
    changed = records.change_pack(added.id, lambda _: noted, DAY)
    assert changed is not None
    assert changed.pack == noted
    assert records.state(added.id, 1) == FORMER_PACK


def test_the_mark_of_an_edition_does_not_depend_on_what_items_got_later() -> None:
    item = replace(FULL.items[0], way=Way.SILENT)
    printed = Printed(("ab" * 8,), (), "2:" + "cd" * 8, "", ("bereavement",), True, ())
    digest = edition_digest(3, [Carried(2, item, printed, printed)])
    # As calculated before items had discussions.
    assert digest.hex() == "b8bdd26ec5b0a08e3c6fd3b6a54f4b1a8e49f028cdc667ae26ed1b2fcd0a8ede"
    assert edition_digest(3, [Carried(2, replace(item, discussion=10), printed, printed)]) == digest


def titled(title: str) -> Pack:
    return Pack(title=title)


def test_a_pack_comes_back_as_it_was_kept(records: Records, address: str) -> None:
    added = records.add_pack(FULL, CODE, "edit", DAY)
    again = Records(RecordsDatabase(address))
    assert again.pack_to_edit("edit") == again.pack_with_code(CODE) == added
    assert (added.pack, added.version, added.view_token) == (FULL, 1, "")
    again.close()


def test_no_other_secret_opens_it(records: Records) -> None:
    records.add_pack(FULL, CODE, "edit", DAY)
    assert [records.pack_to_edit(secret) for secret in ("", "Edit", "edit ", CODE)] == [None] * 4
    assert [records.shared_pack(secret) for secret in ("", "edit", CODE)] == [None] * 3
    assert records.pack_with_code("0" * 13) is None


def test_the_secret_to_edit_stands_nowhere_in_the_records(tmp_path: Path) -> None:
    secret = "a-secret-that-nobody-else-has"
    records = Records(RecordsDatabase(f"sqlite:///{tmp_path / 'records.sqlite'}"))
    records.add_pack(FULL, CODE, secret, DAY)
    records.close()
    assert all(secret.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_each_change_is_a_new_state_and_the_old_ones_can_be_had(records: Records) -> None:
    added = records.add_pack(titled("one"), CODE, "edit", DAY)
    changed = records.change_pack(added.id, lambda pack: replace(pack, title="two"), DAY)
    assert changed is not None
    assert (changed.version, changed.pack.title) == (2, "two")
    assert [records.state(added.id, version) for version in (1, 2, 3)] == [titled("one"), titled("two"), None]


def test_a_change_that_changes_nothing_is_no_new_state(records: Records) -> None:
    added = records.add_pack(FULL, CODE, "edit", DAY)
    assert records.change_pack(added.id, lambda pack: pack, DAY) == added


def test_the_oldest_states_go_first(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_states, "MOST_VERSIONS", 3)
    added = records.add_pack(titled("0"), CODE, "edit", DAY)
    for number in range(1, 6):
        records.change_pack(added.id, lambda pack, number=number: replace(pack, title=str(number)), DAY)  # type: ignore[misc]
    states = [records.state(added.id, version) for version in range(1, 7)]
    assert [state and state.title for state in states] == [None, None, None, "3", "4", "5"]


def test_a_change_that_fails_changes_nothing(records: Records) -> None:
    added = records.add_pack(titled("one"), CODE, "edit", DAY)

    def fail(_: Pack) -> Pack:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        records.change_pack(added.id, fail, DAY)
    assert records.pack_to_edit("edit") == added


def test_a_link_that_was_replaced_opens_nothing(records: Records) -> None:
    added = records.add_pack(FULL, CODE, "edit", DAY)
    records.set_view_token(added.id, "look")
    assert records.shared_pack("look") is not None
    records.set_view_token(added.id, "")
    records.set_edit(added.id, "new", b"sealed")
    assert (records.shared_pack("look"), records.pack_to_edit("edit")) == (None, None)
    assert records.pack_to_edit("new") == added


def test_a_deleted_pack_is_gone_with_every_state_and_edition(records: Records) -> None:
    added = records.add_pack(FULL, CODE, "edit", DAY)
    records.store_edition(added.id, 2, CARRIED, DAY)
    records.delete_pack(added.id)
    assert (records.pack_to_edit("edit"), records.state(added.id, 1), records.editions(added.id)) == (None, None, ())
    assert records.store_edition(added.id, 2, CARRIED, DAY) is None
    assert records.change_pack(added.id, lambda _: titled("back"), DAY) is None


def test_what_files_carried_is_kept_under_a_mark_and_the_same_has_the_same_mark(records: Records) -> None:
    added, other = records.add_pack(FULL, CODE, "edit", DAY), records.add_pack(FULL, "0" * 13, "other", DAY)
    first = records.store_edition(added.id, 2, CARRIED, DAY)
    second = records.store_edition(added.id, 1, CARRIED[:1], date(2026, 11, 28))
    assert first
    assert second
    assert first != second
    assert records.store_edition(added.id, 2, CARRIED, date(2027, 1, 1)) == first
    # Where records come back from an older copy, the same carries the same mark again, and nothing else does.
    assert records.store_edition(other.id, 2, CARRIED, DAY) == first
    assert [edition.mark for edition in records.editions(added.id)] == [second, first]
    assert records.editions(added.id, first) == (Edition(first, DAY, 2, CARRIED),)
    assert records.editions(added.id, "0000") == ()


def test_many_who_make_files_at_once_never_share_a_mark(records: Records) -> None:
    added = records.add_pack(FULL, CODE, "edit", DAY)
    with ThreadPoolExecutor(8) as threads:
        marks = list(threads.map(lambda total: records.store_edition(added.id, total % 10, CARRIED, DAY), range(40)))
    assert len(set(marks)) == 10
    assert {edition.mark: edition.total for edition in records.editions(added.id)} == {
        mark: total % 10 for total, mark in enumerate(marks)
    }


def test_two_editions_of_a_pack_never_have_the_same_mark() -> None:
    taken = {pack_editions.new_mark(b"one", set())}
    for _ in range(3):
        taken.add(pack_editions.new_mark(b"one", taken))
    assert len(taken) == 4


def test_nobody_fills_the_records_with_editions(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_editions, "MOST_EDITIONS_A_DAY", 3)
    added = records.add_pack(FULL, CODE, "edit", DAY)
    marks = [records.store_edition(added.id, total, CARRIED, DAY) for total in range(3)]
    with pytest.raises(Refused):
        records.store_edition(added.id, 9, CARRIED, DAY)
    # What was made is made again, and tomorrow is another day.
    assert [records.store_edition(added.id, total, CARRIED, DAY) for total in range(3)] == marks
    assert records.store_edition(added.id, 9, CARRIED, date(2026, 11, 28))


def test_many_who_add_at_once_lose_nothing(records: Records) -> None:
    added = records.add_pack(Pack(), CODE, "edit", DAY)

    def add(number: int) -> None:
        records.change_pack(added.id, lambda pack: pack.with_item(Item(f"{number:08}", ItemKind.NOTE)), DAY)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(40)))
    found = records.pack_to_edit("edit")
    assert found is not None
    assert sorted(item.id for item in found.pack.items) == [f"{number:08}" for number in range(40)]
    assert found.version == 41


def test_many_who_open_new_records_at_once_all_can(address: str) -> None:
    opened = [Records(RecordsDatabase(address)) for _ in range(8)]
    start = threading.Barrier(8)

    def use(one: Records) -> None:
        start.wait()
        assert one.pack_to_edit("nothing") is None

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(use, opened))
    for one in opened:
        one.close()


def test_the_migrations_make_just_the_tables_that_the_code_uses(address: str) -> None:
    engine = open_engine(address)
    upgrade(engine)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_records_of_a_newer_version_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    Records(RecordsDatabase(f"sqlite:///{path}")).pack_to_edit("x")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(RecordsUnavailable):
        Records(RecordsDatabase(f"sqlite:///{path}")).pack_to_edit("x")


def test_a_damaged_file_is_said_to_be_unusable_and_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    path.write_bytes(b"no database" * 1_000)
    with pytest.raises(RecordsUnavailable):
        Records(RecordsDatabase(f"sqlite:///{path}")).pack_to_edit("x")
    assert path.read_bytes() == b"no database" * 1_000


def test_a_server_that_is_away_is_said_to_be_unusable() -> None:
    with pytest.raises(RecordsUnavailable):
        Records(RecordsDatabase("postgresql://nobody@127.0.0.1:1/none")).pack_to_edit("x")


# Prints each number after its change was acknowledged.
SAVE = """
import sys
from datetime import date
from dataclasses import replace
from library.storage.records import Records
from library.storage.people_tables import METADATA
from library.storage.records_database import RecordsDatabase
kept = Records(RecordsDatabase(sys.argv[1]))
pack = kept.pack_to_edit("edit")
for number in range(int(sys.argv[2]), 100_000):
    kept.change_pack(pack.id, lambda pack: replace(pack, title=str(number)), date(2026, 11, 27))
    print(number, flush=True)
"""


def kill_while_saving(tmp_path: Path, rounds: int) -> None:
    """Kill a process that saves at any instant, again and again; what it acknowledged is there each time."""
    address = f"sqlite:///{tmp_path / 'records.sqlite'}"
    records = Records(RecordsDatabase(address))
    added = records.add_pack(titled("0"), CODE, "edit", DAY)
    last = 0
    for _ in range(rounds):
        with subprocess.Popen(
            [sys.executable, "-c", SAVE, address, str(last + 1)], stdout=subprocess.PIPE, text=True
        ) as saving:
            assert saving.stdout is not None
            said = saving.stdout.readline()
            time.sleep(random.uniform(0, 0.05))  # noqa: S311 - an instant, no secret
            os.kill(saving.pid, signal.SIGKILL)
            lines = [said, *saving.stdout.readlines()]
        acknowledged = max(int(line) for line in lines if line.endswith("\n"))
        found = records.pack_to_edit("edit")
        assert found is not None
        last = int(found.pack.title)
        assert last in {acknowledged, acknowledged + 1}
        assert records.state(added.id, found.version) == found.pack
    records.close()


def test_a_kill_at_any_instant_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_while_saving(tmp_path, 20)


@pytest.mark.soak
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_while_saving(tmp_path, 200)
