"""Records that an older version made: every link, code, state and edition answers as before, whatever interrupts it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from library.model.edition import Carried, Edition, Printed
from library.model.pack import Extent, Item, ItemKind, Pack
from library.model.place import Place
from library.storage.jobs import Jobs
from library.storage.pack_owners import PackOwners
from library.storage.people import People
from library.storage.records import Records
from library.storage.records_database import RecordsDatabase
from library.storage.records_engine import MIGRATIONS, open_engine, writing
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

DAY = date(2026, 11, 27)
CODE = "7KQM2F9TXBRCE"
ITEMS = (
    Item("aaaaaaaa", ItemKind.DOCUMENT, "spare-key", Extent.CHOSEN, (Place("spare-key", "p2", "0" * 16),)),
    Item("bbbbbbbb", ItemKind.NOTE, text="Gwrando 👨‍👩‍👧 \u202e" * 300, notes="'; DROP TABLE pack; --", minutes=0),
    Item("cccccccc", ItemKind.QUESTION, text='"What\\else?"\n\n'),
)
STATES = (
    Pack(),
    Pack("Dydd Mawrth", "10:00", 120, 24, "wales", ITEMS),
    Pack("Dydd Mawrth", "10:00", 120, 24, "wales", ITEMS[::-1]),
    Pack("Dydd Mawrth", "10:00", 120, 24, "wales", ITEMS[:1]),
)
NOTHING = Printed((), (), "", "", (), False, ())
PRINTED = Printed(("0" * 16, "3" * 16), (), "1" * 16, "", ("Hard",), True, ("2" * 16,))
CARRIED = (Carried(1, ITEMS[0], PRINTED, NOTHING), Carried(3, ITEMS[0], NOTHING, NOTHING))
MARKS = ("4ZTA", "0001")
# Fields that packs and items did not have then.
LATER = {"discussion", "slides", "framed"}


def written(value: object) -> bytes:
    """Return the JSON of an older version, which had no fields that came later."""
    return msgspec.json.encode(_without_later(msgspec.to_builtins(value)))


def _without_later(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_later(each) for name, each in value.items() if name not in LATER}
    return list(map(_without_later, value)) if isinstance(value, (list, tuple)) else value


def make_old(at: str, revision: str, packs: int = 1, states: Sequence[Pack] = STATES) -> None:
    """Make the tables of an older version and fill them as it did: a whole pack as JSON for each state."""
    engine = open_engine(at)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for number in range(1, packs + 1):
            connection.execute(
                text(
                    "INSERT INTO pack (id, code, edit_digest, view_token, version, made_on, changed_on)"
                    " VALUES (:id, :code, :edit, :view, :version, :day, :day)"
                ),
                {
                    "id": number,
                    "code": CODE if number == 1 else f"{number:013}",
                    "edit": hashlib.sha256(b"edit" if number == 1 else b"%d" % number).digest(),
                    "view": f"look{number}",
                    "version": len(states) + 6,
                    "day": DAY,
                },
            )
            for version, pack in enumerate(states, start=7):
                connection.execute(
                    text("INSERT INTO pack_version (pack_id, version, body) VALUES (:id, :version, :body)"),
                    {"id": number, "version": version, "body": written(pack)},
                )
            if revision == "0002":
                for total, mark in enumerate(MARKS, start=2):
                    body = written((total, CARRIED))
                    connection.execute(
                        text(
                            "INSERT INTO pack_edition (pack_id, mark, made_on, digest, body)"
                            " VALUES (:id, :mark, :day, :digest, :body)"
                        ),
                        {"id": number, "mark": mark, "day": DAY, "digest": hashlib.sha256(body).digest(), "body": body},
                    )
    engine.dispose()


def migrate(at: str, revision: str) -> None:
    """Take records of an older version to a later one, as the library of that time did."""
    engine = open_engine(at)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_packs_from_before_people_could_sign_in_have_no_owner_and_all_that_they_had(address: str) -> None:
    make_old(address, "0002")
    migrate(address, "0003")
    database = RecordsDatabase(address)
    opened = Records(database)
    found = opened.pack_to_edit("edit")
    assert found is not None
    assert (found.code, found.version, found.pack) == (CODE, 10, STATES[-1])
    assert opened.editions(1) == (Edition(MARKS[1], DAY, 3, CARRIED), Edition(MARKS[0], DAY, 2, CARRIED))
    assert PackOwners(database).owner_of(found.id) is None
    assert (People(database).count(), Jobs(database).waiting()) == (0, 0)
    database.close()


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_links_codes_and_states_of_an_older_version_answer_as_before(address: str, revision: str) -> None:
    make_old(address, revision)
    opened = Records(RecordsDatabase(address))
    found = opened.pack_to_edit("edit")
    assert found is not None
    assert found == opened.shared_pack("look1") == opened.pack_with_code(CODE)
    assert (found.code, found.view_token, found.version, found.pack) == (CODE, "look1", 10, STATES[-1])
    assert [opened.state(found.id, version) for version in range(6, 12)] == [None, *STATES, None]
    changed = opened.change_pack(found.id, lambda pack: replace(pack, items=ITEMS), DAY)
    assert changed is not None
    assert (changed.version, opened.state(found.id, 11)) == (11, STATES[1])
    opened.close()


def test_files_of_an_older_version_are_answered_for_and_made_again_bear_the_same_mark(address: str) -> None:
    make_old(address, "0002")
    opened = Records(RecordsDatabase(address))
    assert opened.editions(1) == (Edition(MARKS[1], DAY, 3, CARRIED), Edition(MARKS[0], DAY, 2, CARRIED))
    assert opened.editions(1, MARKS[0]) == (Edition(MARKS[0], DAY, 2, CARRIED),)
    assert [opened.store_edition(1, total, CARRIED, date(2027, 1, 1)) for total in (2, 3)] == list(MARKS)
    assert opened.store_edition(1, 9, CARRIED, DAY) not in {None, *MARKS}
    opened.close()


def test_a_pack_of_an_older_version_has_a_year_from_the_day_it_was_taken_along(address: str) -> None:
    make_old(address, "0002")
    opened = Records(RecordsDatabase(address))
    found = opened.pack_to_edit("edit")
    assert found is not None
    assert abs(found.opened_on - date.today()).days <= 1
    opened.close()


def test_what_the_older_version_took_becomes_free(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    make_old(f"sqlite:///{path}", "0002", states=STATES * 60)
    before = path.stat().st_size
    opened = Records(RecordsDatabase(f"sqlite:///{path}"))
    assert opened.state(1, 8) == STATES[1]
    opened.close()
    assert path.stat().st_size < before / 3


OPEN = (
    "import sys\nfrom library.storage.records import Records\n"
    "from library.storage.records_database import RecordsDatabase\n"
    "print(flush=True)\nRecords(RecordsDatabase(sys.argv[1])).pack_to_edit('')"
)


def kill_while_opening(folder: Path, rounds: int) -> None:
    """Let a process begin to take old records along and kill it at any instant; then look whether all is there."""
    old, path = folder / "old.sqlite", folder / "records.sqlite"
    make_old(f"sqlite:///{old}", "0002", packs=20, states=STATES * 30)
    for _ in range(rounds):
        for each in folder.glob("records.sqlite*"):
            each.unlink()
        shutil.copy(old, path)
        with subprocess.Popen([sys.executable, "-c", OPEN, f"sqlite:///{path}"], stdout=subprocess.PIPE) as opening:
            assert opening.stdout is not None
            opening.stdout.readline()
            time.sleep(random.uniform(0, 0.8))  # noqa: S311 - an instant, no secret
            os.kill(opening.pid, signal.SIGKILL)
        opened = Records(RecordsDatabase(f"sqlite:///{path}"))
        for number in (1, 20):
            assert [opened.state(number, version) for version in range(7, 127)] == list(STATES * 30)
            assert [each.mark for each in opened.editions(number)] == list(MARKS[::-1])
        opened.close()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_kill_at_any_instant_leaves_old_records_whole(tmp_path: Path) -> None:
    kill_while_opening(tmp_path, 5)


@pytest.mark.soak
def test_fifty_kills_leave_old_records_whole(tmp_path: Path) -> None:
    kill_while_opening(tmp_path, 50)
