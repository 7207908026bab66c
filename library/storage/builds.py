"""Builds: which catalogue and index are served.

``LIBRARY_DATA`` holds ``builds/<number>/``, each with a catalogue and an index, and a file ``current`` that names one.
A rebuild fills a new folder and then replaces ``current`` in one atomic step. The previous build is deleted at once,
because it may hold words that have since been withdrawn. A process with its files open can finish, because a deleted
file stays readable while it is open; ``GRACE`` is for a request that has not opened them all.
"""

from __future__ import annotations

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
from library.storage.file_lock import LockHeld, hold_lock
from library.storage.file_permissions import make_private_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Seconds between a swap and the deletion of the previous build. A page takes a few hundredths of a second.
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
    """Return the text that names the build being served; different after every swap, even if a number is used again.

    Raises:
        NothingPublished: There is none.
    """
    try:
        return (data / "current").read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError) as error:
        raise NothingPublished from error


def stop_serving(data: Path) -> None:
    """Serve no build, because a document that must be narrowed cannot be."""
    (data / "current").unlink(missing_ok=True)


def usable_build(data: Path) -> Build | None:
    """Return the build being served, or ``None`` if there is none, or it is damaged or has another shape."""
    try:
        build = current_build(data)
        Catalogue(build.catalogue).close()
    except (NothingPublished, CatalogueUnavailable):
        return None
    return build


@contextmanager
def new_build(data: Path) -> Iterator[Build]:
    """Yield a folder for a new build, deleted if an error is raised; it is served after ``make_current``."""
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


def delete_other_builds(data: Path) -> None:
    """Delete builds that are not served, such as interrupted ones. The caller holds the publish lock."""
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
    """Hold the lock that all publishes share; it is released when the process ends.

    Args:
        data: The data folder; created if missing.
        seconds: How long to wait for another publish.

    Raises:
        PublishBusy: Another publish did not finish in time.
    """
    make_private_folder(data)
    path = data / "publish.lock"
    try:
        with hold_lock(path, seconds):
            yield
    except LockHeld as error:
        raise PublishBusy(path, seconds) from error
