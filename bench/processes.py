"""Programs in separate processes: `library` as people run it, and other servers on loopback."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import psutil

from bench.machine import ROOT
from bench.missing import Missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

HOST = "127.0.0.1"
START_SECONDS = 300
STOP_SECONDS = 15
LOOK_SECONDS = 0.05

# The request headers of a current browser, so that pages are compressed as for a reader.
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip, deflate, br, zstd"}


@dataclass(frozen=True, slots=True)
class Place:
    """A content folder with its published data.

    Attributes:
        content: The content folder.
        data: What `library publish` makes from it; may be empty or missing.
    """

    content: Path
    data: Path

    def environment(self) -> dict[str, str]:
        """Return this process's environment with no setting of the library's but those of this place.

        Programs keep their compiled modules, as those that pip installs on a host do. Compiling them again takes a
        tenth of a small publish.
        """
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("LIBRARY_")}
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = {"LIBRARY_CONTENT": str(self.content), "LIBRARY_DATA": str(self.data)}
        return inherited | ours | {"PYTHONUNBUFFERED": "1"}


@dataclass(frozen=True, slots=True)
class Run:
    """How a program ran to its end.

    Attributes:
        seconds: From start to end.
        cpu: Processor seconds of it and its children; the most reliable number on a busy machine.
        peak: The most resident memory, in bytes, of it and all its children together.
        peak_alone: Bytes of it alone at that moment.
    """

    seconds: float
    cpu: float
    peak: int
    peak_alone: int


class Client:
    """One persistent connection to a server on loopback."""

    def __init__(self, port: int) -> None:
        """Store the server's address; the first request connects."""
        self._connection = HTTPConnection(HOST, port, timeout=120)

    def get(self, path: str, *, compressed: bool = True) -> tuple[int, bytes, Mapping[str, str]]:
        """Return status, body as it was sent, and headers under names in lower case."""
        self._connection.request("GET", path, headers=BROWSER if compressed else {})
        response = self._connection.getresponse()
        body = response.read()
        return response.status, body, {name.lower(): value for name, value in response.getheaders()}

    def time(self, path: str) -> float:
        """Return the milliseconds until a whole page has arrived.

        Raises:
            Missing: The server did not answer 200.
        """
        start = time.perf_counter()
        status, body, _ = self.get(path)
        spent = 1000 * (time.perf_counter() - start)
        if status != 200:
            raise Missing(f"{path} answered {status}: {body[:200]!r}")
        return spent

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def library_command(*arguments: str) -> list[str]:
    """Return the command line of `library` in this environment."""
    return [sys.executable, "-m", "library.terminal", *arguments]


def run_library(place: Place, *arguments: str) -> Run:
    """Run `library` to its end and watch its memory.

    Raises:
        Missing: It failed; the message is its last output.
    """
    with TemporaryFile("w+", encoding="utf-8") as said:
        start, before = time.perf_counter(), worked()
        process = subprocess.Popen(
            library_command(*arguments), cwd=ROOT, env=place.environment(), stdout=subprocess.DEVNULL, stderr=said
        )
        seen: list[tuple[int, int]] = []
        watcher = threading.Thread(target=_watch, args=(process, seen))
        watcher.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        watcher.join()
        cpu = worked() - before
        said.seek(0)
        if code:
            raise Missing(f"library {' '.join(arguments)} ended with {code}: {said.read().strip()[-300:]}")
    return Run(seconds, cpu, *max(seen, default=(0, 0)))


@contextmanager
def serving(command: Sequence[str], port: int, environment: Mapping[str, str], ready: str) -> Iterator[psutil.Process]:
    """Start a server, wait until it answers with a page, and stop it afterwards.

    Args:
        command: The command to run.
        port: The port on loopback.
        environment: Of the process.
        ready: The path of the page.

    Raises:
        Missing: It ended, or did not answer in time.
    """
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(port, ready, process)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def library_serving(place: Place, *options: str) -> Iterator[tuple[int, psutil.Process]]:
    """Start `library serve` and yield its port and process, once the home page has arrived."""
    port = free_port()
    command = library_command("serve", "--port", str(port), *options)
    with serving(command, port, place.environment(), "/") as process:
        yield port, process


def wait_for(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers with a whole page."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Missing(f"The server ended by itself with {process.returncode}: {process.args!r}")
        client = Client(port)
        try:
            if client.get(path)[0] == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.005)
        finally:
            client.close()
    raise Missing(f"The server did not answer in {START_SECONDS} s: {process.args!r}")


def free_port() -> int:
    """Return a free port on loopback."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def worked() -> float:
    """Return the processor seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: subprocess.Popen[bytes], seen: list[tuple[int, int]]) -> None:
    """Record the memory of a process and its children until it ends."""
    watched = psutil.Process(process.pid)
    while process.returncode is None:
        seen.append(_memory(watched))
        time.sleep(LOOK_SECONDS)


def _memory(process: psutil.Process) -> tuple[int, int]:
    """Return resident bytes of a process with its children, and of it alone; 0 for those that just ended."""
    try:
        children = process.children(recursive=True)
    except psutil.NoSuchProcess:
        return 0, 0
    alone = resident(process)
    return alone + sum(map(resident, children)), alone


def resident(process: psutil.Process) -> int:
    """Return resident bytes of a process; 0 for one that just ended."""
    try:
        resident: int = process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0
    return resident
