"""The site is reloaded and restarted while people use it, and no request fails."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.hosting.host import Host
from tests.waiting import stop
from tests.web.shelves import fill

READERS = 4
ASKED = ("/", "/search?q=kettle", "/stories/spare-key", "/resources/number-nine/files/nine.mp4", "/healthz")
BOOTED = "Booting worker"


@dataclass
class Readers:
    """People who read and start packs without a pause, each on their own connection each time."""

    host: Host
    answers: Counter[str] = field(default_factory=Counter)
    stopped: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Ask for one page after the other until told to stop."""
        while not self.stopped.is_set():
            for path in ASKED:
                self._count(path, None)
            self._count("/packs/start", "title=Ours")

    def _count(self, path: str, body: str | None) -> None:
        try:
            status = str(self.host.ask(path, body).status)
        except (OSError, HTTPException) as error:
            status = type(error).__name__
        self.answers[f"{path} {status}"] += 1

    @property
    def failed(self) -> dict[str, int]:
        """Return what failed, with how often."""
        return {what: count for what, count in self.answers.items() if not what.endswith((" 200", " 303"))}

    def wait_for_more(self) -> None:
        """Wait until every page was asked for twice more."""
        before = self.answers.total()
        self.host.wait_for(lambda: self.answers.total() > before + 2 * READERS * (len(ASKED) + 1))


@contextmanager
def reading(host: Host) -> Iterator[Readers]:
    readers = Readers(host)
    threads = [threading.Thread(target=readers.read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        readers.stopped.set()
        for thread in threads:
            thread.join()


@pytest.fixture
def busy() -> Iterator[tuple[Host, list[subprocess.Popen[bytes]]]]:
    """A host where packs have no limit, and its site as the last of a list of processes."""
    with tempfile.TemporaryDirectory(prefix="host-") as folder:
        fill(Path(folder))
        host = Host(Path(folder), {"LIBRARY_NEW_PACKS": "0"})
        sites, nginx = [host.start_site()], host.start_nginx()
        try:
            host.wait(sites[-1])
            assert host.notified.recv(1_000).startswith(b"READY=1")
            yield host, sites
        finally:
            stop(nginx)
            stop(sites[-1])
            host.close()


def reload(host: Host, site: subprocess.Popen[bytes]) -> None:
    """Do what ``systemctl reload`` does, and wait until new workers have replaced the others."""
    booted, ended = host.site_log().count(BOOTED), host.site_log().count("Worker exiting")
    site.send_signal(signal.SIGHUP)
    workers = int(host.environment["WEB_CONCURRENCY"])
    host.wait_for(lambda: host.site_log().count(BOOTED) >= booted + workers)
    host.wait_for(lambda: host.site_log().count("Worker exiting") >= ended + workers)


def restart(host: Host, site: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """Do what ``systemctl restart`` does: stop the site, start it with the same socket, and hear that it is ready."""
    stop(site)
    assert site.returncode == 0
    started = host.start_site()
    assert host.notified.recv(1_000).startswith(b"READY=1")
    return started


def assert_none_fails(host: Host, sites: list[subprocess.Popen[bytes]], times: int) -> None:
    with reading(host) as readers:
        readers.wait_for_more()
        for _ in range(times):
            reload(host, sites[-1])
            readers.wait_for_more()
            sites.append(restart(host, sites[-1]))
            readers.wait_for_more()
    assert readers.failed == {}
    assert host.site_log().count("Hang up") == times


def test_no_request_fails_while_the_site_is_reloaded_and_restarted(
    busy: tuple[Host, list[subprocess.Popen[bytes]]],
) -> None:
    assert_none_fails(*busy, times=2)


@pytest.mark.soak
def test_no_request_fails_in_many_reloads_and_restarts(busy: tuple[Host, list[subprocess.Popen[bytes]]]) -> None:
    assert_none_fails(*busy, times=25)


def test_a_site_that_is_stopped_for_good_is_seen_to_fail(busy: tuple[Host, list[subprocess.Popen[bytes]]]) -> None:
    host, sites = busy
    with reading(host) as readers:
        readers.wait_for_more()
        host.listening.close()
        stop(sites[-1])
        host.socket.unlink()
        host.wait_for(lambda: bool(readers.failed))
    assert {what.rpartition(" ")[2] for what in readers.failed} == {"502"}
