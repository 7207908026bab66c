"""A backup is one private, encrypted file with all that cannot be made again; whatever happens, an older one stays."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from pyrage import decrypt, x25519

from library.actions.backup.key import BackupKey, key_to_encrypt
from library.actions.backup.last import last_backups
from library.actions.backup.make import make_backup
from library.actions.backup.passphrase import decrypt_with_passphrase
from library.actions.progress import Stage
from library.errors import BackupError
from library.storage.file_lock import hold_lock
from library.storage.signing_key import secret_key
from tests.actions.backup.library import KEY, SECRET, backed_up, files_in, fill, restored
from tests.making import Making, library_at
from tests.storage.disks import disk_at, fill_up, read_only


def parts(path: Path) -> dict[str, bytes]:
    """Return what is in a tar file."""
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def plain(path: Path) -> dict[str, bytes]:
    """Return what a backup holds, read with the tools that its explanation names."""
    body = decrypt(parts(path)["backup.age"], [SECRET])
    with tarfile.open(fileobj=io.BytesIO(body)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def test_a_backup_holds_content_records_and_key_and_nothing_that_can_be_made_again(making: Making) -> None:
    fill(making)
    path = backed_up(making)
    held = plain(path)
    content = {name for name in held if name.startswith("content/")}
    assert set(held) - content == {
        "backup.json",
        "records.sqlite",
        "writing.sqlite",
        "secret_key",
        "manifest.json",
    }
    assert content == {
        "content/vocabulary.yaml",
        "content/stories/leaflet.pdf",
        "content/stories/one.md",
        "content/stories/two.md",
    }
    assert held["secret_key"].decode() == secret_key(making.library.settings)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"tells of winter" not in path.read_bytes()
    assert last_backups(making.library).made is not None
    assert not (making.root / "data/.backing-up").exists()


def test_a_backup_with_a_passphrase_opens_with_the_tools_of_age(making: Making) -> None:
    fill(making)
    made = make_backup(making.library, making.root / "a.backup", key_to_encrypt("correct horse battery staple"))
    found = parts(made.path)
    assert list(found) == ["READ-ME.txt", "key.age", "backup.age"]
    secret = decrypt_with_passphrase(found["key.age"], "correct horse battery staple")
    assert secret is not None
    assert b"tells of winter" in decrypt(found["backup.age"], [x25519.Identity.from_str(secret.decode().strip())])
    assert b"library restore FILE" in found["READ-ME.txt"]


def test_a_backup_in_a_folder_is_named_after_the_time(making: Making) -> None:
    fill(making)
    (making.root / "backups").mkdir()
    made = make_backup(making.library, making.root / "backups", KEY)
    assert [path.name for path in (making.root / "backups").iterdir()] == [made.path.name]
    assert made.path.match("commonplace-????????-??????.backup")


def test_a_backup_replaces_an_earlier_one_but_no_other_file(making: Making) -> None:
    fill(making)
    first = backed_up(making).read_bytes()
    assert backed_up(making).read_bytes() != first
    making.content.put("../letter.txt", "Dear all")
    with pytest.raises(BackupError, match=r"Choose another name\. .*letter\.txt is there already"):
        make_backup(making.library, making.root / "letter.txt", KEY)
    assert (making.root / "letter.txt").read_text() == "Dear all"


def test_a_backup_in_the_content_folder_is_refused(making: Making) -> None:
    fill(making)
    with pytest.raises(BackupError, match="Choose a place outside LIBRARY_CONTENT"):
        make_backup(making.library, making.root / "content/stories", KEY)


def test_a_folder_that_is_missing_or_cannot_be_written_is_named(making: Making, tmp_path: Path) -> None:
    fill(making)
    with pytest.raises(BackupError, match=r"Make the folder .*/usb first\. It is not there\."):
        make_backup(making.library, making.root / "usb/a.backup", KEY)
    with (
        disk_at(tmp_path / "disk", "4m") as disk,
        read_only(disk),
        pytest.raises(BackupError, match=r"Check .*/disk/a\.backup, its permissions .* Read-only file system"),
    ):
        make_backup(making.library, disk / "a.backup", KEY)


def test_a_name_in_any_encoding_and_of_any_length_comes_back(making: Making, tmp_path: Path) -> None:
    fill(making)
    names = ["latin-\udce9.jpg", "cafe\u0301.jpg", "line\nend.txt", "n" * 250, "/".join(["deep" * 40] * 5)]
    for name in names:
        path = making.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.fsencode(name))
    path = backed_up(making)
    new = library_at(tmp_path / "new")
    restored(new, path)
    assert files_in(tmp_path / "new/content") == files_in(making.root / "content")


def test_a_folder_of_backups_in_the_data_folder_keeps_them(making: Making) -> None:
    fill(making)
    (making.root / "data/backup").mkdir()
    first = make_backup(making.library, making.root / "data/backup/first.backup", KEY).path
    make_backup(making.library, making.root / "data/backup/second.backup", KEY)
    assert first.exists()


def test_data_within_the_content_folder_is_refused(making: Making) -> None:
    library = library_at(making.root, LIBRARY_DATA=str(making.root / "content/data"))
    with pytest.raises(BackupError, match="Move LIBRARY_DATA out of LIBRARY_CONTENT"):
        make_backup(library, making.root / "a.backup", KEY)


def test_a_wrong_content_folder_makes_no_empty_backup(making: Making) -> None:
    fill(making)
    (making.root / "content").rename(making.root / "elsewhere")
    with pytest.raises(BackupError, match=r"Check LIBRARY_CONTENT\. There is no folder"):
        backed_up(making)
    assert not (making.root / "a.backup").exists()


def test_a_link_is_followed_within_the_content_folder_and_reported_elsewhere(making: Making) -> None:
    fill(making)
    stories = making.root / "content/stories"
    (making.root / "secret.txt").write_text("not for the backup")
    (stories / "same.pdf").symlink_to("leaflet.pdf")
    (stories / "outside.pdf").symlink_to(making.root / "secret.txt")
    (stories / "nowhere.pdf").symlink_to("missing.pdf")
    (stories / "folder").symlink_to(making.root)
    os.mkfifo(stories / "pipe")
    made = make_backup(making.library, making.root / "a.backup", KEY)
    held = plain(made.path)
    assert held["content/stories/same.pdf"] == held["content/stories/leaflet.pdf"]
    assert b"not for the backup" not in b"".join(held.values())
    assert [each.partition(":")[0] for each in made.left_out] == [
        "stories/folder",
        "stories/nowhere.pdf",
        "stories/outside.pdf",
        "stories/pipe",
    ]
    assert all(each.endswith("not backed up.") for each in made.left_out)


def test_two_backups_at_once_do_not_disturb_each_other(making: Making) -> None:
    fill(making)
    with (
        hold_lock(making.root / "data/backup.lock"),
        pytest.raises(BackupError, match=r"Another backup or restore .* is running"),
    ):
        backed_up(making)


def test_what_a_killed_backup_left_is_deleted_by_the_next(making: Making) -> None:
    fill(making)
    left = making.root / ".a.backup.0123456789abcdef.unfinished"
    left.write_bytes(b"half")
    (making.root / "data/.backing-up").mkdir()
    (making.root / "data/.backing-up/records.sqlite").write_bytes(b"half")
    backed_up(making)
    assert not left.exists()
    assert not (making.root / "data/.backing-up").exists()


def test_a_full_disk_leaves_the_previous_backup(making: Making, tmp_path: Path) -> None:
    fill(making)
    making.content.put("stories/film.bin", os.urandom(3_000_000))
    with disk_at(tmp_path / "disk", "4m") as disk:
        path = make_backup(making.library, disk / "a.backup", KEY).path
        before = path.read_bytes()
        fill_up(disk)
        with pytest.raises(BackupError, match=r"No space left on device\. Nothing was changed"):
            make_backup(making.library, path, KEY)
        assert path.read_bytes() == before
        assert sorted(each.name for each in disk.iterdir()) == ["a.backup", "filler"]


def test_a_file_that_changes_each_time_it_is_read_makes_no_backup(making: Making) -> None:
    fill(making)
    film = making.root / "content/stories/film.bin"
    film.write_bytes(bytes(5_000_000))

    def cut(stage: Stage, done: int, total: int) -> None:
        if (stage, done, total) == (Stage.BACKING_UP, 2, 5):
            film.write_bytes(os.urandom(5_000_000))

    with pytest.raises(BackupError, match=r"Run the backup again\. .*film\.bin changed while it was read"):
        make_backup(making.library, making.root / "a.backup", KEY, cut)
    assert not list(making.root.glob("*backup*"))


@pytest.mark.parametrize("disappears", [True, False])
def test_a_file_that_changes_or_disappears_once_is_read_again(making: Making, *, disappears: bool) -> None:
    fill(making)
    first, film = making.root / "content/stories/a.bin", making.root / "content/stories/film.bin"
    first.write_bytes(bytes(3_000_000))
    film.write_bytes(bytes(5_000_000))
    changes = iter([film.unlink if disappears else lambda: film.write_bytes(b"cut")])

    def change_once(stage: Stage, done: int, total: int) -> None:
        if (stage, done, total) == (Stage.BACKING_UP, 2 if disappears else 5, 8):
            next(changes, lambda: None)()

    make_backup(making.library, making.root / "a.backup", KEY, change_once)
    assert plain(making.root / "a.backup").get("content/stories/film.bin") == (None if disappears else b"cut")


def test_progress_counts_megabytes(making: Making) -> None:
    fill(making)
    (making.root / "content/stories/film.bin").write_bytes(bytes(5_000_000))
    seen: list[tuple[int, int]] = []
    make_backup(making.library, making.root / "a.backup", KEY, lambda _, done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (5, 5)


BACK_UP = """
import resource, sys
from pathlib import Path
from library.actions.backup.key import read_key
from library.actions.backup.make import make_backup
from library.actions.backup.restore import check_backup
from library.bootstrap import library_from_environment
make_backup(library_from_environment(), Path(sys.argv[1]), read_key(sys.argv[2]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
Path(sys.argv[3]).open("wb").truncate(200_000_000)
make_backup(library_from_environment(), Path(sys.argv[1]), read_key(sys.argv[2]))
check_backup(Path(sys.argv[1]), read_key(sys.argv[2]))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def test_a_backup_of_200_mb_is_made_and_checked_within_40_mb_of_memory(making: Making) -> None:
    fill(making)
    places = {"LIBRARY_CONTENT": str(making.root / "content"), "LIBRARY_DATA": str(making.root / "data")}
    arguments = [str(making.root / "a.backup"), str(SECRET), str(making.root / "content/stories/film.bin")]
    done = subprocess.run(
        [sys.executable, "-c", BACK_UP, *arguments], env=os.environ | places, capture_output=True, text=True, check=True
    )
    assert (making.root / "a.backup").stat().st_size > 200_000_000
    assert int(done.stdout) < 40_000_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There are none, or several"),
        ("one line\nanother line", "There are none, or several"),
        ("too short", "at least 16 characters"),
        ("age1qqqq", "not a complete X25519 key"),
        ("AGE-SECRET-KEY-1QQQ", "not a complete X25519 key"),
        (f"{SECRET}\n{SECRET.to_public()}", "There are none, or several"),
    ],
)
def test_what_is_no_passphrase_or_key_is_refused_without_showing_it(text: str, sentence: str) -> None:
    with pytest.raises(BackupError, match=sentence) as caught:
        key_to_encrypt(text)
    assert not text or text not in str(caught.value)


def test_a_key_is_read_as_age_writes_it_and_never_printed() -> None:
    text = f"# created: 2026-11-29T08:00:00Z\n# public key: {SECRET.to_public()}\n{SECRET}\n"
    key = key_to_encrypt(text)
    assert str(key.secret) == str(SECRET)
    assert str(key.public) == str(SECRET.to_public())
    assert str(SECRET) not in repr(key)
    assert "staple" not in repr(key_to_encrypt("correct horse battery staple"))
    assert key_to_encrypt(str(SECRET.to_public())) != BackupKey()
