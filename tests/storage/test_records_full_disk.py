"""A full disk: packs are read as before, a save that fails changes nothing, and room makes all well again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from library.errors import RecordsUnavailable
from library.model.edition import Carried, Printed
from library.model.pack import Item, ItemKind, Pack, StoredPack
from library.storage.records import Records
from library.storage.records_database import RecordsDatabase
from tests.storage.disks import fill_up, small_disk

__all__ = ["small_disk"]

DAY = date(2026, 11, 27)
FULL = Pack(
    "Tuesday", items=tuple(Item(f"{number:08}", ItemKind.NOTE, text=f"{number} " * 900) for number in range(30))
)
NOTHING = Printed((), (), "", "", (), False, ())
CARRIED = (Carried(1, Item("aaaaaaaa", ItemKind.DOCUMENT, "spare-key"), NOTHING, NOTHING),)


def filled(disk: Path) -> tuple[str, StoredPack]:
    """Store a pack, fill the disk, and return the address of the records and the pack."""
    address = f"sqlite:///{disk / 'records.sqlite'}"
    records = Records(RecordsDatabase(address))
    added = records.add_pack(FULL, "0" * 13, "edit", DAY)
    records.store_edition(added.id, 1, CARRIED, DAY)
    records.set_view_token(added.id, "look")
    records.close()
    fill_up(disk)
    return address, replace(added, view_token="look")


def test_packs_are_read_on_a_full_disk(small_disk: Path) -> None:
    address, pack = filled(small_disk)
    # As a process that has them open already, and as one that starts.
    for records in [Records(RecordsDatabase(address))] * 2 + [Records(RecordsDatabase(address))]:
        assert records.pack_to_edit("edit") == records.shared_pack("look") == records.pack_with_code("0" * 13) == pack
        assert records.state(pack.id, 1) == FULL
        assert [each.carried for each in records.editions(pack.id)] == [CARRIED]


def test_many_read_on_a_full_disk_at_once(small_disk: Path) -> None:
    address, pack = filled(small_disk)
    opened = [Records(RecordsDatabase(address)) for _ in range(4)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: opened[number % 4].pack_to_edit("edit"), range(80)))
    assert found == [pack] * 80


def test_a_save_that_has_no_room_changes_nothing_and_later_there_is_room(small_disk: Path) -> None:
    address, pack = filled(small_disk)
    records = Records(RecordsDatabase(address))
    with pytest.raises(RecordsUnavailable):
        records.change_pack(pack.id, lambda old: replace(old, title="Wednesday"), DAY)
    with pytest.raises(RecordsUnavailable):
        records.add_pack(Pack(), "1" * 13, "another", DAY)
    assert (records.pack_to_edit("edit"), records.pack_to_edit("another")) == (pack, None)
    (small_disk / "filler").unlink()
    changed = records.change_pack(pack.id, lambda old: replace(old, title="Wednesday"), DAY)
    assert changed is not None
    assert (changed.version, changed.pack.title) == (2, "Wednesday")


def test_a_file_that_was_made_before_can_be_made_again_on_a_full_disk(small_disk: Path) -> None:
    address, pack = filled(small_disk)
    records = Records(RecordsDatabase(address))
    mark = records.editions(pack.id)[0].mark
    assert records.store_edition(pack.id, 1, CARRIED, DAY + timedelta(days=1)) == mark
    with pytest.raises(RecordsUnavailable):
        records.store_edition(pack.id, 2, CARRIED, DAY)


# Saves once, says so, and waits to be killed.
SAVE = """
import sys, time
from dataclasses import replace
from datetime import date
from library.storage.records import Records
from library.storage.records_database import RecordsDatabase
database = RecordsDatabase(sys.argv[1])
records = Records(database)
with database.reading():  # somebody else reads: the log stays
    pack = records.pack_to_edit("edit")
    records.change_pack(pack.id, lambda old: replace(old, title="Acknowledged"), date(2026, 11, 27))
    print("saved", flush=True)
    time.sleep(600)
"""


def test_what_was_acknowledged_before_a_kill_is_read_on_a_full_disk(small_disk: Path) -> None:
    address = f"sqlite:///{small_disk / 'records.sqlite'}"
    Records(RecordsDatabase(address)).add_pack(FULL, "0" * 13, "edit", DAY)
    with subprocess.Popen([sys.executable, "-c", SAVE, address], stdout=subprocess.PIPE, text=True) as saving:
        assert saving.stdout is not None
        assert saving.stdout.readline() == "saved\n"
        os.kill(saving.pid, signal.SIGKILL)
    assert (small_disk / "records.sqlite-wal").stat().st_size
    (small_disk / "records.sqlite-shm").unlink()
    fill_up(small_disk)
    for _ in range(3):
        found = Records(RecordsDatabase(address)).pack_to_edit("edit")
        assert found is not None
        assert found.pack.title == "Acknowledged"


def change_while_the_disk_fills(disk: Path, rounds: int) -> None:
    """Change a pack until the disk is full, with other room each time; all that was acknowledged is there."""
    address = f"sqlite:///{disk / 'records.sqlite'}"
    records = Records(RecordsDatabase(address))
    added = records.add_pack(Pack("0"), "0" * 13, "edit", DAY)
    for number in range(1, rounds + 1):
        filler = fill_up(disk)
        os.truncate(filler, filler.stat().st_size - number * 7_001 % 400_000)
        acknowledged = records.pack_to_edit("edit")
        assert acknowledged is not None
        for step in range(20):
            title = f"{number} {step}"
            try:
                saved = records.change_pack(
                    added.id,
                    lambda pack, title=title: Pack(title, items=(*pack.items[-40:], Item(title, ItemKind.NOTE))),  # type: ignore[misc]
                    DAY,
                )
            except RecordsUnavailable:
                break
            assert saved is not None
            acknowledged = saved
        assert Records(RecordsDatabase(address)).pack_to_edit("edit") == acknowledged
        for version in range(max(1, acknowledged.version - 150), acknowledged.version + 1):
            assert records.state(added.id, version) is not None
        filler.unlink()
        assert records.pack_to_edit("edit") == acknowledged


def test_whatever_room_is_left_what_was_acknowledged_is_there(small_disk: Path) -> None:
    change_while_the_disk_fills(small_disk, 10)


@pytest.mark.soak
def test_a_hundred_times_whatever_room_is_left(small_disk: Path) -> None:
    change_while_the_disk_fills(small_disk, 100)
