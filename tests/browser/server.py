"""The site as its readers meet it: `library serve` in a process of its own, on the real content."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.browser.nu import free_port
from tests.waiting import stop

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
START_SECONDS = 120  # the first start publishes all content


@dataclass(frozen=True, slots=True)
class Site:
    """A running server; the fixture `site` is one of these.

    Attributes:
        url: The base address, without a slash at the end: `http://127.0.0.1:8123`.
        content: The folder it publishes: the library's own content. Tests never change it.
        data: Its own folder for catalogue, index and records, empty before it started.
        log: What it prints. A traceback there, in any request of any test, fails the run.
    """

    url: str
    content: Path
    data: Path
    log: Path

    def tracebacks(self) -> str:
        """Return the log if it holds a traceback, else an empty string."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return text if "Traceback (most recent call last)" in text else ""


@contextmanager
def running(
    folder: Path, content: Path = ROOT / "content", program: tuple[str, ...] = ("-m", "library.terminal")
) -> Iterator[Site]:
    """Start a server and stop it, by its own process, afterwards.

    Args:
        folder: An empty folder for its data and log.
        content: What to publish.
        program: The program, as arguments to Python; the tests of this harness put in others.

    Raises:
        AssertionError: It did not start, did not stop when asked, or printed a traceback.
    """
    port = free_port()
    site = Site(f"http://{HOST}:{port}", content, folder / "data", folder / "serve.log")
    site.data.mkdir()
    command = [sys.executable, *program, "serve", "--host", HOST, "--port", str(port)]
    with site.log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=_environment(site), stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_until_ready(site, port, process)
        yield site
    finally:
        stop(process)
    assert not site.tracebacks(), f"The server printed a traceback:\n{site.tracebacks()}"


def _environment(site: Site) -> dict[str, str]:
    """Return this process's environment with no setting of the library's but those of this site."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LIBRARY_")}
    ours = {"LIBRARY_CONTENT": str(site.content), "LIBRARY_DATA": str(site.data), "LIBRARY_URL": site.url}
    return inherited | ours | {"PYTHONUNBUFFERED": "1"}


def _wait_until_ready(site: Site, port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, f"The server stopped by itself:\n{site.log.read_text(encoding='utf-8')}"
        if _answers(port):
            return
        time.sleep(0.1)
    raise AssertionError(f"The server did not answer in {START_SECONDS} s:\n{site.log.read_text(encoding='utf-8')}")


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
