"""Leases: what one holds nobody else holds, thread or process, and death gives it back."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from library.errors import ExportFailed, FileBusy
from library.storage.leases import MOST_WAITING, PAUSE, Leases

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


def is_free(leases: Leases, *names: str, waiter: str = "") -> bool:
    try:
        with leases.hold(*names, waiter=waiter):
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


# Long enough that no test ever waits for its end: a pause does what others do meanwhile, and takes no time.
LONG = 60.0


def test_who_waits_gets_the_place_that_is_given_back(tmp_path: Path) -> None:
    held = ExitStack()
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            held.close()

    leases = Leases(tmp_path / "files.lock", 1, LONG, pause)
    held.enter_context(leases.hold("one"))
    assert is_free(leases, "two", waiter="me")
    assert pauses == [PAUSE] * 3


def test_who_waits_for_a_name_gets_it_when_it_is_given_back(tmp_path: Path) -> None:
    held = ExitStack()
    leases = Leases(tmp_path / "files.lock", 2, LONG, lambda _: held.close())
    held.enter_context(leases.hold("pack 1", "address 1"))
    assert is_free(leases, "pack 1", "address 2", waiter="address 2")


def test_a_wait_ends_without_a_place_after_its_time(tmp_path: Path) -> None:
    pauses: list[float] = []
    leases = Leases(tmp_path / "files.lock", 1, 5, pauses.append)
    with leases.hold("one"):
        assert not is_free(leases, "two", waiter="me")
        assert not is_free(leases, "two")
    assert len(pauses) == 50
    assert is_free(leases, "two")


def test_nobody_who_comes_later_overtakes_one_who_waits(tmp_path: Path) -> None:
    path = tmp_path / "files.lock"
    held, seen = ExitStack(), []

    def pause(_: float) -> None:
        held.close()
        # The place is free now, and somebody who always comes back asks for it first.
        seen.append(is_free(Leases(path, 1), "one"))

    held.enter_context(Leases(path, 1).hold("one"))
    assert is_free(Leases(path, 1, LONG, pause), "two", waiter="me")
    assert seen == [False]
    assert is_free(Leases(path, 1), "one")


def test_those_who_wait_are_served_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    path, held = tmp_path / "files.lock", ExitStack()
    served: list[bool] = []

    def pause(_: float) -> None:
        # The second comes while the first waits. The place is free then, and ten times the second is not served.
        if not served:
            served.append(is_free(Leases(path, 1, 1, lambda _: held.close()), "second", waiter="second"))

    held.enter_context(Leases(path, 1).hold("holder"))
    assert is_free(Leases(path, 1, LONG, pause), "first", waiter="first")
    assert served == [False]
    assert is_free(Leases(path, 1), "second")


def test_one_who_waits_for_a_busy_name_keeps_nobody_else_from_a_place(tmp_path: Path) -> None:
    path = tmp_path / "files.lock"
    held, seen = ExitStack(), []

    def pause(_: float) -> None:
        seen.append(is_free(Leases(path, 2), "pack 2", "address 3"))
        held.close()

    held.enter_context(Leases(path, 2).hold("pack 1", "address 1"))
    assert is_free(Leases(path, 2, LONG, pause), "pack 1", "address 2", waiter="address 2")
    assert seen == [True]


def test_only_one_request_of_a_waiter_waits_and_only_a_few_in_all(tmp_path: Path) -> None:
    path = tmp_path / "files.lock"
    waited: list[int] = []

    def deeper(number: int) -> bool:
        """Wait as another client, whose pause lets the next one wait; tell whether it waited at all."""

        def pause(_: float) -> None:
            if number not in waited:
                waited.append(number)
                # A second request of the same client is refused at once: it never pauses.
                assert not is_free(Leases(path, 1, LONG, never), f"again {number}", waiter=f"client {number}")
                deeper(number + 1)

        return is_free(Leases(path, 1, 0.2, pause), f"name {number}", waiter=f"client {number}")

    def never(_: float) -> None:
        raise AssertionError("it waited")

    with Leases(path, 1).hold("holder"):
        assert not deeper(1)
    assert waited == list(range(1, MOST_WAITING + 1))


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
