"""Leases: what one holds nobody else holds, thread or process, and death gives it back."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from library.errors import ExportFailed, FileBusy
from library.storage.leases import Leases

HOLDER = """
import sys
from pathlib import Path
from library.storage.leases import Leases
with Leases(Path(sys.argv[1]), 2).hold("pack 1"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def leases(tmp_path: Path) -> Leases:
    return Leases(tmp_path / "files.lock", 2)


def is_free(leases: Leases, *names: str) -> bool:
    try:
        with leases.hold(*names):
            return True
    except FileBusy:
        return False


def test_a_name_is_held_once_and_is_free_again_afterwards(leases: Leases) -> None:
    with leases.hold("pack 1", "address 2"):
        assert not is_free(leases, "pack 1", "address 3")
        assert not is_free(leases, "pack 4", "address 2")
        assert is_free(leases, "pack 4", "address 3")
    assert is_free(leases, "pack 1", "address 2")


def test_who_is_refused_one_name_holds_none_of_the_others(leases: Leases) -> None:
    with leases.hold("pack 1"):
        assert not is_free(leases, "address 2", "pack 1")
        assert is_free(leases, "address 2")


def test_there_are_as_many_places_as_were_set_whatever_the_names(leases: Leases) -> None:
    with leases.hold("one"):
        with leases.hold("two"):
            assert not is_free(leases, "three")
        assert is_free(leases, "three")


def test_threads_of_one_process_do_not_share_a_lease(leases: Leases) -> None:
    with leases.hold("pack 1"), ThreadPoolExecutor(1) as threads:
        assert not threads.submit(is_free, leases, "pack 1").result()


def test_processes_share_leases_and_a_killed_one_leaves_none_behind(leases: Leases, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "files.lock")]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert not is_free(leases, "pack 1")
        holder.kill()
    assert is_free(leases, "pack 1")


def test_nothing_of_who_holds_a_lease_is_written(leases: Leases, tmp_path: Path) -> None:
    with leases.hold("address 192.0.2.7"):
        (file,) = tmp_path.iterdir()
        assert (file.stat().st_size, file.stat().st_mode & 0o777) == (0, 0o600)


def test_without_a_data_folder_no_file_is_made_and_the_reason_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="the data folder cannot be written"):
        is_free(Leases(tmp_path / "gone" / "files.lock", 2), "pack 1")
