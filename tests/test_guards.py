"""The guards that surround every test: each is shown a fault and has to catch it."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

OUTSIDE = "192.0.2.1"  # reserved for documentation (RFC 5737): nothing is there


def test_a_connection_to_another_machine_is_refused() -> None:
    # pytest-socket warns before it raises, and here every warning is an error.
    with socket.socket() as connection, pytest.raises(UserWarning, match="tried to use socket"):
        connection.connect((OUTSIDE, 80))


def test_a_connection_to_this_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as connection:
        connection.connect(server.getsockname())


def test_a_unix_socket_is_allowed(tmp_path: Path) -> None:
    address = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as connection:
        server.bind(address)
        server.listen()
        connection.connect(address)


def test_looking_up_the_name_of_another_machine_is_refused() -> None:
    with pytest.raises(AssertionError, match="Tests reach this machine only"):
        socket.getaddrinfo("example.org", 80)


def test_looking_up_this_machine_is_allowed() -> None:
    assert socket.getaddrinfo("localhost", 80)


def test_a_program_can_be_started() -> None:
    done = subprocess.run([sys.executable, "-c", "print('here')"], capture_output=True, text=True, check=True)
    assert done.stdout == "here\n"


@pytest.mark.corpora
def test_the_corpora_say_where_they_come_from(corpora: Path) -> None:
    folders = [folder for folder in corpora.iterdir() if folder.is_dir()]
    assert folders
    assert not [folder.name for folder in folders if not list(folder.rglob("PROVENANCE.json"))]
