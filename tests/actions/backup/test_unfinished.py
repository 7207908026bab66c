"""A restore that cannot go on says what to do, and the library is used only once it is finished."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from library.actions.backup.restore import RestoreOptions, restore_backup
from library.actions.library import Library
from library.actions.packs.lifecycle import pack_to_edit
from library.bootstrap import open_library
from library.errors import BackupError
from library.settings import Settings, read_settings
from library.storage.builds import publish_lock
from tests.actions.backup.killing import kill_at_change
from tests.actions.backup.library import KEY, backed_up, files_in, fill
from tests.making import Making
from tests.storage.disks import disk_at, read_only

READY = "data/.restoring/ready"


def settings_of(root: Path, **more: str) -> Settings:
    return read_settings({"LIBRARY_CONTENT": str(root / "content"), "LIBRARY_DATA": str(root / "data")} | more)


@pytest.fixture
def backup(tmp_path: Path) -> tuple[Path, str]:
    """A backup, and the editing secret of a pack in it."""
    winter = Making(tmp_path / "winter")
    edit = fill(winter)
    path = backed_up(winter)
    winter.library.close()
    return path, edit


def interrupt(root: Path, path: Path, into: Path) -> None:
    """Kill a restore into a copy of a library, as soon as it counts as done."""
    instant = 0
    while not (into / READY).exists():
        instant += 1
        shutil.rmtree(into / "content", ignore_errors=True)
        shutil.rmtree(into / "data", ignore_errors=True)
        shutil.copytree(root, into, dirs_exist_ok=True)
        assert kill_at_change(
            lambda: restore_backup(open_library(settings_of(into)), path, KEY, RestoreOptions(replace=True)), instant
        )


@pytest.fixture
def interrupted(tmp_path: Path, backup: tuple[Path, str]) -> Path:
    """A library with a restore that was killed when it had to be finished."""
    summer = Making(tmp_path / "summer")
    fill(summer, "summer")
    summer.library.close()
    (tmp_path / "interrupted").mkdir()
    interrupt(tmp_path / "summer", backup[0], tmp_path / "interrupted")
    return tmp_path / "interrupted"


def check_finished(library: Library, edit: str) -> None:
    """Check that content and records are those of the backup."""
    assert b"winter" in files_in(library.settings.content)["stories/one.md"]
    assert pack_to_edit(library, edit).pack.title == "winter"
    assert not (library.settings.data / ".restoring").exists()
    library.close()


def test_another_content_folder_does_not_get_half_a_restore(
    interrupted: Path, backup: tuple[Path, str], tmp_path: Path
) -> None:
    other = settings_of(interrupted, LIBRARY_CONTENT=str(tmp_path / "other"))
    with pytest.raises(BackupError, match=r"An interrupted restore .*LIBRARY_CONTENT must be .*interrupted/content"):
        open_library(other)
    check_finished(open_library(settings_of(interrupted)), backup[1])


def test_a_folder_that_cannot_be_moved_is_named_and_the_restore_finished_later(
    interrupted: Path, backup: tuple[Path, str]
) -> None:
    stories = interrupted / "content/stories"
    stories.rename(stories.with_name("aside"))
    with disk_at(stories, "1m"), pytest.raises(BackupError, match=r"An interrupted restore .*busy.*stories"):
        open_library(settings_of(interrupted))
    stories.rmdir()
    stories.with_name("aside").rename(stories)
    check_finished(open_library(settings_of(interrupted)), backup[1])


def test_who_publishes_meanwhile_is_waited_for(interrupted: Path, backup: tuple[Path, str]) -> None:
    with publish_lock(interrupted / "data", 0), pytest.raises(Exception, match="Another publish is running"):
        open_library(settings_of(interrupted, LIBRARY_PUBLISH_WAIT="0"))
    check_finished(open_library(settings_of(interrupted)), backup[1])


def test_what_an_interrupted_restore_prepared_is_left_while_another_works(tmp_path: Path) -> None:
    (tmp_path / "data/.restoring").mkdir(parents=True)
    with publish_lock(tmp_path / "data", 0):
        open_library(settings_of(tmp_path)).close()
        assert (tmp_path / "data/.restoring").exists()
    open_library(settings_of(tmp_path)).close()
    assert not (tmp_path / "data/.restoring").exists()


def test_a_read_only_data_folder_is_made_writable_first(tmp_path: Path) -> None:
    with disk_at(tmp_path / "disk", "1m") as disk:
        (disk / "data/.restoring").mkdir(parents=True)
        with read_only(disk):
            open_library(settings_of(disk)).close()
        (disk / READY).touch()
        with read_only(disk), pytest.raises(BackupError, match=r"make .*disk/data writable"):
            open_library(settings_of(disk))


def test_records_that_cannot_be_replaced_leave_everything_as_it_was(tmp_path: Path, backup: tuple[Path, str]) -> None:
    library = open_library(
        settings_of(tmp_path / "new", LIBRARY_DATABASE_URL=f"sqlite:///{tmp_path}/missing/records.sqlite")
    )
    with pytest.raises(BackupError, match=r"The records could not be replaced: .*They are as they were"):
        restore_backup(library, backup[0], KEY, RestoreOptions())
    assert files_in(tmp_path / "new/content") == {}
    assert set(files_in(tmp_path / "new/data")) == {"backup.lock", "publish.lock"}


def test_a_mounted_folder_in_the_content_folder_is_named_before_anything_changes(
    tmp_path: Path, backup: tuple[Path, str]
) -> None:
    with disk_at(tmp_path / "new/content/media", "1m"), pytest.raises(BackupError, match=r"Unmount .*content/media"):
        restore_backup(open_library(settings_of(tmp_path / "new")), backup[0], KEY, RestoreOptions(replace=True))
    assert set(files_in(tmp_path / "new/data")) == {"backup.lock", "publish.lock"}
