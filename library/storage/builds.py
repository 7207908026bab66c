"""Which catalogue and index are the current ones.

``LIBRARY_DATA`` holds ``builds/<number>/`` with a catalogue and an index each, and a file ``current`` that names one.
A rebuild fills a new folder beside and then replaces ``current``, which is one atomic step. The build before goes at
once: it may hold words that were withdrawn since. A process that has its files open finishes what it is doing, because
a deleted file is there for whoever has it open; ``GRACE`` is for a request that had not opened them all.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.errors import CatalogueUnavailable, NothingPublished, PublishBusy
from library.storage.blocked import make_blocked
from library.storage.catalogue import Catalogue
from library.storage.file_permissions import make_private_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Seconds between a swap and the deletion of the build before. A page takes some hundredths of a second.
GRACE = 0.5


@dataclass(frozen=True, slots=True)
class Build:
    """One catalogue with its index.

    Attributes:
        folder: Holds both.
    """

    folder: Path

    @property
    def catalogue(self) -> Path:
        """Return the catalogue's SQLite file."""
        return self.folder / "catalogue.sqlite"

    @property
    def index(self) -> Path:
        """Return the index's folder."""
        return self.folder / "index"

    @property
    def blocked(self) -> Path:
        """Return the file of documents that must not be shown, whatever the catalogue says."""
        return self.folder / "blocked"


def current_build(data: Path) -> Build:
    """Return the build that is served.

    Raises:
        NothingPublished: There is none.
    """
    name = read_pointer(data).partition(" ")[0]
    if not name.isdigit():
        raise NothingPublished
    return Build(data / "builds" / name)


def read_pointer(data: Path) -> str:
    """Return what names the build that is served: another text after every swap, even where a number comes back.

    Raises:
        NothingPublished: There is none.
    """
    try:
        return (data / "current").read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError) as error:
        raise NothingPublished from error


def stop_serving(data: Path) -> None:
    """Serve no build: what cannot be narrowed must not be shown."""
    (data / "current").unlink(missing_ok=True)


def usable_build(data: Path) -> Build | None:
    """Return the build that is served, or ``None`` where there is none, or a damaged one or one of another shape."""
    try:
        build = current_build(data)
        Catalogue(build.catalogue).close()
    except (NothingPublished, CatalogueUnavailable):
        return None
    return build


@contextmanager
def new_build(data: Path) -> Iterator[Build]:
    """Give a folder for a new build, deleted if an error is raised; not served before ``make_current``."""
    builds = data / "builds"
    numbers = [int(path.name) for path in builds.glob("*") if path.name.isdigit()]
    build = Build(builds / str(max(numbers, default=0) + 1))
    build.folder.mkdir(parents=True)
    try:
        make_blocked(build.blocked)
        yield build
    except BaseException:
        shutil.rmtree(build.folder, ignore_errors=True)
        raise


def make_current(data: Path, build: Build) -> None:
    """Serve a build from now on, and delete all others."""
    pointer = data / "current"
    beside = data / "current.new"
    with beside.open("w", encoding="ascii") as file:
        file.write(f"{build.folder.name} {secrets.token_hex(8)}")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(pointer)
    others = _other_builds(data)
    if others:
        time.sleep(GRACE)
        _delete(others)


def forget_other_builds(data: Path) -> None:
    """Delete builds that are not served: interrupted before they were, or left over after. Needs the publish lock."""
    _delete(_other_builds(data))


def _other_builds(data: Path) -> list[Path]:
    try:
        current = current_build(data).folder.name
    except NothingPublished:
        current = ""
    return [path for path in (data / "builds").glob("*") if path.name != current]


def _delete(builds: Iterable[Path]) -> None:
    for path in builds:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def publish_lock(data: Path, seconds: float) -> Iterator[None]:
    """Hold the lock that one publish at a time may hold; it ends with the process.

    Args:
        data: The data folder; made where it is missing.
        seconds: How long to wait for another publish.

    Raises:
        PublishBusy: The other one did not end in time.
    """
    make_private_folder(data)
    path = data / "publish.lock"
    with path.open("a") as file:
        deadline = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    raise PublishBusy(path, seconds) from error
                time.sleep(0.1)
        yield
