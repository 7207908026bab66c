"""A disk that is full: the publish ends with a sentence, and what was served before still is."""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from library.actions.publish import publish
from library.errors import ContentError, PublishError
from tests.content.writing import MP4
from tests.making import Making, library_at

# Publishes as `library publish` does, in a process that may write no file larger than so many bytes.
LIMITED = """
import resource, sys
from library.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
main(sys.argv[1:])
"""

LONG = "\n\n".join(f"Paragraph {number} of porridge {number * 7919}." for number in range(800))


def publish_limited(making: Making, limit: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = {
        name: str(making.root / name.removeprefix("LIBRARY_").lower()) for name in ("LIBRARY_CONTENT", "LIBRARY_DATA")
    }
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), "publish", *arguments],
        env=os.environ | places,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [[], ["--rebuild"]])
@pytest.mark.parametrize("limit", [2_000, 60_000])
def test_files_that_may_not_grow_leave_the_old_state(making: Making, limit: int, arguments: list[str]) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    making.write("one")
    making.publish()
    making.content.put("resources/film.mp4", MP4 + bytes(300_000))
    making.write("film", LONG, kind="video", media='{file: film.mp4, duration: "00:01:12"}')
    making.write("one", "Changed.\n")
    done = publish_limited(making, limit, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n"), "Traceback" in done.stderr) == (1, "", 1, False)
    assert making.shown() == {"one": "Words of one."}
    assert making.found("words") == ["one"]
    assert making.publish().documents == 2
    assert (making.found("porridge"), making.found("changed")) == (["film"], ["one"])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB, mounted for this test."""
    disk = tmp_path / "library" / "data"
    disk.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


# Whoosh leaves its files open where a write fails, for Python to close with a warning: here, not in another test.
LEAVES_FILES_OPEN = pytest.mark.filterwarnings(
    "ignore:unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@LEAVES_FILES_OPEN
@pytest.mark.parametrize("rebuild", [False, True])
def test_a_full_disk_leaves_the_old_state(small_disk: Path, rebuild: bool) -> None:
    making = Making(small_disk.parent)
    making.write("one")
    making.publish()
    for number in range(8):
        making.write(f"long-{number}", LONG)
    with pytest.raises(PublishError) as caught:
        making.publish(rebuild=rebuild)
    assert "\n" not in str(caught.value)
    del caught
    gc.collect()
    assert making.shown()["one"] == "Words of one."
    assert "one" in making.found("words")
    for number in range(8):
        making.delete(f"long-{number}")
    making.publish(allow_removals=True)
    assert (making.shown(), making.found("words")) == ({"one": "Words of one."}, ["one"])
    making.library.close()


def test_a_withdrawal_fits_on_a_disk_that_is_full(small_disk: Path) -> None:
    making = Making(small_disk.parent)
    making.write("one")
    making.write("two", LONG[:2_000])
    making.publish()
    (small_disk / "filler").write_bytes(bytes(_free(small_disk)))
    making.write("two", LONG[:2_000], status="withdrawn")
    making.write("one", themes="[listning]")
    (small_disk / "filler").write_bytes(bytes(1))
    with pytest.raises(ContentError):
        making.publish()
    assert making.reads("two") == "410"
    making.library.close()


@LEAVES_FILES_OPEN
def test_a_first_publish_on_a_full_disk_publishes_nothing(small_disk: Path) -> None:
    making = Making(small_disk.parent)
    making.write("one")
    (small_disk / "filler").write_bytes(bytes(_free(small_disk)))
    with pytest.raises(PublishError):
        making.publish()
    gc.collect()
    (small_disk / "filler").unlink()
    library = library_at(making.root)
    assert publish(library).documents == 1
    library.close()
    making.library.close()


def _free(disk: Path) -> int:
    status = os.statvfs(disk)
    return status.f_bavail * status.f_frsize
