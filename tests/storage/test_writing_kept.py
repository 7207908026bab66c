"""Whatever ends a process or fills the disk: what was acknowledged is in the history, and nothing is half-written."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from library.content.source import LARGEST_FILE
from library.errors import WritingUnavailable
from library.model.draft import Draft, DraftChanged
from library.model.revision import Change
from library.storage.comments import Comments
from library.storage.drafts import Drafts
from library.storage.forgetting import forget_writing
from library.storage.revisions import Revisions
from library.storage.writing_database import WritingDatabase
from tests.storage.databases import address, postgresql
from tests.storage.disks import fill_up, read_only, small_disk
from tests.waiting import PATIENCE

__all__ = ["address", "postgresql", "small_disk"]

PATH = "stories/key.md"
NOON = 1_796_000_000
SECRETS = [f"Quibblewick{number} said so on {number}." for number in range(40)]

# Saves numbers, odd ones automatically, and prints each after it was acknowledged.
SAVE = """
import sys
from library.model.revision import Change
from library.storage.drafts import Drafts
from library.storage.writing_database import WritingDatabase
drafts = Drafts(WritingDatabase(sys.argv[1]), 1_000, 0)
draft = drafts.at("stories/key.md")
for number in range(int(sys.argv[2]), 100_000):
    what = Change.AUTOSAVED if number % 2 else Change.SAVED
    draft = drafts.save(draft.path, b"%d" % number, draft.version, 1, "a", number, what=what)
    print(number, flush=True)
"""


def texts(revisions: Revisions) -> list[bytes]:
    """The texts in a history, oldest first."""
    read = [revisions.read(each.id) for each in reversed(revisions.of(PATH))]
    return [each.text for each in read if each]


def kill_while_saving(folder: Path, rounds: int) -> None:
    """Kill a process that saves, at any instant, again and again."""
    address = f"sqlite:///{folder / 'writing.sqlite'}"
    with closing(WritingDatabase(address)) as database:
        drafts, revisions = Drafts(database, 1_000, 0), Revisions(database, 1_000, 0)
        drafts.start(PATH, b"0", "", 1, 0)
        last = 0
        for _ in range(rounds):
            last = kill_one(address, last)
            draft = drafts.at(PATH)
            assert draft is not None
            assert int(draft.text) in {last, last + 1}
            last = int(draft.text)
            # Everyone who chose to save is there; of what was saved by itself, the newest.
            saved = texts(revisions)
            assert saved[-1] == draft.text
            assert {b"%d" % number for number in range(0, last, 2)} <= set(saved)
            with closing(sqlite3.connect(folder / "writing.sqlite")) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def kill_one(address: str, last: int) -> int:
    """Kill one process, and return the last number that it acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-c", SAVE, address, str(last + 1)], stdout=subprocess.PIPE, text=True
    ) as saving:
        timer = threading.Timer(PATIENCE, saving.kill)
        timer.start()
        try:
            assert saving.stdout is not None
            lines = [saving.stdout.readline()]
            time.sleep(random.uniform(0, 0.05))  # noqa: S311 - an instant, no secret
            os.kill(saving.pid, signal.SIGKILL)
            lines += saving.stdout.readlines()
        finally:
            timer.cancel()
            saving.kill()
    return max(int(line) for line in lines if line.endswith("\n"))


def test_a_kill_at_any_instant_loses_no_save_that_was_acknowledged(tmp_path: Path) -> None:
    kill_while_saving(tmp_path, 10)


@pytest.mark.soak
def test_two_hundred_kills_lose_no_save_that_was_acknowledged(tmp_path: Path) -> None:
    kill_while_saving(tmp_path, 200)


def save_at_last(drafts: Drafts, draft: Draft, mine: bytes, person: int) -> Draft:
    """Save, again if too many others save, and return the draft to go on with."""
    for _ in range(50):
        try:
            return drafts.save(PATH, mine, draft.version, person, f"tab{person}", NOON)
        except DraftChanged as conflict:
            return conflict.current
        except WritingUnavailable as error:
            if error.reason != "busy":
                raise
    raise AssertionError("Never had a turn")


def write_together(address: str, people: int, saves: int) -> None:
    """Let people write on one document at once; if someone was faster, each chooses their own text."""
    with closing(WritingDatabase(address)) as database:
        drafts, revisions = Drafts(database, LARGEST_FILE, 0), Revisions(database, LARGEST_FILE, 0)
        first = drafts.start(PATH, b"0", "", 0, NOON)

        def write(person: int) -> list[bytes]:
            draft, acknowledged = first, []
            for number in range(saves):
                mine = b"%d of %d" % (number, person)
                draft = save_at_last(drafts, draft, mine, person)
                acknowledged.append(mine)
            return acknowledged

        with ThreadPoolExecutor(people) as threads:
            acknowledged = [mine for each in threads.map(write, range(1, people + 1), timeout=600) for mine in each]
        kept = texts(revisions)
        assert len(kept) == len(set(kept))
        assert set(kept) == {b"0", *acknowledged}
        draft = drafts.at(PATH)
        assert draft is not None
        # One version for each text that became the draft, none for what did not.
        accepted = [each for each in revisions.of(PATH) if each.what is Change.SAVED]
        assert draft.version - first.version == len(accepted) - 1


@pytest.mark.parametrize("people", [2, 20])
def test_however_many_write_at_once_every_save_is_in_the_history(address: str, people: int) -> None:
    write_together(address, people, 40 // people)


@pytest.mark.soak
@pytest.mark.parametrize(("people", "saves"), [(3, 600), (20, 60)])
def test_three_and_twenty_who_write_for_long_lose_no_save(address: str, people: int, saves: int) -> None:
    write_together(address, people, saves)


def test_a_full_disk_is_named_and_what_was_saved_can_be_read(small_disk: Path) -> None:
    drafts = Drafts(WritingDatabase(f"sqlite:///{small_disk / 'writing.sqlite'}"), LARGEST_FILE, 0)
    draft = drafts.start(PATH, b"one", "", 1, NOON)
    filler = fill_up(small_disk)
    with pytest.raises(WritingUnavailable, match=r"Free some disk space, then save again\."):
        drafts.save(PATH, os.urandom(200_000), draft.version, 1, "a", NOON)
    assert drafts.at(PATH) == draft
    filler.unlink()
    assert drafts.save(PATH, b"two", draft.version, 1, "a", NOON).text == b"two"


def test_a_read_only_folder_is_named_and_what_was_saved_can_be_read(small_disk: Path) -> None:
    database = WritingDatabase(f"sqlite:///{small_disk / 'writing.sqlite'}")
    drafts = Drafts(database, LARGEST_FILE, 0)
    draft = drafts.start(PATH, b"one", "", 1, NOON)
    database.close()
    with read_only(small_disk):
        with pytest.raises(WritingUnavailable, match=r"Make LIBRARY_DATA writable, then save again\."):
            drafts.save(PATH, b"two", draft.version, 1, "a", NOON)
        assert drafts.at(PATH) == draft


# The system refuses to write more than a file has already, as a faulty disk does: an input/output error for SQLite.
FAULTY = """
import os, resource, sys
from library.errors import WritingUnavailable
from library.storage.drafts import Drafts
from library.storage.writing_database import WritingDatabase
drafts = Drafts(WritingDatabase(sys.argv[1]), 1_000_000, 0)
draft = drafts.at("stories/key.md")
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    drafts.save(draft.path, os.urandom(200_000), draft.version, 1, "a", 0)
except WritingUnavailable as error:
    print(error.reason, drafts.at(draft.path) == draft)
"""


def test_a_disk_that_reports_an_error_is_named_and_what_was_saved_can_be_read(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'writing.sqlite'}"
    with closing(WritingDatabase(address)) as database:
        Drafts(database, LARGEST_FILE, 0).start(PATH, b"one", "", 1, NOON)
    command = [sys.executable, "-c", FAULTY, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout
    assert said == "faulty True\n"


def test_a_damaged_file_is_named_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "writing.sqlite"
    path.write_bytes(b"no database" * 1_000)
    with pytest.raises(WritingUnavailable, match=r"Restore a backup\."):
        Drafts(WritingDatabase(f"sqlite:///{path}"), LARGEST_FILE, 0).at(PATH)
    assert path.read_bytes() == b"no database" * 1_000


def fill_with_secrets(database: WritingDatabase) -> None:
    """Write of two documents in turn, so that their rows share pages, and comment on both."""
    drafts, comments = Drafts(database, LARGEST_FILE, 0), Comments(database)
    for path in (PATH, "stories/kettle.md"):
        drafts.start(path, f"{path} as it was".encode(), "", 1, NOON)
    for number, secret in enumerate(SECRETS):
        for path, words in ((PATH, secret), ("stories/kettle.md", f"The kettle boiled {number} times.")):
            draft = drafts.at(path)
            assert draft is not None
            drafts.save(path, (words * (number % 7 * 30 + 1)).encode(), draft.version, 1, "a", NOON)
            comments.add(path, words, 1, NOON, words=words)


def secrets_in(data: bytes) -> set[bytes]:
    """The secrets that can be read in some bytes."""
    return {secret.encode() for secret in SECRETS if secret.encode() in data}


def compressed_rows(database: WritingDatabase) -> list[bytes]:
    """The stored bodies of the history of the document with secrets."""
    with database.reading() as connection:
        asked = text("SELECT text FROM revision WHERE path = :path")
        return [bytes(body) for body in connection.execute(asked, {"path": PATH}).scalars()]


def test_what_was_forgotten_leaves_the_file_and_its_log(tmp_path: Path) -> None:
    place = tmp_path / "writing.sqlite"
    with (
        closing(WritingDatabase(f"sqlite:///{place}")) as database,
        closing(sqlite3.connect(place)) as another,  # as another process, so that the log stays
    ):
        with database.reading():
            another.execute("SELECT count(*) FROM draft").fetchall()
        fill_with_secrets(database)
        rows = compressed_rows(database)
        before = b"".join(each.read_bytes() for each in tmp_path.iterdir())
        assert place.with_name("writing.sqlite-wal").stat().st_size
        assert len(secrets_in(before)) == len(SECRETS)
        assert all(row[:40] in before for row in rows)
        forget_writing(database, [PATH])
        after = b"".join(each.read_bytes() for each in tmp_path.iterdir())
        assert secrets_in(after) == set()
        assert [row for row in rows if row[2:40] in after] == []
        assert b"The kettle boiled" in after
        assert len(Revisions(database, LARGEST_FILE, 0).of("stories/kettle.md")) == len(SECRETS) + 1


def test_what_was_forgotten_leaves_the_files_of_postgresql(postgresql: str) -> None:
    with closing(WritingDatabase(postgresql)) as database:
        fill_with_secrets(database)
        rows = compressed_rows(database)
        before = files_of(database)
        assert len(secrets_in(before)) == len(SECRETS)
        assert any(row[:40] in before for row in rows)
        forget_writing(database, [PATH])
        after = files_of(database)
        assert secrets_in(after) == set()
        assert [row for row in rows if row[2:40] in after] == []
        assert b"The kettle boiled" in after
        with database.writing() as connection:
            connection.execute(text("DROP SCHEMA writing CASCADE"))


def files_of(database: WritingDatabase) -> bytes:
    """What PostgreSQL has on the disk of the tables of writing."""
    with database.reading() as connection:
        connection.execute(text("CHECKPOINT"))
        asked = text(
            "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c "
            "LEFT JOIN pg_class owner ON owner.reltoastrelid = c.oid "
            "WHERE c.relkind IN ('r', 't') "
            "AND COALESCE(owner.relnamespace, c.relnamespace) = 'writing'::regnamespace"
        )
        return b"".join(bytes(data) for data in connection.execute(asked).scalars())


@pytest.mark.parametrize("clear", ["drop", "forget"])
def test_a_dropped_draft_and_a_forgotten_history_each_leave_the_disk(tmp_path: Path, clear: str) -> None:
    place = tmp_path / "writing.sqlite"
    secret = b"Quibblewick" + os.urandom(3_000)
    with closing(WritingDatabase(f"sqlite:///{place}")) as database, closing(sqlite3.connect(place)) as another:
        drafts, revisions = Drafts(database, LARGEST_FILE, 0), Revisions(database, LARGEST_FILE, 0)
        draft = drafts.start(PATH, secret, "", 1, NOON)
        another.execute("SELECT count(*) FROM draft").fetchall()
        drafts.save(PATH, b"without it", draft.version, 1, "a", NOON)
        # The draft has its new text alone; the history holds what was there before.
        if clear == "drop":
            drafts.save(PATH, secret, draft.version, 1, "a", NOON)
            revisions.forget(PATH)
            assert any(secret[:40] in each.read_bytes() for each in tmp_path.iterdir())
            drafts.drop(PATH)
        else:
            revisions.forget(PATH)
        data = b"".join(each.read_bytes() for each in tmp_path.iterdir())
        assert [at for at in range(0, len(secret) - 40, 40) if secret[at : at + 40] in data] == []
