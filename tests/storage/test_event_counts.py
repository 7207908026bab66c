"""Counting by client: shared by all processes, forgotten in time, and telling nobody who it was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from library.errors import Refused
from library.model.pack import Pack
from library.model.refusal import Refusal
from library.storage import event_counts
from library.storage.event_counts import event_of, network_of
from library.storage.records import Records
from library.storage.records_database import RecordsDatabase
from library.storage.records_engine import open_engine, reading
from library.storage.records_tables import EVENT_COUNT, PACK
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

DAY = date(2026, 11, 27)
SECRET = "a-secret"


@pytest.fixture
def records(address: str) -> Iterator[Records]:
    opened = Records(RecordsDatabase(address))
    yield opened
    opened.close()


def rows(address: str) -> int:
    engine = open_engine(address)
    with reading(engine) as connection:
        found: int = connection.execute(select(func.count()).select_from(EVENT_COUNT)).scalar_one()
    engine.dispose()
    return found


def test_each_client_thing_and_span_counts_by_itself(records: Records) -> None:
    event = event_of(SECRET, "new-pack", "192.0.2.7", 0, 100)
    others = [
        event_of(SECRET, "new-pack", "192.0.2.8", 0, 100),
        event_of(SECRET, "guess", "192.0.2.7", 0, 100),
        event_of(SECRET, "new-pack", "192.0.2.7", 50, 150),
        event_of("another", "new-pack", "192.0.2.7", 0, 100),
    ]
    assert [records.count_event(event) for _ in range(3)] == [1, 2, 3]
    assert [records.times_counted(each) for each in (event, *others)] == [3, 0, 0, 0, 0]
    assert [records.count_event(each) for each in others] == [1] * 4


def test_processes_and_threads_count_together(records: Records, address: str) -> None:
    event = event_of(SECRET, "new-pack", "192.0.2.7", 0, 100)
    other = Records(RecordsDatabase(address))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: (records, other)[number % 2].count_event(event), range(40)))
    assert sorted(found) == list(range(1, 41))
    other.close()


def test_a_count_is_deleted_when_its_span_is_over(records: Records, address: str) -> None:
    for client in ("192.0.2.7", "192.0.2.8"):
        records.count_event(event_of(SECRET, "new-pack", client, 0, 100))
    records.count_event(event_of(SECRET, "guess", "192.0.2.7", 0, 1_000))
    records.delete_events("new-pack", 99)
    assert rows(address) == 3
    records.count_event(event_of(SECRET, "new-pack", "192.0.2.9", 100, 200))
    assert rows(address) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("unknown", "unknown", True),
        ("", "unknown", False),
    ],
)
def test_an_ipv6_network_is_one_client(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_no_address_is_stored(tmp_path: Path) -> None:
    records = Records(RecordsDatabase(f"sqlite:///{tmp_path / 'records.sqlite'}"))
    records.count_event(event_of(SECRET, "new-pack", "203.0.113.77", 0, 100))
    records.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"203.0.113.77" not in stored
    assert bytes([203, 0, 113, 77]) not in stored
    # Whoever has the records alone cannot try out all addresses: it takes the site's secret key.
    assert astuple(event_of("guessed", "new-pack", "203.0.113.77", 0, 100))[1] not in stored


def test_a_client_starts_so_many_packs_and_a_refused_one_leaves_nothing(records: Records) -> None:
    event = event_of(SECRET, "new-pack", "192.0.2.7", 0, 100)
    for number in range(3):
        records.add_pack(Pack(), f"{number:013}", f"edit{number}", DAY, event, 3)
    with pytest.raises(Refused) as refused:
        records.add_pack(Pack(), "3" * 13, "edit3", DAY, event, 3)
    assert refused.value.reason == Refusal.MANY_PACKS
    assert (records.pack_to_edit("edit3"), records.times_counted(event)) == (None, 3)
    other = event_of(SECRET, "new-pack", "192.0.2.8", 0, 100)
    assert records.add_pack(Pack(), "3" * 13, "edit3", DAY, other, 3).version == 1


def test_many_who_start_at_once_start_no_more_than_one_may(records: Records, address: str) -> None:
    event = event_of(SECRET, "new-pack", "192.0.2.7", 0, 100)

    def start(number: int) -> bool:
        try:
            records.add_pack(Pack(), f"{number:013}", f"edit{number}", DAY, event, 10)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(start, range(40))) == 10
    engine = open_engine(address)
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(PACK)).scalar() == 10
    engine.dispose()


def test_so_many_clients_are_counted_and_no_more(
    records: Records, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_counts, "MOST_CLIENTS", 3)
    events = [event_of(SECRET, "guess", f"192.0.2.{number}", 0, 100) for number in range(5)]
    assert [records.count_event(each) for each in events] == [1, 1, 1, 0, 0]
    assert [records.count_event(each) for each in events] == [2, 2, 2, 0, 0]
    assert records.count_event(event_of(SECRET, "new-pack", "192.0.2.4", 0, 100)) == 1
    assert records.count_event(event_of(SECRET, "guess", "192.0.2.4", 100, 200)) == 1
    assert rows(address) == 2
