"""The databases that records are tested in: SQLite always, PostgreSQL in a server of the tests' own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from library.storage.records_engine import open_engine, writing

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def programs() -> Path:
    """Return the folder with PostgreSQL's programs; a missing one is a failure, not a skip."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else [place for place in PLACES if (place / "initdb").exists()]
    assert places, "PostgreSQL is missing: .ci/system-packages installs it."
    return places[-1]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def serve_postgresql(folder: Path) -> Iterator[str]:
    """Start a server in an empty folder that everyone can reach, give its address, and stop it."""
    binaries, port = programs(), free_port()
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data, control = folder / "data", str(binaries / "pg_ctl")
    made = [str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"]
    subprocess.run([*as_user, *made], check=True, capture_output=True, cwd=folder)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    start = [control, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"]
    subprocess.run([*as_user, *start], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        # Not checked: it may be gone with the tests' folder already.
        stop = [*as_user, control, "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, capture_output=True, cwd=folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL server; not in pytest's own folder, which only one user can enter."""
    with TemporaryDirectory(prefix="commonplace-postgresql-") as folder:
        yield from serve_postgresql(Path(folder))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'records.sqlite'}"
        return
    found: str = request.getfixturevalue("postgresql")
    yield found
    engine = open_engine(found)
    with writing(engine) as connection:
        connection.execute(text("SET LOCAL lock_timeout TO '120s'"))
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        connection.execute(text("DROP SCHEMA IF EXISTS writing CASCADE"))
    engine.dispose()
