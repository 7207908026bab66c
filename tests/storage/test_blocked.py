"""The file of documents that must not be shown: overwritten in place, and seen by processes that have it open."""

from __future__ import annotations

from pathlib import Path

import pytest

from library.storage.blocked import MOST, Blocked, block, make_blocked, unblock_all


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a new build."""
    make_blocked(tmp_path / "blocked")
    return tmp_path / "blocked"


def test_what_is_blocked_is_seen_at_once_and_takes_no_room(path: Path) -> None:
    opened, before = Blocked(path), path.stat()
    assert opened.ids() == frozenset()
    block(path, [7, 9])
    block(path, [9, 300_000])
    assert opened.ids() == Blocked(path).ids() == {7, 9, 300_000}
    after = path.stat()
    assert (after.st_size, after.st_blocks, after.st_ino) == (before.st_size, before.st_blocks, before.st_ino)
    assert after.st_blocks * 512 >= after.st_size


def test_what_is_unblocked_may_be_blocked_again(path: Path) -> None:
    opened = Blocked(path)
    block(path, [7, 9])
    unblock_all(path)
    assert opened.ids() == frozenset()
    block(path, [9])
    assert opened.ids() == {9}


def test_a_file_that_is_made_again_keeps_what_is_blocked(path: Path) -> None:
    block(path, [7])
    make_blocked(path)
    assert Blocked(path).ids() == {7}


def test_more_than_the_file_holds_is_refused_and_changes_nothing(path: Path) -> None:
    block(path, [7])
    with pytest.raises(OSError, match="No space left"):
        block(path, range(1, MOST + 2))
    assert Blocked(path).ids() == {7}
    block(path, range(1, MOST + 1))
    assert len(Blocked(path).ids()) == MOST


def test_a_build_without_the_file_blocks_nothing_and_says_so_to_who_wants_to(tmp_path: Path) -> None:
    path = tmp_path / "blocked"
    assert Blocked(path).ids() == frozenset()
    unblock_all(path)
    with pytest.raises(FileNotFoundError):
        block(path, [7])


def test_a_file_that_was_cut_blocks_nothing_for_readers_and_is_refused_to_writers(path: Path) -> None:
    path.write_bytes(b"\x07")
    assert Blocked(path).ids() == frozenset()
    with pytest.raises(OSError, match="No space left"):
        block(path, [7])
    make_blocked(path)
    block(path, [7])
    assert Blocked(path).ids() == {7}
