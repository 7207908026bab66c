"""Files are written whole, and never over what someone else wrote."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from library.actions.publish import publish
from library.actions.whole_files import ABANDONED, create_file, digest_of, remove_abandoned, replace_file, write_file
from library.bootstrap import prepare_to_serve
from library.errors import FileChanged
from tests.making import Making
from tests.waiting import PATIENCE, wait_for


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


KILLED = """
import os, signal, sys
from pathlib import Path
from library.actions import whole_files
whole_files._name_new = lambda beside, path: os.kill(os.getpid(), signal.SIGKILL)
whole_files.create_file(Path(sys.argv[1]), b"SENTINEL")
"""
LEFT = ".a.md.0123456789abcdef"


def put(path: Path, seconds: float = 2 * ABANDONED) -> None:
    """Write a file as if nobody had changed it for so long."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"SENTINEL")
    past = time.time() - seconds
    os.utime(path, (past, past))


def test_what_a_killed_process_left_is_deleted_once_it_is_old(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    subprocess.run([sys.executable, "-c", KILLED, tmp_path / "stories/a.md"], check=False, timeout=PATIENCE)
    (left,) = (tmp_path / "stories").iterdir()
    remove_abandoned(tmp_path)
    assert left.exists()
    put(left)
    remove_abandoned(tmp_path)
    assert not left.exists()


@pytest.mark.parametrize("folder", ["", "stories", "resources", "themes", "collections"])
def test_what_was_left_is_found_in_every_folder_of_the_content(tmp_path: Path, folder: str) -> None:
    put(tmp_path / folder / LEFT)
    remove_abandoned(tmp_path)
    assert not (tmp_path / folder / LEFT).exists()


@pytest.mark.parametrize(
    "name",
    [
        *("a.md", "a.md.0123456789abcdef", ".a.md", ".a.md.0123456789abcde", ".a.md.0123456789ABCDEF", ".a.md.swp"),
        *(".0123456789abcdef", f".{'a' * 101}.0123456789abcdef", f"{LEFT}.bak", f"films/{LEFT}"),
    ],
)
def test_a_file_with_any_other_name_stays(tmp_path: Path, name: str) -> None:
    put(tmp_path / name)
    remove_abandoned(tmp_path)
    assert (tmp_path / name).read_bytes() == b"SENTINEL"


def test_a_folder_and_a_link_stay(tmp_path: Path) -> None:
    (tmp_path / LEFT).mkdir()
    put(tmp_path / "stories/b.md")
    (tmp_path / "stories" / LEFT).symlink_to("b.md")
    remove_abandoned(tmp_path)
    assert (tmp_path / LEFT).is_dir()
    assert (tmp_path / "stories" / LEFT).read_bytes() == b"SENTINEL"


def test_what_is_still_written_stays_however_long_that_takes(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # nobody can name a file
    with ThreadPoolExecutor(1) as threads:
        try:
            writing = threads.submit(create_file, tmp_path / "c.md", b"SENTINEL")
            (half,) = wait_for(lambda: [path for path in tmp_path.iterdir() if path.read_bytes() == b"SENTINEL"])
            os.utime(half, (0, 0))
            remove_abandoned(tmp_path)
        finally:
            os.close(folder)
        writing.result(PATIENCE)
    assert _there(tmp_path) == {"c.md": b"SENTINEL"}


def test_a_publish_and_a_start_of_the_site_delete_what_was_left(making: Making) -> None:
    making.write("one", "A kettle.\n")
    for start in (lambda: publish(making.library), lambda: prepare_to_serve(making.library.settings)):
        put(making.root / "content/stories" / LEFT)
        start()
        assert not (making.root / "content/stories" / LEFT).exists()
