"""A restore into PostgreSQL that is killed leaves the records and the content of one library, never of two."""

from __future__ import annotations

import os
import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from library.actions.backup.restore import RestoreOptions, restore_backup
from library.actions.library import Library
from library.actions.packs.lifecycle import pack_to_edit
from library.bootstrap import open_library
from library.errors import NotFound
from library.settings import read_settings
from library.storage.records_copy import check_copy, copy_database, replace_database
from library.storage.records_database import RecordsDatabase
from library.storage.records_engine import HEAD
from tests.actions.backup.killing import kill_at_call, kill_at_change
from tests.actions.backup.library import KEY, backed_up, fill
from tests.making import Making
from tests.steps import steps
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

SEED = int(os.environ.get("LIBRARY_KILL_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)


class Case:
    """A backup of one library, and another that uses the same database."""

    def __init__(self, root: Path, address: str) -> None:
        self.root, self.address = root, address
        winter, summer = self._making("winter"), self._making("summer")
        self.winter = fill(winter)
        self.backup = backed_up(winter)
        self.summer = fill(summer, "summer")
        database = RecordsDatabase(address)
        self.records = root / "summer.copy"
        copy_database(database, self.records)
        check_copy("postgresql", HEAD, self.records)
        for library in (winter.library, summer.library, database):
            library.close()

    def _making(self, name: str) -> Making:
        making = Making(self.root / name)
        making.library.close()
        making.library = self.open(name)
        return making

    def open(self, name: str) -> Library:
        """Open one of the libraries."""
        places = {"LIBRARY_CONTENT": self.root / name / "content", "LIBRARY_DATA": self.root / name / "data"}
        return open_library(read_settings({key: str(path) for key, path in places.items()} | self.database))

    @property
    def database(self) -> dict[str, str]:
        """Return the setting of the database."""
        return {"LIBRARY_DATABASE_URL": self.address}

    def restore(self) -> None:
        """Restore the backup in the place of the other library."""
        with closing(self.open("copy")) as library:
            restore_backup(library, self.backup, KEY, RestoreOptions(replace=True, back_up=False))

    def reset(self) -> None:
        """Make the other library as it was."""
        with closing(RecordsDatabase(self.address)) as database:
            replace_database(database, self.records)
        shutil.rmtree(self.root / "copy", ignore_errors=True)
        shutil.copytree(self.root / "summer", self.root / "copy")

    def is_new(self) -> bool:
        """Open the library; check that all of it is old or all of it new, and return which."""
        with closing(self.open("copy")) as library:
            words = (library.settings.content / "stories/one.md").read_text()
            assert "summer" in words or "winter" in words
            is_new = "winter" in words
            assert _has_pack(library, self.winter) is True
            assert _has_pack(library, self.summer) is not is_new
        return is_new


def _has_pack(library: Library, edit: str) -> bool:
    try:
        return pack_to_edit(library, edit) is not None
    except NotFound:
        return False


def test_a_restore_killed_before_each_file_gets_its_name_leaves_one_library(tmp_path: Path, postgresql: str) -> None:
    case = Case(tmp_path, postgresql)
    outcomes, is_killed = list[bool](), True
    while is_killed:
        case.reset()
        is_killed = kill_at_change(case.restore, len(outcomes) + 1, frozenset({"os.rename"}))
        outcomes.append(case.is_new())
    assert outcomes == sorted(outcomes)
    assert len(outcomes) > 5
    assert len(set(outcomes)) == 2


@pytest.mark.soak
def test_a_restore_killed_at_twenty_random_instants_leaves_one_library(tmp_path: Path, postgresql: str) -> None:
    print(f"LIBRARY_KILL_SEED={SEED}")
    chance = random.Random(SEED)  # noqa: S311 - chance, not secrecy
    case = Case(tmp_path, postgresql)
    case.reset()
    calls = steps(case.restore)
    for _ in range(20):
        case.reset()
        kill_at_call(case.restore, chance.randrange(1, calls))
        case.is_new()
        case.restore()
        assert case.is_new()
