"""Whoever else has an account on the machine reads nothing of what the library keeps."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from library.actions.packs.lifecycle import start_pack
from library.model.pack import Pack
from library.storage.missed_searches import MissedSearches
from library.storage.signing_key import secret_key
from tests.actions.publishing import write_video
from tests.making import TODAY, Making


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    """What most systems set: everybody may read what a program makes."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Return the mode of a folder and everything in it, by path."""
    return {str(path): stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


def fill(making: Making) -> None:
    """Let the library make everything that it makes in its data folder."""
    write_video(making)
    making.publish()
    making.write("one")
    making.publish()
    making.found("words")
    secret_key(making.library.settings)
    MissedSearches(making.root / "data/missed.sqlite", lambda: "key").note("porridge", TODAY)
    start_pack(making.library, Pack())


def assert_private(folder: Path) -> None:
    found = modes(folder)
    assert len(found) > 10
    assert {path: oct(mode) for path, mode in found.items() if mode & 0o077} == {}


def test_only_the_owner_may_open_what_is_in_the_data_folder(making: Making) -> None:
    fill(making)
    assert_private(making.root / "data")
    assert os.umask(0o022) == 0o022
    making.library.close()


def test_a_data_folder_that_others_could_read_is_closed_by_the_next_publish(making: Making) -> None:
    fill(making)
    for path in (making.root / "data", *(making.root / "data").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    making.publish()
    assert_private(making.root / "data")
    making.library.close()


def test_a_link_in_the_data_folder_leaves_what_it_leads_to_as_it_is(making: Making, tmp_path: Path) -> None:
    making.write("one")
    making.publish()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("not ours")
    elsewhere.chmod(0o644)
    (making.root / "data/link").symlink_to(elsewhere)
    making.publish()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644


def test_records_are_private_wherever_they_are(making: Making, tmp_path: Path) -> None:
    making.write("one")
    making.publish()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    library = making.reopen(LIBRARY_DATABASE_URL=f"sqlite:///{elsewhere}/packs.sqlite")
    start_pack(library, Pack())
    assert stat.S_IMODE((elsewhere / "packs.sqlite").stat().st_mode) == 0o600
    library.close()
