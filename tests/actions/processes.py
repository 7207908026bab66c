"""The command and the server as processes of their own, working on a library in the making."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.making import Making
from tests.waiting import PATIENCE, stop, wait_for


def places(making: Making) -> dict[str, str]:
    """Return the environment of a process that works on the same library."""
    return os.environ | {
        "LIBRARY_CONTENT": str(making.root / "content"),
        "LIBRARY_DATA": str(making.root / "data"),
    }


def library_command(
    making: Making, *arguments: str, kill_after: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, and kill it after so many seconds if it has not ended."""
    command = [sys.executable, "-m", "library.terminal", *arguments]
    with subprocess.Popen(
        command, env=places(making), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            output, errors = process.communicate(timeout=kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
            output, errors = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def status_of(port: int, path: str) -> int:
    """Return the status of a page, 0 where nobody answers."""
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code
    except URLError:
        return 0


def text_of(port: int, path: str) -> str:
    """Return a page."""
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
        return str(answer.read(), "utf-8")


@contextmanager
def serving(making: Making, *arguments: str, settings: Mapping[str, str] | None = None) -> Iterator[int]:
    """Serve the library in a process of its own, with some settings, and give the port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "library.terminal", "serve", "--port", str(port), *arguments]
    environment = places(making) | dict(settings or {})
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(lambda: status_of(port, "/healthz"))
            yield port
        finally:
            stop(server)
