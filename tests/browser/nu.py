"""The Nu HTML checker, run as a server on this machine: 0.1 s a page instead of 2 s for a new Java each time."""

import json
import random
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.waiting import stop

JAR = Path(__file__).parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HOST = "127.0.0.1"
START_SECONDS = 120  # 3 s alone; several at once on a busy machine need far more


@dataclass(frozen=True, slots=True)
class Nu:
    """A running checker; the fixture `nu` is one of these."""

    port: int

    def check(self, document: str, content_type: str = "text/html") -> list[str]:
        """Return the errors and warnings of a document, in its order; empty when it is valid.

        The document is posted, so the checker fetches nothing. Each message reads `error 12: sentence`; the number
        is a line, counted from 1.
        """
        connection = HTTPConnection(HOST, self.port, timeout=30)
        # The checker refuses whoever does not give a name.
        headers = {"Content-Type": f"{content_type}; charset=utf-8", "User-Agent": "commonplace-tests"}
        connection.request("POST", "/?out=json", document.encode(), headers)
        response = connection.getresponse()
        answer = response.read()
        assert response.status == 200, f"The Nu checker answered {response.status}: {answer.decode()}"
        messages = json.loads(answer)["messages"]
        connection.close()
        kinds = [(message.get("subType", message["type"]), message) for message in messages]
        # What is left, `info`, is advice on style. A `non-document-error` is the checker's own failure: reported too.
        return [
            f"{kind} {message.get('lastLine', 0)}: {message['message']}" for kind, message in kinds if kind != "info"
        ]


@contextmanager
def running(log: Path) -> Iterator[Nu]:
    """Start a checker on a free port and end it, by its own process, afterwards.

    Args:
        log: A file for what it prints.
    """
    assert JAR.is_file(), "vnu-jar is missing: `make test` installs it (npm ci --ignore-scripts)"
    port = free_port()
    command = [
        "java",
        "-Dnu.validator.servlet.allow-forbidden-hosts=true",
        f"-Dnu.validator.servlet.bind-address={HOST}",
        "-XX:TieredStopAtLevel=1",  # starts in half the time: a short life does not repay more compiling
        "-Xss8m",  # it reads its schemas by deep recursion, which overflows the usual stack now and then
        "-cp",
        str(JAR),
        "nu.validator.servlet.Main",
        str(port),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        nu = Nu(port)
        _wait_until_ready(nu, process, log)
        yield nu
    finally:
        stop(process)


def free_port() -> int:
    """Return a port between 8000 and 9000 that nobody listens on (some clients refuse others)."""
    ports = list(range(8001, 9000))
    # Not the seeded random of the tests: two test processes with one seed would choose the same port.
    random.SystemRandom().shuffle(ports)
    for port in ports:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0:
                return port
    raise AssertionError("No port between 8001 and 8999 is free")


def _wait_until_ready(nu: Nu, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, f"The Nu checker did not start:\n{log.read_text(encoding='utf-8')}"
        try:
            nu.check("<!doctype html><title>ready</title>")
        except (OSError, HTTPException):  # not listening yet, or closed in the middle of an answer
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The Nu checker did not answer in {START_SECONDS} s:\n{log.read_text(encoding='utf-8')}")
