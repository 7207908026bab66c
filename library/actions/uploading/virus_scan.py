"""Asks a virus scanner about a file: ``clamd``, by its INSTREAM command.

The protocol is one command and a stream of pieces, each after its length, so it takes no package: ``clamd`` on PyPI has
had no release since 2014, and ``clamav-client`` does much that is not needed here. If a scanner is set and cannot be
asked, a file is refused, because nobody would notice that it was not scanned.

Source: https://docs.clamav.net/manual/Usage/Scanning.html#clamd
"""

from __future__ import annotations

import re
import socket
import struct
from functools import partial
from typing import TYPE_CHECKING

from library.errors import UploadRefused
from library.model.upload import UploadProblem

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 16  # bytes
SECONDS = 60.0  # for each step; a scan answers when it has read everything
MOST_ANSWER = 1_000  # bytes
_LENGTH = struct.Struct(">I")
_HOST = re.compile(r"(?P<host>[^:/]+|\[[0-9A-Fa-f:]+\]):(?P<port>[0-9]{1,5})")


def scan(clamd: str, file: Path, seconds: float = SECONDS) -> None:
    """Ask a scanner about a file; ask nobody if none is set.

    Args:
        clamd: The path of a socket, or ``host:port``; empty for none.
        file: To be scanned.
        seconds: How long each step may take.

    Raises:
        UploadRefused: The scanner found something, or does not answer.
    """
    if not clamd:
        return
    try:
        answer = _answer(clamd, file, seconds)
    except (OSError, ValueError) as error:
        raise UploadRefused(UploadProblem.NO_SCANNER) from error
    if answer.endswith(b"FOUND"):
        raise UploadRefused(UploadProblem.VIRUS)
    if answer != b"stream: OK":
        raise UploadRefused(UploadProblem.NO_SCANNER)


def _answer(clamd: str, file: Path, seconds: float) -> bytes:
    with _connected(clamd, seconds) as scanner, file.open("rb") as opened:
        scanner.sendall(b"zINSTREAM\0")
        for chunk in iter(partial(opened.read, CHUNK), b""):
            scanner.sendall(_LENGTH.pack(len(chunk)) + chunk)
        scanner.sendall(_LENGTH.pack(0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < MOST_ANSWER:
            more = scanner.recv(MOST_ANSWER)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0\n")


def _connected(clamd: str, seconds: float) -> socket.socket:
    found = _HOST.fullmatch(clamd)
    if found:
        return socket.create_connection((found["host"].strip("[]"), int(found["port"])), seconds)
    scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        scanner.settimeout(seconds)
        scanner.connect(clamd)
    except OSError:
        scanner.close()
        raise
    return scanner
