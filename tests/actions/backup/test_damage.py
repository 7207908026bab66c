"""A backup that is not whole, not ours or not safe is refused with a sentence, before anything is replaced."""

from __future__ import annotations

import io
import json
import random
import shutil
import tarfile
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from pyrage import x25519

from library.actions.backup.archive import FORMAT
from library.actions.backup.encryption import decrypted, encrypt
from library.actions.backup.key import read_key
from library.actions.backup.restore import check_backup
from library.errors import BackupError
from tests.actions.backup.library import KEY, backed_up, files_in, fill, restored
from tests.making import Making, library_at

Held = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup, for tests that change a copy of it."""
    making = Making(tmp_path_factory.mktemp("whole"))
    fill(making)
    making.library.close()
    return backed_up(making)


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    """A backup."""
    return Path(shutil.copy(whole, tmp_path / "a.backup"))


def held_in(path: Path) -> Held:
    """Return what a backup holds, in order."""
    with decrypted(path, KEY) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
        return [(member, tar.extractfile(member).read()) for member in tar]  # type: ignore[union-attr]


def write(path: Path, held: Held) -> None:
    """Write a backup that holds these, as anyone can who has the public key."""
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode="w:") as tar:
        for member, data in held:
            member.size = len(data) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(data) if member.isreg() else None)
    with path.open("wb") as file:
        encrypt([body.getvalue()], file, KEY)


def with_manifest(held: Held) -> Held:
    """Return what a backup holds, with a manifest that is right."""
    files = [(member, data) for member, data in held if member.name != "manifest.json"]
    manifest = {member.name: (len(data), sha256(data).hexdigest()) for member, data in files}
    return [*files, (tarfile.TarInfo("manifest.json"), json.dumps(manifest).encode())]


def refused(path: Path, tmp_path: Path, sentence: str) -> None:
    """Check that a backup is refused, by a check and by a restore that leaves nothing behind."""
    with pytest.raises(BackupError, match=sentence):
        check_backup(path, KEY)
    with pytest.raises(BackupError, match=sentence):
        restored(library_at(tmp_path / "new"), path)
    assert {name for name in files_in(tmp_path / "new") if not name.endswith(".lock")} == set()


def test_a_backup_that_is_cut_off_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(18)  # noqa: S311 - chance, not secrecy
    for size in (0, 1, 511, 512, 1_000, 2_048, *(chance.randrange(len(whole)) for _ in range(20))):
        path.write_bytes(whole[: min(size, len(whole) - 1_100)])
        with pytest.raises(BackupError, match=r"a\.backup") as caught:
            check_backup(path, KEY)
        assert "damaged or was cut off" in str(caught.value) or "is not a backup" in str(caught.value)


def test_a_backup_with_one_changed_byte_is_refused(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    start = whole.index(b"age-encryption.org/v1")
    chance = random.Random(18)  # noqa: S311 - chance, not secrecy
    for place in (chance.randrange(start + 300, len(whole) - 1_600) for _ in range(20)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refused(path, tmp_path, r"damaged or was cut off")


def test_a_missing_file_and_a_file_of_another_kind_are_named(path: Path, tmp_path: Path) -> None:
    refused(tmp_path / "none.backup", tmp_path, r"Check the name .*none\.backup\. The backup cannot be opened: No such")
    refused(tmp_path, tmp_path, r"cannot be opened: Is a directory")
    (tmp_path / "letter.txt").write_text("Dear all. " * 200)
    refused(tmp_path / "letter.txt", tmp_path, r"Check the name .*letter\.txt\. This file is not a backup")
    with tarfile.open(tmp_path / "other.tar", "w:") as tar:
        tar.add(path, "a.backup")
    refused(tmp_path / "other.tar", tmp_path, r"Check the name .*other\.tar\. This file is not a backup")


def test_the_key_of_another_backup_does_not_open_this_one(path: Path) -> None:
    with pytest.raises(BackupError, match=r"Check the key\. It does not open .*a\.backup"):
        check_backup(path, read_key(str(x25519.Identity.generate())))
    assert KEY.public is not None
    with pytest.raises(BackupError, match=r"Give the secret key"):
        check_backup(path, read_key(str(KEY.public)))


def test_a_backup_of_a_newer_version_says_so_whatever_else_is_in_it(path: Path, tmp_path: Path) -> None:
    (first, about), *rest = held_in(path)
    newer = msgspec.json.decode(about) | {"format": FORMAT + 1, "more": []}
    del newer["database"]
    write(path, with_manifest([(first, msgspec.json.encode(newer)), *rest]))
    refused(path, tmp_path, r"Install the newest version of the library")


def test_records_of_a_newer_version_say_so(path: Path, tmp_path: Path) -> None:
    (first, about), *rest = held_in(path)
    newer = msgspec.json.decode(about) | {"revision": "9999"}
    write(path, with_manifest([(first, msgspec.json.encode(newer)), *rest]))
    with pytest.raises(BackupError, match=r"Install the newest version of the library"):
        restored(library_at(tmp_path / "new"), path)


def test_records_of_another_database_say_which_is_needed(path: Path, tmp_path: Path) -> None:
    (first, about), *rest = held_in(path)
    other = msgspec.json.decode(about) | {"database": "postgresql"}
    write(path, with_manifest([(first, msgspec.json.encode(other)), *rest]))
    with pytest.raises(BackupError, match=r"Set LIBRARY_DATABASE_URL to a PostgreSQL database"):
        restored(library_at(tmp_path / "new"), path)


@pytest.mark.parametrize(
    "name",
    [
        "../escaped.txt",
        "content/../../escaped.txt",
        "/escaped.txt",
        "content//escaped.txt",
        "content/./escaped.txt",
        "content/.restoring/old/escaped.txt",
        "content",
        "stories/escaped.md",
        "ready",
        "backup.json",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(path: Path, tmp_path: Path, name: str) -> None:
    first, *rest = held_in(path)
    write(path, with_manifest([first, (tarfile.TarInfo(name), b"escaped"), *rest]))
    refused(path, tmp_path, r"Do not use this backup\. It holds")
    assert not list(tmp_path.rglob("escaped*"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_a_link_or_device_in_a_backup_is_refused(path: Path, tmp_path: Path, kind: bytes) -> None:
    first, *rest = held_in(path)
    odd = tarfile.TarInfo("content/stories/odd.md")
    odd.type, odd.linkname = kind, "/etc/passwd"
    write(path, [first, (odd, b""), *rest])
    refused(path, tmp_path, r"Do not use this backup\. It holds")


def test_the_same_name_twice_is_refused(path: Path, tmp_path: Path) -> None:
    held = held_in(path)
    write(path, with_manifest([*held[:-1], held[-2], held[-1]]))
    refused(path, tmp_path, r"Do not use this backup\. It holds")


@pytest.mark.parametrize("missing", ["manifest.json", "records.sqlite", "secret_key", "content/stories/one.md"])
def test_a_backup_that_lacks_a_file_is_not_whole(path: Path, tmp_path: Path, missing: str) -> None:
    write(path, [each for each in held_in(path) if each[0].name != missing])
    refused(path, tmp_path, r"damaged or was cut off")


def test_a_backup_whose_words_differ_from_its_manifest_is_not_whole(path: Path, tmp_path: Path) -> None:
    held = held_in(path)
    write(path, [(member, data.replace(b"winter", b"summer")) for member, data in held])
    refused(path, tmp_path, r"damaged or was cut off")


@pytest.mark.parametrize("manifest", [b"", b"[]", b'{"a": 1}', b'{"a": [1]}'])
def test_a_manifest_of_another_shape_is_not_whole(path: Path, tmp_path: Path, manifest: bytes) -> None:
    *held, (last, _) = held_in(path)
    write(path, [*held, (last, manifest)])
    refused(path, tmp_path, r"damaged or was cut off")


@pytest.mark.parametrize("about", [b"", b"[]", b'{"format": "one"}', b'{"format": 1}'])
def test_a_backup_that_says_nothing_of_itself_is_not_whole(path: Path, tmp_path: Path, about: bytes) -> None:
    (first, _), *rest = held_in(path)
    write(path, with_manifest([(first, about), *rest]))
    refused(path, tmp_path, r"damaged or was cut off")


def test_damaged_records_in_a_whole_backup_are_refused(path: Path, tmp_path: Path) -> None:
    held = [
        (member, b"no database" * 99 if member.name == "records.sqlite" else data) for member, data in held_in(path)
    ]
    write(path, with_manifest(held))
    with pytest.raises(BackupError, match=r"The records in this one are damaged"):
        restored(library_at(tmp_path / "new"), path)


def test_damage_leaves_a_library_that_is_to_be_replaced_as_it_was(path: Path, making: Making) -> None:
    fill(making, "summer")
    path.write_bytes(path.read_bytes()[:-4_000])
    before = files_in(making.root / "content")
    with pytest.raises(BackupError, match="damaged or was cut off"):
        restored(making.library, path)
    assert files_in(making.root / "content") == before
    assert not list((making.root / "data").glob("before-restore*"))
