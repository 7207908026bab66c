"""Connections that never finish their request, as slow phones and strangers open them, keep nobody else waiting."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.storage.databases import free_port
from tests.waiting import PATIENCE, stop
from tests.web.shelves import fill, settings_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
GUNICORN = "gunicorn --workers 2 app:app"
HALF = b"GET / HTTP/1.1\r\nHost: library.example.org\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder; what serves it first publishes it."""
    made = tmp_path_factory.mktemp("half-open")
    fill(made)
    return made


@contextmanager
def serving(folder: Path, *command: str, cwd: Path = ROOT, path: str = str(ROOT)) -> Iterator[subprocess.Popen[str]]:
    """Give a server as a process; it is stopped at the end."""
    environment = os.environ | settings_of(folder) | {"PYTHONPATH": path}
    errors = folder / "errors.txt"
    with errors.open("w") as log:
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=log, stderr=log, text=True)
    try:
        yield process
    finally:
        stop(process)


def status_of(port: int, path: str) -> int:
    """Return the status of a page of a server that may still be starting."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
                found: int = answer.status
                return found
        except HTTPError as error:
            error.close()
            return error.code
        except ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        except OSError as error:
            if "refused" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.1)


def open_halves(stack: ExitStack, port: int, count: int) -> None:
    for _ in range(count):
        stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)).sendall(HALF)


def commands(port: int) -> dict[str, tuple[str, ...]]:
    gunicorn = shlex.split(GUNICORN)
    return {
        "library serve": (sys.executable, "-m", "library.terminal", "serve", "--port", str(port)),
        GUNICORN: (sys.executable, "-m", *gunicorn, "--bind", f"127.0.0.1:{port}"),
    }


@pytest.mark.parametrize(("command", "count"), [("library serve", 400), (GUNICORN, 60)])
def test_half_open_requests_keep_nobody_waiting(folder: Path, command: str, count: int) -> None:
    assert f"`{command}`" in README
    port = free_port()
    with serving(folder, *commands(port)[command]), ExitStack() as stack:
        assert status_of(port, "/healthz") == 200
        open_halves(stack, port, count)
        assert [status_of(port, path) for path in ("/", "/stories/spare-key", "/healthz")] == [200] * 3


def test_gunicorn_writes_no_address_to_its_logs(folder: Path) -> None:
    port = free_port()
    with serving(folder, *commands(port)[GUNICORN], "--access-logfile", "-"):
        assert status_of(port, "/packs/a-private-link") == 404
        assert status_of(port, "/search?q=what-i-ask") == 200
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(b"GET /nowhere/a-private-link HTTP/x\r\n\r\n")
            assert b"400 Bad Request" in connection.recv(65_536)
    logged = (folder / "errors.txt").read_text("utf-8")
    assert " GET 404 " in logged
    assert "Invalid request" in logged
    assert [words for words in ("a-private-link", "what-i-ask", "ip=", "127.0.0.1 -") if words in logged] == []
