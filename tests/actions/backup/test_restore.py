"""A restore gives back what was backed up; a library is replaced only on request, and backed up first."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from library.actions.backup.key import key_to_encrypt
from library.actions.backup.last import last_backups
from library.actions.backup.make import make_backup
from library.actions.backup.restore import RestoreOptions, check_backup
from library.actions.packs.lifecycle import pack_to_edit, start_pack
from library.actions.progress import Stage
from library.actions.publish import publish
from library.errors import BackupError, NotFound
from library.model.pack import Pack
from library.storage.signing_key import secret_key
from tests.actions.backup.library import KEY, backed_up, files_in, fill, restored
from tests.making import Making, found, library_at, reads
from tests.storage.disks import small_disk

__all__ = ["small_disk"]


def test_a_backup_is_restored_into_an_empty_library(making: Making, tmp_path: Path) -> None:
    edit = fill(making)
    path = backed_up(making)
    new = library_at(tmp_path / "new")
    done = restored(new, path, RestoreOptions())
    assert (done.was_empty, done.before, done.about.files) == (True, None, 4)
    assert files_in(new.settings.content) == files_in(making.root / "content")
    assert pack_to_edit(new, edit).pack.title == "winter"
    assert secret_key(new.settings) == secret_key(making.library.settings)
    publish(new)
    assert reads(new, "two") == reads(making.library, "two") == "Two tells of winter."
    assert last_backups(new).restored is not None
    assert last_backups(new).restored_from == done.about.made
    new.close()


def test_a_restored_library_is_private_and_has_no_leftovers(making: Making, tmp_path: Path) -> None:
    fill(making)
    path = backed_up(making)
    restored(library_at(tmp_path / "new"), path)
    every = [*(tmp_path / "new/data").rglob("*"), *(tmp_path / "new/content").rglob("*")]
    assert {each.name: each.stat().st_mode & 0o077 for each in every if each.stat().st_mode & 0o077} == {}
    assert sorted(each.name for each in (tmp_path / "new/content").iterdir()) == ["stories", "vocabulary.yaml"]
    assert ".restoring" not in {each.name for each in (tmp_path / "new/data").iterdir()}


def test_a_passphrase_opens_a_backup_and_another_does_not(making: Making, tmp_path: Path) -> None:
    fill(making)
    path = tmp_path / "a.backup"
    make_backup(making.library, path, key_to_encrypt("correct horse battery staple"))
    with pytest.raises(BackupError, match=r"Check the passphrase\. It does not open .*a\.backup"):
        check_backup(path, key_to_encrypt("correct horse battery stapler"))
    with pytest.raises(BackupError, match=r"Give the passphrase for .*a\.backup"):
        check_backup(path, KEY)
    assert check_backup(path, key_to_encrypt("correct horse battery staple")).files == 4


def test_checking_a_backup_changes_nothing(making: Making, tmp_path: Path) -> None:
    fill(making)
    path = backed_up(making)
    assert check_backup(path, KEY).files == 4
    assert not (tmp_path / "new").exists()


def test_a_library_that_holds_something_is_not_replaced_without_being_asked(making: Making) -> None:
    fill(making)
    path = backed_up(making)
    before = files_in(making.root / "content")
    with pytest.raises(BackupError, match=r"Restore into an empty library, or add --replace"):
        restored(making.library, path, RestoreOptions())
    assert files_in(making.root / "content") == before


@pytest.mark.parametrize("what", ["content", "records", "catalogue"])
def test_a_library_is_not_empty_if_it_holds_any_of_these(making: Making, tmp_path: Path, what: str) -> None:
    fill(making)
    path = backed_up(making)
    making.library.close()
    new = tmp_path / "new"
    names = {"content": ("content",), "records": ("data/records.sqlite",), "catalogue": ("data/current", "data/builds")}
    for name in names[what]:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (making.root / name).is_dir() else shutil.copy
        copy(making.root / name, new / name)
    with pytest.raises(BackupError, match="add --replace"):
        restored(library_at(new), path, RestoreOptions())


def test_records_without_anything_in_them_do_not_make_a_library(making: Making, tmp_path: Path) -> None:
    fill(making)
    path = backed_up(making)
    new = library_at(tmp_path / "new")
    new.settings.data.mkdir(parents=True)
    with new.database.reading():
        pass
    assert restored(new, path, RestoreOptions()).was_empty


def test_what_is_replaced_is_backed_up_first_and_can_be_brought_back(making: Making) -> None:
    fill(making)
    path = backed_up(making)
    making.write("three")
    edit = fill(making, "summer")
    done = restored(making.library, path)
    assert done.before is not None
    assert done.before.parent == making.root / "data"
    assert "three" not in {each.stem for each in (making.root / "content/stories").iterdir()}
    with pytest.raises(NotFound):
        pack_to_edit(making.library, edit)
    restored(making.library, done.before, RestoreOptions(replace=True, with_deleted=True))
    assert (making.root / "content/stories/three.md").exists()
    assert pack_to_edit(making.library, edit).pack.title == "summer"


def test_a_restore_does_not_count_as_a_backup(making: Making) -> None:
    fill(making)
    path = backed_up(making)
    made = last_backups(making.library).made
    restored(making.library, path)
    assert last_backups(making.library).made == made


def test_damaged_records_are_replaced_only_without_a_backup_of_them(making: Making) -> None:
    edit = fill(making)
    path = backed_up(making)
    making.library.close()
    for each in (making.root / "data").glob("records.sqlite*"):
        each.write_bytes(b"not a database at all" * 500)
    library = making.reopen()
    with pytest.raises(BackupError, match=r"add --no-backup"):
        restored(library, path)
    restored(library, path, RestoreOptions(replace=True, back_up=False))
    assert pack_to_edit(library, edit).pack.title == "winter"
    library.close()


def test_a_running_site_sees_the_restored_records_as_one_change(making: Making) -> None:
    edit = fill(making)
    path = backed_up(making)
    running = making.reopen()
    assert pack_to_edit(running, edit).pack.title == "winter"
    later = fill(making, "summer")
    restored(making.library, path)
    assert pack_to_edit(running, edit).pack.title == "winter"
    with pytest.raises(NotFound):
        pack_to_edit(running, later)
    running.close()


def test_a_backup_is_whole_although_people_start_packs_meanwhile(making: Making, tmp_path: Path) -> None:
    fill(making)
    edits: list[str] = []
    path = tmp_path / "a.backup"

    def start_some(stage: Stage, done: int, total: int) -> None:
        assert (stage, done <= total) == (Stage.BACKING_UP, True)
        edits.append(start_pack(making.library, Pack(title=f"{len(edits)}")).edit)

    before = start_pack(making.library, Pack(title="before")).edit
    with ThreadPoolExecutor(2) as pool:
        others = [pool.submit(start_pack, making.library, Pack(title="other")) for _ in range(20)]
        make_backup(making.library, path, KEY, start_some)
        edits += [each.result().edit for each in others]
    new = library_at(tmp_path / "new")
    restored(new, path)
    assert pack_to_edit(new, before).pack.title == "before"
    held = [edit for edit in edits if new.records.pack_to_edit(edit)]
    assert len(held) < len(edits)
    assert all(new.records.pack_to_edit(edit).pack.title for edit in held)  # type: ignore[union-attr]
    new.close()


def test_the_site_shows_what_it_showed_until_the_next_publish(making: Making) -> None:
    fill(making)
    path = backed_up(making)
    making.write("three")
    making.publish()
    restored(making.library, path)
    assert found(making.library) == ["one", "three", "two"]
    making.publish()
    assert found(making.library) == ["one", "two"]


def test_content_in_a_linked_folder_is_restored_behind_the_link(making: Making, tmp_path: Path) -> None:
    fill(making)
    path = backed_up(making)
    (tmp_path / "disk").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/content").symlink_to(tmp_path / "disk")
    restored(library_at(tmp_path / "new"), path)
    assert files_in(tmp_path / "disk") == files_in(making.root / "content")
    assert (tmp_path / "new/content").is_symlink()


def test_a_key_that_is_set_and_differs_is_pointed_out(making: Making, tmp_path: Path) -> None:
    fill(making)
    path = backed_up(making)
    own = secret_key(making.library.settings)
    assert restored(library_at(tmp_path / "a", LIBRARY_SECRET_KEY="another"), path).key_is_set
    assert not restored(library_at(tmp_path / "b", LIBRARY_SECRET_KEY=own), path).key_is_set
    assert (tmp_path / "a/data/secret_key").read_text() == own


def test_a_full_disk_restores_nothing(making: Making, small_disk: Path) -> None:
    fill(making)
    making.content.put("stories/film.bin", os.urandom(5_000_000))
    path = backed_up(making)
    new = library_at(small_disk)
    with pytest.raises(BackupError, match="No space left on device"):
        restored(new, path)
    assert files_in(small_disk) == {"data/backup.lock": b"", "data/publish.lock": b""}
