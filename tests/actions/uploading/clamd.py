"""A small clamd: it speaks the INSTREAM command of the real one on a real socket, and knows one virus."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

VIRUS = b"a test file that every scanner finds"
PATIENCE = 60  # seconds, a safety net


class Clamd:
    """Answers one connection after the other.

    Attributes:
        seen: The files that were scanned.
        answer: What to answer instead of the truth, or ``None``; empty for closing the connection.
    """

    def __init__(self, listening: socket.socket) -> None:
        self.seen: list[bytes] = []
        self.answer: bytes | None = None
        self._listening = listening
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(PATIENCE)
                self._scan(connection)

    def _scan(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        if stream.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
            connection.sendall(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while length := struct.unpack(">I", stream.read(4))[0]:
            data += stream.read(length)
        self.seen.append(data)
        truth = b"stream: Test.Virus FOUND\0" if VIRUS in data else b"stream: OK\0"
        connection.sendall(truth if self.answer is None else self.answer)


@contextmanager
def clamd_at(family: int, address: object) -> Iterator[tuple[Clamd, socket.socket]]:
    """Give a scanner that listens at an address."""
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind(address)  # type: ignore[arg-type]
        listening.listen()
        yield Clamd(listening), listening
