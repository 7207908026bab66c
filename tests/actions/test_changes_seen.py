"""A change is seen by what a file holds, where its size and times do not tell."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from library.actions.narrowing import LARGE_CHANGE
from library.actions.publish_steps import Published
from library.content.folder import Stamp
from library.storage.builds import current_build
from library.storage.catalogue_writer import CatalogueWriter
from tests.actions.publishing import write_video
from tests.content.writing import MP4
from tests.making import Making


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Change a file and leave its size and the time of the last change as they were."""
    status = path.stat()
    before = path.read_bytes()
    assert old in before
    path.write_bytes(before.replace(old, new))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)


def stop_the_clock(making: Making, slug: str, *, settled: bool) -> None:
    """Note of a document's files how they look now, as if no time had passed since the last publish read them."""
    with CatalogueWriter(current_build(making.root / "data").catalogue) as writer, writer.change() as change:
        (row,) = (row for row in writer.rows() if row.slug == slug)
        stamps = msgspec.json.decode(row.stamps, type=tuple[Stamp, ...])
        now = ((stamp.path, (making.root / "content" / stamp.path).stat()) for stamp in stamps)
        looks = [
            Stamp(path, look.st_size, look.st_mtime_ns, look.st_ctime_ns, look.st_ino, settled) for path, look in now
        ]
        change.restamp(row.id, msgspec.json.encode(looks))


def test_a_withdrawal_that_keeps_size_and_time_is_applied(making: Making) -> None:
    making.write_told("told", "Porridge.\n", status="published")
    making.write("other")
    making.publish()
    rewrite(making.root / "content/stories/told.md", b"published", b"withdrawn")
    assert making.publish().changed == 1
    assert (making.reads("told"), making.found("porridge")) == ("410", [])


def test_a_withdrawal_within_one_step_of_a_coarse_clock_is_applied(making: Making) -> None:
    making.write_told("told", "Porridge.\n", status="published")
    making.write("other")
    making.publish()
    rewrite(making.root / "content/stories/told.md", b"published", b"withdrawn")
    stop_the_clock(making, "told", settled=False)
    making.publish()
    assert making.reads("told") == "410"


def test_a_film_changed_within_one_step_of_a_coarse_clock_is_changed(making: Making) -> None:
    write_video(making)
    making.publish()
    rewrite(making.root / "content/resources/film.mp4", MP4[-4:], b"face")
    stop_the_clock(making, "film", settled=False)
    assert making.publish().changed == 1
    (kept,) = (path for path in (making.root / "data/files").glob("*/*") if path.read_bytes().startswith(MP4[:8]))
    assert kept.read_bytes().endswith(b"face")


@pytest.mark.parametrize("name", ["film.mp4", "film.vtt"])
def test_a_file_beside_a_document_that_keeps_size_and_time_is_changed(making: Making, name: str) -> None:
    write_video(making)
    making.publish()
    path = making.root / "content/resources" / name
    rewrite(path, path.read_bytes()[-3:], b"xyz")
    assert making.publish().changed == 1


def test_a_settled_file_is_not_read_again(making: Making) -> None:
    making.write("one")
    making.publish()
    path = making.root / "content/stories/one.md"
    stop_the_clock(making, "one", settled=True)
    # No other way to tell whether a file was opened: what it holds would be a change.
    with path.open("r+b") as file:
        file.write(b"***")
    stop_the_clock(making, "one", settled=True)
    assert making.publish() == Published(1, 0, 0, 1, rebuilt=False)


def test_a_copied_content_folder_is_no_change(making: Making) -> None:
    for number in range(LARGE_CHANGE + 1):
        making.write(f"story-{number}")
    write_video(making)
    making.publish()
    shutil.copytree(making.root / "content", making.root / "copy")
    shutil.rmtree(making.root / "content")
    (making.root / "copy").rename(making.root / "content")
    assert making.publish() == Published(LARGE_CHANGE + 2, 0, 0, 1, rebuilt=False)
