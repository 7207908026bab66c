"""Files are written whole, and never over what someone else wrote."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from library.actions.whole_files import create_file, digest_of, replace_file, write_file
from library.errors import FileChanged


def _there(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_is_replaced_if_it_is_as_it_was_read(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"one")
    file.chmod(0o604)
    replace_file(file, b"two", digest_of(b"one"))
    assert _there(tmp_path) == {"a.md": b"two"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o604


def test_a_file_that_somebody_changed_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"theirs")
    with pytest.raises(FileChanged, match=r"Open a\.md again and compare\. It was changed by someone else"):
        replace_file(tmp_path / "a.md", b"two", digest_of(b"one"))
    assert _there(tmp_path) == {"a.md": b"theirs"}


def test_a_file_that_somebody_deleted_does_not_come_back(tmp_path: Path) -> None:
    with pytest.raises(FileChanged):
        replace_file(tmp_path / "a.md", b"two", digest_of(b"one"))
    assert _there(tmp_path) == {}


def test_of_many_who_replace_the_same_state_one_succeeds(tmp_path: Path) -> None:
    file, done, start = tmp_path / "a.md", list[bytes](), threading.Barrier(8)
    file.write_bytes(b"one")

    def replace(data: bytes) -> None:
        start.wait()
        try:
            replace_file(file, data, digest_of(b"one"))
        except FileChanged:
            return
        done.append(data)

    threads = [threading.Thread(target=replace, args=(b"%d" % number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _there(tmp_path) == {"a.md": done[0]}
    assert len(done) == 1


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"one")
    (tmp_path / "link.md").symlink_to("real.md")
    replace_file(tmp_path / "link.md", b"two", digest_of(b"one"))
    write_file(tmp_path / "link.md", b"three")
    assert (tmp_path / "link.md").is_symlink()
    assert _there(tmp_path) == {"real.md": b"three", "link.md": b"three"}


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    create_file(tmp_path / "a.md", b"one")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a.md", b"two")
    assert _there(tmp_path) == {"a.md": b"one"}


def test_a_file_is_written_whole_whether_there_is_one_or_not(tmp_path: Path) -> None:
    write_file(tmp_path / "a.vtt", b"one")
    (tmp_path / "a.vtt").chmod(0o640)
    write_file(tmp_path / "a.vtt", b"two")
    assert _there(tmp_path) == {"a.vtt": b"two"}
    assert stat.S_IMODE((tmp_path / "a.vtt").stat().st_mode) == 0o640


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_file(tmp_path / "pipe", b"one")
    assert os.read(reading, 10) == b"one"
    os.close(reading)


def _replace(path: Path, data: bytes) -> None:
    replace_file(path, data, digest_of(b"one"))


@pytest.mark.parametrize("write", [create_file, write_file, _replace])
def test_if_the_disk_fails_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], None]
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a.md").write_bytes(b"one")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "a.md", b"two")
    assert _there(tmp_path) == {"a.md": b"one"}


def test_a_new_file_can_be_edited_by_those_who_can_write_in_its_folder(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        for mode, wanted in ((0o2775, 0o664), (0o700, 0o600)):
            folder = tmp_path / f"{mode:o}"
            folder.mkdir()
            folder.chmod(mode)
            create_file(folder / "a.md", b"one")
            assert stat.S_IMODE((folder / "a.md").stat().st_mode) == wanted
    finally:
        os.umask(before)
