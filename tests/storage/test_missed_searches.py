"""The file of missed searches: what it holds, and when."""

from __future__ import annotations

import multiprocessing
import sqlite3
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from library.errors import MissedUnavailable
from library.model.missed_search import Missed
from library.storage import missed_searches
from library.storage.missed_searches import KEPT_DAYS, MissedSearches

MONDAY = date(2026, 11, 23)
WORDS = "moving and handling"


def days(count: int, first: date = MONDAY) -> list[date]:
    return [first + timedelta(days=each) for each in range(count)]


def searches_at(folder: Path, key: str = "a secret") -> MissedSearches:
    return MissedSearches(folder / "missed_searches.sqlite", lambda: key)


@pytest.fixture
def searches(tmp_path: Path) -> MissedSearches:
    """A file that is not there yet."""
    return searches_at(tmp_path)


def note(searches: MissedSearches, on: list[date], words: str = WORDS) -> None:
    for day in on:
        searches.note(words, day)


def held(folder: Path) -> bytes:
    """Return every byte that any file of the folder holds."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_listed_and_no_file_is_made_before_something_is_noted(
    searches: MissedSearches, tmp_path: Path
) -> None:
    assert searches.above_floor(MONDAY) == ()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_listed_before_the_third_day(searches: MissedSearches) -> None:
    note(searches, days(2))
    assert searches.above_floor(MONDAY) == ()
    note(searches, days(3))
    assert searches.above_floor(MONDAY) == (Missed(WORDS, 3, MONDAY + timedelta(days=2)),)


def test_no_file_holds_a_word_before_the_third_day(searches: MissedSearches, tmp_path: Path) -> None:
    note(searches, days(2))
    assert all(word not in held(tmp_path) for word in (b"moving", b"handling"))
    note(searches, days(3))
    assert WORDS.encode() in held(tmp_path)


def test_what_is_held_before_cannot_be_tried_out_without_the_key(tmp_path: Path) -> None:
    note(searches_at(tmp_path), days(1))
    mine = held(tmp_path)
    (tmp_path / "missed_searches.sqlite").unlink()
    note(searches_at(tmp_path, "another secret"), days(1))
    assert len(mine) == len(held(tmp_path))
    assert mine != held(tmp_path)


def test_the_same_words_twice_on_a_day_count_once(searches: MissedSearches) -> None:
    note(searches, [MONDAY] * 10)
    assert searches.above_floor(MONDAY) == ()
    note(searches, days(3) * 2)
    assert [each.days for each in searches.above_floor(MONDAY)] == [3]


def test_how_often_on_a_day_leaves_no_trace(tmp_path: Path) -> None:
    once, often = tmp_path / "once", tmp_path / "often"
    note(searches_at(once), days(1))
    note(searches_at(often), days(1) * 20)

    def rows(folder: Path) -> list[tuple[object, ...]]:
        with sqlite3.connect(folder / "missed_searches.sqlite") as connection:
            found = connection.execute("SELECT * FROM day").fetchall()
        connection.close()
        return found

    assert rows(once) == rows(often)


def test_the_order_of_arrival_is_not_kept(searches: MissedSearches, tmp_path: Path) -> None:
    note(searches, days(1))
    connection = sqlite3.connect(tmp_path / "missed_searches.sqlite")
    for table in ("day", "words"):
        with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
            connection.execute(f"SELECT rowid FROM {table}")  # noqa: S608 - a name from this test
    connection.close()


def test_most_days_come_first_then_the_latest(searches: MissedSearches) -> None:
    note(searches, days(3), "autism")
    note(searches, days(4), "housing benefit")
    note(searches, days(3, MONDAY + timedelta(days=7)), "gambling")
    assert [each.words for each in searches.above_floor(MONDAY)] == ["housing benefit", "gambling", "autism"]


def test_days_are_forgotten_after_four_hundred_and_words_with_them(searches: MissedSearches, tmp_path: Path) -> None:
    note(searches, days(3))
    last_good = MONDAY + timedelta(days=KEPT_DAYS)
    assert [each.days for each in searches.above_floor(last_good)] == [3]
    assert searches.above_floor(last_good + timedelta(days=1)) == ()
    assert b"moving" not in held(tmp_path)


def test_old_days_are_forgotten_by_writing_too(searches: MissedSearches, tmp_path: Path) -> None:
    note(searches, days(3))
    later = MONDAY + timedelta(days=KEPT_DAYS + 10)
    searches.note("autism", later)
    assert b"moving" not in held(tmp_path)
    with sqlite3.connect(tmp_path / "missed_searches.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM day").fetchone() == (1,)
    connection.close()


def test_words_with_three_days_left_stay(searches: MissedSearches) -> None:
    note(searches, days(4))
    assert [each.days for each in searches.above_floor(MONDAY + timedelta(days=KEPT_DAYS + 1))] == [3]


def test_a_changed_key_makes_no_second_line(tmp_path: Path) -> None:
    note(searches_at(tmp_path), days(3))
    note(searches_at(tmp_path, "another secret"), days(4))
    assert searches_at(tmp_path).above_floor(MONDAY) == (Missed(WORDS, 4, MONDAY + timedelta(days=3)),)


def test_only_its_owner_may_read_the_file(searches: MissedSearches, tmp_path: Path) -> None:
    note(searches, days(1))
    assert stat.S_IMODE((tmp_path / "missed_searches.sqlite").stat().st_mode) == 0o600


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is full with a hundred rows."""
    monkeypatch.setattr(missed_searches, "MOST_ROWS", 100)
    monkeypatch.setattr(missed_searches, "ROOM", 10)


def flood(searches: MissedSearches, day: date, count: int = 150) -> None:
    for number in range(count):
        searches.note(f"flood {day} {number}", day)


@pytest.mark.usefixtures("small")
def test_a_flood_ends_at_the_most_rows(searches: MissedSearches, tmp_path: Path) -> None:
    flood(searches, MONDAY)
    with sqlite3.connect(tmp_path / "missed_searches.sqlite") as connection:
        (rows,) = connection.execute("SELECT count(*) FROM day").fetchone()
    connection.close()
    assert 90 <= rows <= 100


@pytest.mark.usefixtures("small")
def test_searches_go_on_being_counted_after_a_flood(searches: MissedSearches) -> None:
    flood(searches, MONDAY)
    note(searches, days(3, MONDAY + timedelta(days=1)))
    assert [each.words for each in searches.above_floor(MONDAY)] == [WORDS]


@pytest.mark.usefixtures("small")
def test_a_flood_takes_nothing_away_that_was_looked_for_on_other_days(searches: MissedSearches) -> None:
    note(searches, days(3), "autism")
    searches.note(WORDS, MONDAY)
    flood(searches, MONDAY + timedelta(days=3))
    note(searches, days(2, MONDAY + timedelta(days=4)))
    assert [each.words for each in searches.above_floor(MONDAY)] == [WORDS, "autism"]


@pytest.mark.usefixtures("small")
def test_a_flood_of_the_same_words_on_many_days_does_not_stop_the_counting(searches: MissedSearches) -> None:
    for day in days(4):
        for number in range(40):
            searches.note(f"flood {number}", day)
    note(searches, days(3, MONDAY + timedelta(days=5)))
    assert WORDS in [each.words for each in searches.above_floor(MONDAY)]


def write_many(folder: Path, start: int) -> None:
    for number in range(start, start + 20):
        while True:
            try:
                searches_at(folder).note(f"words {number % 25}", MONDAY + timedelta(days=number % 4))
                break
            except MissedUnavailable:
                continue


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    started = multiprocessing.get_context("spawn")
    processes = [started.Process(target=write_many, args=(tmp_path, start)) for start in (0, 10)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    with sqlite3.connect(tmp_path / "missed_searches.sqlite") as connection:
        rows = connection.execute("SELECT count(*) FROM day").fetchone()
    connection.close()
    expected = {(number % 25, number % 4) for number in range(30)}
    assert rows == (len(expected),)


def test_who_has_to_wait_gives_up_soon_and_says_no_word(searches: MissedSearches, tmp_path: Path) -> None:
    note(searches, days(2))
    engine = create_engine(f"sqlite:///{tmp_path / 'missed_searches.sqlite'}")
    with engine.connect() as other:
        other.execute(text("PRAGMA locking_mode=EXCLUSIVE"))
        other.exec_driver_sql("BEGIN EXCLUSIVE")
        with pytest.raises(MissedUnavailable, match="database is locked") as caught:
            searches.note(WORDS, MONDAY + timedelta(days=2))
    engine.dispose()
    assert "moving" not in f"{caught.value} {caught.value.__cause__}"


def test_a_folder_in_place_of_the_file_is_said(searches: MissedSearches, tmp_path: Path) -> None:
    (tmp_path / "missed_searches.sqlite").mkdir()
    with pytest.raises(MissedUnavailable, match="unable to open database file"):
        searches.note(WORDS, MONDAY)
    with pytest.raises(MissedUnavailable, match="cannot be used"):
        searches.above_floor(MONDAY)


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(MissedUnavailable, match="File exists"):
        searches_at(tmp_path / "data").note(WORDS, MONDAY)


def test_a_damaged_file_is_said_and_begun_anew(searches: MissedSearches, tmp_path: Path) -> None:
    (tmp_path / "missed_searches.sqlite").write_bytes(b"nonsense" * 1000)
    with pytest.raises(MissedUnavailable, match="damaged and is begun anew"):
        searches.note(WORDS, MONDAY)
    note(searches, days(3))
    assert len(searches.above_floor(MONDAY)) == 1


def test_what_goes_wrong_in_the_middle_names_no_word(searches: MissedSearches, tmp_path: Path) -> None:
    note(searches, days(2))
    with sqlite3.connect(tmp_path / "missed_searches.sqlite") as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON words BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    connection.close()
    with pytest.raises(MissedUnavailable, match="disk is full") as caught:
        searches.note(WORDS, MONDAY + timedelta(days=2))
    assert "moving" not in f"{caught.value} {caught.value.__cause__}"
