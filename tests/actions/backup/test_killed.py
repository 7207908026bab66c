"""A backup or a restore that is killed at any instant leaves what was there or all that is new, and nothing else.

The seed is printed with a failure and can be set: ``LIBRARY_KILL_SEED=7 pytest -m soak tests/actions/backup``.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from library.actions.backup.make import make_backup
from library.actions.backup.restore import RestoreOptions, check_backup, restore_backup
from library.actions.library import Library
from library.actions.packs.lifecycle import pack_to_edit
from library.bootstrap import open_library
from library.errors import NotFound
from library.settings import Settings, read_settings
from library.storage.signing_key import secret_key
from tests.actions.backup.killing import CHANGES, DECISIONS, kill_at_call, kill_at_change
from tests.actions.backup.library import KEY, backed_up, files_in, fill
from tests.making import Making
from tests.steps import steps

SEED = int(os.environ.get("LIBRARY_KILL_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)

State = tuple[dict[str, bytes], str, tuple[bool, ...]]


@dataclass(frozen=True, slots=True)
class Versions:
    """A library, the backup of another, and what a whole restore makes of the first.

    Attributes:
        folder: Holds ``summer``, the library.
        backup: Of ``winter``.
        edits: Secrets of a pack in each of them.
        old: The state of ``summer``.
        new: The state after a restore that nobody interrupts.
    """

    folder: Path
    backup: Path
    edits: tuple[str, str]
    old: State
    new: State


def settings_of(root: Path) -> Settings:
    return read_settings({"LIBRARY_CONTENT": str(root / "content"), "LIBRARY_DATA": str(root / "data")})


def state_of(root: Path, edits: tuple[str, str]) -> State:
    """Return content, key and packs of a library as the next program finds them."""
    library = open_library(settings_of(root))
    try:
        packs = tuple(_has_pack(library, edit) for edit in edits)
        return files_in(root / "content"), secret_key(library.settings), packs
    finally:
        library.close()


def _has_pack(library: Library, edit: str) -> bool:
    try:
        return pack_to_edit(library, edit) is not None
    except NotFound:
        return False


def restore(root: Path, path: Path) -> None:
    restore_backup(open_library(settings_of(root)), path, KEY, RestoreOptions(replace=True))


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Two libraries with different content, packs and keys."""
    folder = tmp_path_factory.mktemp("versions")
    winter, summer = Making(folder / "winter"), Making(folder / "summer")
    edits = (fill(winter), fill(summer, "summer"))
    summer.content.put("themes/listening.md", "---\ntitle: Listening\n---\nTheirs.\n")
    path = backed_up(winter)
    winter.library.close()
    summer.library.close()
    old = state_of(folder / "summer", edits)
    shutil.copytree(folder / "summer", folder / "restored")
    restore(folder / "restored", path)
    new = state_of(folder / "restored", edits)
    assert old[0] != new[0]
    assert (old[2], new[2]) == ((False, True), (True, False))
    assert old[1] != new[1]
    return Versions(folder, path, edits, old, new)


def check_whole(versions: Versions, root: Path) -> bool:
    """Check that a library is the old or the new one, without leftovers; return whether it is the new one."""
    state = state_of(root, versions.edits)
    assert state in (versions.old, versions.new)
    assert not (root / "content/.restoring").exists()
    assert not (root / "data/.restoring").exists()
    return state == versions.new


def kill_restore(versions: Versions, root: Path, kill: Callable[[Callable[[], object]], bool]) -> tuple[bool, bool]:
    """Kill a restore, check what is there, and restore again; return whether it was killed and whether it was done."""
    shutil.copytree(versions.folder / "summer", root)
    is_killed = kill(lambda: restore(root, versions.backup))
    is_new = check_whole(versions, root)
    restore(root, versions.backup)
    assert check_whole(versions, root)
    for before in (root / "data").glob("before-restore-*.backup"):
        assert check_backup(before, KEY).files in {4, 5}
    shutil.rmtree(root)
    return is_killed, is_new


def kill_at_each(versions: Versions, root: Path, changes: frozenset[str]) -> list[bool]:
    """Kill a restore before each change until it ends by itself; return whether each was done."""
    outcomes: list[bool] = []
    is_killed = True
    while is_killed:
        instant = len(outcomes) + 1
        is_killed, is_new = kill_restore(versions, root, lambda work: kill_at_change(work, instant, changes))  # noqa: B023
        outcomes.append(is_new)
    return outcomes


def test_a_restore_killed_before_each_file_gets_its_name_leaves_the_old_or_the_new(
    versions: Versions, tmp_path: Path
) -> None:
    outcomes = kill_at_each(versions, tmp_path / "a", DECISIONS)
    assert len(outcomes) > 10
    # Once it is done it stays so, and both outcomes were seen.
    assert outcomes == sorted(outcomes)
    assert len(set(outcomes)) == 2


@pytest.mark.soak
def test_a_restore_killed_before_each_change_on_the_disk_leaves_the_old_or_the_new(
    versions: Versions, tmp_path: Path
) -> None:
    outcomes = kill_at_each(versions, tmp_path / "a", CHANGES)
    assert len(outcomes) > 40
    assert outcomes == sorted(outcomes)


def test_a_restore_that_is_finished_is_killed_too(versions: Versions, tmp_path: Path) -> None:
    instant = _first_done(versions, tmp_path)
    root = tmp_path / "a"
    finishing = 1
    while True:
        shutil.copytree(versions.folder / "summer", root)
        assert kill_at_change(lambda: restore(root, versions.backup), instant)
        is_killed = kill_at_change(lambda: open_library(settings_of(root)), finishing)
        assert check_whole(versions, root)
        shutil.rmtree(root)
        if not is_killed:
            break
        finishing += 1
    assert finishing > 6


def _first_done(versions: Versions, tmp_path: Path) -> int:
    """Return the first instant at which a killed restore counts as done."""
    instant = 1
    while True:
        root = tmp_path / "probe"
        shutil.copytree(versions.folder / "summer", root)
        assert kill_at_change(lambda: restore(root, versions.backup), instant)  # noqa: B023
        is_ready = (root / "data/.restoring/ready").exists()
        shutil.rmtree(root)
        if is_ready:
            return instant
        instant += 1


def kill_backup(versions: Versions, root: Path, kill: Callable[[Callable[[], object]], bool]) -> bool:
    """Kill a backup, and check that the one before is there or a whole new one, and that the next one works."""
    shutil.copytree(versions.folder / "summer", root)
    path = root / "a.backup"
    before = make_backup(open_library(settings_of(root)), path, KEY).path.read_bytes()
    is_killed = kill(lambda: make_backup(open_library(settings_of(root)), path, KEY))
    assert path.read_bytes() == before or check_backup(path, KEY).files == 5
    assert check_whole(versions, root) is False
    make_backup(open_library(settings_of(root)), path, KEY)
    assert check_backup(path, KEY).files == 5
    assert sorted(each.name for each in root.iterdir()) == ["a.backup", "content", "data"]
    assert not (root / "data/.backing-up").exists()
    shutil.rmtree(root)
    return is_killed


def test_a_backup_killed_before_its_file_gets_its_name_leaves_the_previous_or_the_new(
    versions: Versions, tmp_path: Path
) -> None:
    instant = 1
    while kill_backup(versions, tmp_path / "a", lambda work: kill_at_change(work, instant)):  # noqa: B023
        instant += 1
    assert instant > 2


@pytest.mark.soak
@pytest.mark.parametrize("case", range(100))
def test_a_restore_killed_at_a_hundred_random_instants(versions: Versions, tmp_path: Path, case: int) -> None:
    print(f"LIBRARY_KILL_SEED={SEED}")
    shutil.copytree(versions.folder / "summer", tmp_path / "whole")
    calls = steps(lambda: restore(tmp_path / "whole", versions.backup))
    instant = random.Random(f"{SEED} restore {case}").randrange(1, calls)  # noqa: S311 - chance, not secrecy
    kill_restore(versions, tmp_path / "a", lambda work: kill_at_call(work, instant))


@pytest.mark.soak
@pytest.mark.parametrize("case", range(100))
def test_a_backup_killed_at_a_hundred_random_instants(versions: Versions, tmp_path: Path, case: int) -> None:
    print(f"LIBRARY_KILL_SEED={SEED}")
    shutil.copytree(versions.folder / "summer", tmp_path / "whole")
    library = open_library(settings_of(tmp_path / "whole"))
    calls = steps(lambda: make_backup(library, tmp_path / "whole.backup", KEY))
    instant = random.Random(f"{SEED} backup {case}").randrange(1, calls)  # noqa: S311 - chance, not secrecy
    kill_backup(versions, tmp_path / "a", lambda work: kill_at_call(work, instant))
